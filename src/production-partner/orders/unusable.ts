import type { ValidationIssue } from "../../errors/validation-issue.ts";
import type { ReceivedFact } from "../contract/facts.ts";
import type { FactReceived } from "./order-message.ts";

/** The maximum number of UTF-16 code units of an id: longer ones do not fit into the index of every database. */
export const maxIdLength = 256;

/** The largest quantity of an accessory, also in sum: that of a 32-bit integer. */
export const maxQuantity: number = 2 ** 31 - 1;

/** The maximum depth of what is kept of a request; a deeper value could not be written as JSON. */
const maxKeptDepth = 256;

// Most ids need no second look.
const plainId = /^[\x20-\x7e]*$/;

/** Whether every database can store a text as an id, and find it again by it. */
export function isStorableId(text: string): boolean {
  return text.length <= maxIdLength && (plainId.test(text) || (text.isWellFormed() && !text.includes("\0")));
}

/**
 * Tells why a message cannot be used, whatever its contract allows: something is missing that its fact needs, or no
 * database could store it. Such a message is to be answered as invalid. Returns `undefined` for one that can be used.
 */
export function unusableBecause({ fact, messageId, correlationId }: FactReceived): ValidationIssue | undefined {
  if (fact.kind === "unusable") return issue(fact.missing, "required", "a value that the order rules need");
  const unusable =
    unusableId("messageId", messageId) ?? unusableId("correlationId", correlationId) ?? unusableIdOf(fact);
  if (unusable !== undefined) return unusable;
  return fact.kind === "card-requested" ? unusableRequest(fact) : undefined;
}

function unusableRequest({ accessories, kept }: ReceivedFact & { readonly kind: "card-requested" }) {
  const sums = new Map<string, number>();
  for (const { accessoryId, articleId, quantity } of accessories) {
    if (!isStorableId(accessoryId)) return issue("", "pattern", "an accessory id that can be stored");
    if (articleId !== undefined && !isStorableId(articleId)) {
      return issue("", "pattern", "an article id that can be stored");
    }
    const sum = (sums.get(accessoryId) ?? 0) + quantity;
    if (!Number.isInteger(quantity) || quantity < 1 || sum > maxQuantity) {
      return issue("", "maximum", `quantities of accessories from 1 to ${maxQuantity}, also in sum`);
    }
    sums.set(accessoryId, sum);
  }
  return isTooDeep(kept) ? issue("", "maxDepth", `at most ${maxKeptDepth} levels of nested data`) : undefined;
}

function unusableIdOf(fact: Exclude<ReceivedFact, { readonly kind: "unusable" }>): ValidationIssue | undefined {
  switch (fact.kind) {
    case "card-requested":
      return unusableIds(fact) ?? unusableId("organisationId", fact.organisationId);
    case "card-withdrawn":
      return unusableId("cardId", fact.cardId);
    case "report-acknowledged":
    case "no-order-matter":
      return unusableIds(fact);
    case "shipment-acknowledged": {
      const unusable = fact.cardIds?.find((cardId) => !isStorableId(cardId));
      return unusableId("shipmentId", fact.shipmentId) ?? unusableId("a card id", unusable);
    }
    case "refused": {
      const { errorCode, messageId } = fact;
      return (
        unusableIds(fact) ??
        unusableId("errorCode", errorCode) ??
        unusableId("the id of the refused message", messageId)
      );
    }
    default:
      return fact satisfies never;
  }
}

function unusableIds({
  cardId,
  shipmentId,
}: {
  readonly cardId?: string | undefined;
  readonly shipmentId?: string | undefined;
}) {
  return unusableId("cardId", cardId) ?? unusableId("shipmentId", shipmentId);
}

function unusableId(name: string, id: string | undefined): ValidationIssue | undefined {
  if (id === undefined || isStorableId(id)) return undefined;
  if (id.length > maxIdLength) return issue("", "maxLength", `${name} of at most ${maxIdLength} characters`);
  return issue("", "pattern", `${name} without U+0000 and lone surrogates`);
}

/** Whether objects and arrays lie in each other more than so many levels deep. The recursion ends there, so none is too deep for it. */
function isTooDeep(value: unknown, levels = maxKeptDepth): boolean {
  if (typeof value !== "object" || value === null) return false;
  if (levels === 0) return true;
  if (Array.isArray(value)) return value.some((one) => isTooDeep(one, levels - 1));
  for (const name in value)
    if (isTooDeep((value as { readonly [name: string]: unknown })[name], levels - 1)) return true;
  return false;
}

function issue(path: string, keyword: string, expected: string): ValidationIssue {
  return { path, keyword, expected, message: `${path === "" ? "The message" : path} must have ${expected}` };
}
