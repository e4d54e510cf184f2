import { ConfigurationError } from "../../errors/configuration-error.ts";
import type { ValidationIssue } from "../../errors/validation-issue.ts";
import type { CardRequest } from "../contract/read-request.ts";
import { type MixedSeries, MixedSeriesCheck, mixedSeriesValues } from "./mixed-series.ts";

/** Options of the rules beside the schema. */
export interface CardSeriesRuleOptions {
  /** The number of digits of a CardPrefix: 5 in the guide's text, 6 in its sample. Default: either. */
  readonly cardPrefixDigits?: 5 | 6;
  /**
   * Whether a file may hold blocks of several series. ORCE's guide forbids it for cards that are "generated and
   * associated"; that it is forbidden also without a customer is our reading. Default `refused`.
   */
  readonly mixedSeries?: MixedSeries;
}

/** The result of checking a block. */
export interface CardSeriesRuleResult {
  /** What must be corrected. */
  readonly issues: readonly ValidationIssue[];
  /** What is valid but worth knowing. */
  readonly notes: readonly ValidationIssue[];
}

type Customer = NonNullable<CardRequest["Customer"]>;

const nothing: CardSeriesRuleResult = { issues: [], notes: [] };

/**
 * Checks what the schema cannot express (ORCE's guide, "Requirements/Restrictions" and "Example"), block by block, in
 * constant memory.
 *
 * - Every block of a file has the CardPrefix and CardSeriesSequence of the first; `mixedSeries` changes that.
 * - The CardSeriesSequence counts from 01.
 * - A Customer has a CustomerID or an AlternateID that is not empty; without an association, Customer is left out.
 * - An AlternateID comes with the TypeCode of its AlternateKey.
 * - With both, the CustomerID takes precedence: a note, not an issue.
 *
 * @example
 * ```ts
 * const rules = new CardSeriesRules();
 * const block = { Action: "GenerateCard", CardPrefix: "12345", CardSeriesSequence: "01", Customer: {} } as const;
 * const { issues } = rules.check(block);
 * issues[0]?.keyword; // "emptyCustomer"
 * ```
 */
export class CardSeriesRules {
  readonly #options: CardSeriesRuleOptions;
  readonly #mixed: MixedSeriesCheck;

  constructor(options: CardSeriesRuleOptions = {}) {
    const { cardPrefixDigits: digits, mixedSeries = "refused" } = options;
    if (digits !== undefined && digits !== 5 && digits !== 6) {
      throw new ConfigurationError(`Invalid cardPrefixDigits ${String(digits)}`, {
        code: "CARD_SERIES_OPTIONS",
        help: "Set cardPrefixDigits to 5 or 6, or leave it out to accept both.",
      });
    }
    if (!mixedSeriesValues.includes(mixedSeries)) {
      throw new ConfigurationError(`Invalid mixedSeries ${String(mixedSeries)}`, {
        code: "CARD_SERIES_OPTIONS",
        help: `Set mixedSeries to one of ${mixedSeriesValues.join(", ")}, or leave it out to refuse mixed files.`,
      });
    }
    this.#options = options;
    this.#mixed = new MixedSeriesCheck(mixedSeries);
  }

  /** Checks the next block of a file. */
  check(block: CardRequest): CardSeriesRuleResult {
    const { CardPrefix, CardSeriesSequence, Customer: customer } = block;
    const first = this.#mixed.expected(block);
    const isSame =
      first === undefined || (first.CardPrefix === CardPrefix && first.CardSeriesSequence === CardSeriesSequence);
    const digits = this.#options.cardPrefixDigits;
    // Nearly every block: nothing has to be collected.
    const usual = isSame && digits === undefined && CardSeriesSequence !== "00" ? usualResult(customer) : undefined;
    if (usual !== undefined) return usual;
    const issues: ValidationIssue[] = [];
    const notes: ValidationIssue[] = [];
    if (digits !== undefined && CardPrefix?.length !== digits)
      issues.push(rule("/CardPrefix", "cardPrefixDigits", `${digits} digits`));
    if (CardSeriesSequence === "00") issues.push(rule("/CardSeriesSequence", "firstSeries", "a series number from 01"));
    if (first !== undefined && first.CardPrefix !== CardPrefix)
      issues.push(rule("/CardPrefix", "sameCardPrefix", "the CardPrefix of the first block of the file"));
    if (first !== undefined && first.CardSeriesSequence !== CardSeriesSequence)
      issues.push(
        rule("/CardSeriesSequence", "sameCardSeriesSequence", "the CardSeriesSequence of the first block of the file"),
      );
    if (customer !== undefined) checkCustomer(customer, issues, notes);
    return { issues, notes };
  }
}

function checkCustomer(
  { CustomerID, AlternateKey }: Customer,
  issues: ValidationIssue[],
  notes: ValidationIssue[],
): void {
  const hasCustomerId = isGiven(CustomerID);
  const hasAlternateId = isGiven(AlternateKey?.AlternateID);
  const hasTypeCode = isGiven(AlternateKey?.TypeCode);
  if (!hasCustomerId && !hasAlternateId)
    issues.push(
      hasTypeCode
        ? rule("/Customer", "customerIdentity", "a CustomerID or an AlternateID")
        : rule("/Customer", "emptyCustomer", "no Customer when there is no association"),
    );
  if (hasAlternateId && !hasTypeCode)
    issues.push(rule("/Customer/AlternateKey/TypeCode", "alternateIdTypeCode", "the TypeCode of the AlternateID"));
  if (hasCustomerId && hasAlternateId) notes.push(precedence);
}

/** Returns the result for a customer without an issue, `undefined` for one that has to be checked in detail. */
function usualResult(customer: Customer | undefined): CardSeriesRuleResult | undefined {
  if (customer === undefined) return nothing;
  const { CustomerID, AlternateKey } = customer;
  const hasAlternateId = isGiven(AlternateKey?.AlternateID);
  if (hasAlternateId && !isGiven(AlternateKey?.TypeCode)) return undefined;
  if (!isGiven(CustomerID)) return hasAlternateId ? nothing : undefined;
  return hasAlternateId ? bothNamed : nothing;
}

function isGiven(text: string | undefined): boolean {
  return text !== undefined && text !== "";
}

function rule(path: string, keyword: string, expected: string): ValidationIssue {
  return { path, keyword, expected, message: `${path}: expected ${expected}` };
}

const precedence: ValidationIssue = rule(
  "/Customer",
  "customerIdPrecedence",
  "that the CustomerID takes precedence over the AlternateID",
);
const bothNamed: CardSeriesRuleResult = { issues: [], notes: [precedence] };
