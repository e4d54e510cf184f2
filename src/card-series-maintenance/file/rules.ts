import type { CardSeries, Customer } from "../../../generated/card-series/types.gen.ts";
import type { ValidationIssue } from "../../errors/validation-issue.ts";

/** Which of the rules beside the schema are looked at. */
export interface CardSeriesRuleOptions {
  /**
   * How many digits a CardPrefix has: 5 by the guide's text, 6 in its sample. Default: either.
   */
  readonly cardPrefixDigits?: 5 | 6;
}

/** What the rules say of a block. */
export interface CardSeriesRuleResult {
  /** What must be put right. */
  readonly issues: readonly ValidationIssue[];
  /** What is right but worth knowing. */
  readonly notes: readonly ValidationIssue[];
}

const NOTHING: CardSeriesRuleResult = { issues: [], notes: [] };

/**
 * Checks what the schema cannot say (S2, "Requirements/Restrictions" and "Example"), block by block, in constant memory.
 *
 * - Every block of a file has the CardPrefix and CardSeriesSequence of the first.
 * - A Customer has a CustomerID or an AlternateID that is not empty; without an association there is no Customer at all.
 * - An AlternateID comes with the TypeCode of its AlternateKey.
 * - With both, the CustomerID takes precedence: a note, not an issue.
 *
 * @example
 * ```ts
 * const rules = new CardSeriesRules();
 * const { issues } = rules.check({ Action: "GenerateCard", CardPrefix: "12345", CardSeriesSequence: "01", Customer: {} });
 * issues[0]?.keyword; // "emptyCustomer"
 * ```
 */
export class CardSeriesRules {
  readonly #options: CardSeriesRuleOptions;
  /** The first block's series, which the whole file has. */
  #first: Pick<CardSeries, "CardPrefix" | "CardSeriesSequence"> | undefined;

  constructor(options: CardSeriesRuleOptions = {}) {
    const { cardPrefixDigits: digits } = options;
    if (digits !== undefined && digits !== 5 && digits !== 6) throw new RangeError("cardPrefixDigits must be 5 or 6");
    this.#options = options;
  }

  /** Checks the next block of a file. */
  check(block: CardSeries): CardSeriesRuleResult {
    const { CardPrefix, CardSeriesSequence, Customer: customer } = block;
    const first = this.#first;
    if (first === undefined) this.#first = { CardPrefix, CardSeriesSequence };
    const isSame =
      first === undefined || (first.CardPrefix === CardPrefix && first.CardSeriesSequence === CardSeriesSequence);
    const digits = this.#options.cardPrefixDigits;
    // Nearly every block: no need to gather anything.
    const usual = isSame && digits === undefined ? usualResult(customer) : undefined;
    if (usual !== undefined) return usual;
    const issues: ValidationIssue[] = [];
    const notes: ValidationIssue[] = [];
    if (digits !== undefined && CardPrefix.length !== digits)
      issues.push(rule("/CardPrefix", "cardPrefixDigits", `${digits} digits`));
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
        : rule("/Customer", "emptyCustomer", "no Customer at all when there is no association"),
    );
  if (hasAlternateId && !hasTypeCode)
    issues.push(rule("/Customer/AlternateKey/TypeCode", "alternateIdTypeCode", "the TypeCode of the AlternateID"));
  if (hasCustomerId && hasAlternateId) notes.push(PRECEDENCE);
}

/** What the rules say of a customer that is as it should be. */
function usualResult(customer: Customer | undefined): CardSeriesRuleResult | undefined {
  if (customer === undefined) return NOTHING;
  const { CustomerID, AlternateKey } = customer;
  const hasAlternateId = isGiven(AlternateKey?.AlternateID);
  if (hasAlternateId && !isGiven(AlternateKey?.TypeCode)) return undefined;
  if (!isGiven(CustomerID)) return hasAlternateId ? NOTHING : undefined;
  return hasAlternateId ? BOTH : NOTHING;
}

function isGiven(text: string | undefined): boolean {
  return text !== undefined && text !== "";
}

function rule(path: string, keyword: string, expected: string): ValidationIssue {
  return { path, keyword, expected, message: `${path}: expected ${expected}` };
}

const PRECEDENCE: ValidationIssue = rule(
  "/Customer",
  "customerIdPrecedence",
  "that the CustomerID takes precedence over the AlternateID",
);
const BOTH: CardSeriesRuleResult = { issues: [], notes: [PRECEDENCE] };
