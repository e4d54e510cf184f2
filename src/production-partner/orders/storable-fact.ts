import type { ValidationIssue } from "../../errors/validation-issue.ts";
import type { OrderedAccessory, ReceivedFact } from "../contract/facts.ts";
import { isStorableId, maxIdLength, maxQuantity } from "./unusable.ts";

/** A fact that can be stored, and what was left out of it. */
export interface StorableFact {
  readonly fact: ReceivedFact;
  /** Empty when the fact is unchanged. Holds no values of the message. */
  readonly deviations: readonly ValidationIssue[];
}

/**
 * Leaves out what a fact can do without and no database could store or count: an order must not be lost to it. What it
 * cannot do without stays; see `unusableBecause`.
 */
export function storableFact(fact: ReceivedFact): StorableFact {
  const deviations: ValidationIssue[] = [];
  const id = (name: string, value: string | undefined): string | undefined => {
    if (value === undefined || isStorableId(value)) return value;
    deviations.push(deviation("maxLength", `a storable ${name} of at most ${maxIdLength} characters`));
    return undefined;
  };
  const storable = ((): ReceivedFact => {
    switch (fact.kind) {
      case "card-requested":
        if (fact.accessories.length === 0) return fact;
        return { ...fact, accessories: storableAccessories(fact.accessories, id, deviations) };
      case "report-acknowledged":
        return { ...fact, shipmentId: id("shipment id", fact.shipmentId) };
      case "shipment-acknowledged": {
        const cardIds = fact.cardIds?.filter((cardId) => id("card id", cardId) !== undefined);
        // An answer that names none of our cards answers as one without names does.
        return { ...fact, cardIds: cardIds?.length === 0 ? undefined : cardIds };
      }
      case "refused": {
        const messageId = id("id of the refused message", fact.messageId);
        return {
          ...fact,
          messageId,
          cardId: id("card id", fact.cardId),
          shipmentId: id("shipment id", fact.shipmentId),
        };
      }
      case "no-order-matter":
        return { ...fact, cardId: id("card id", fact.cardId), shipmentId: id("shipment id", fact.shipmentId) };
      case "card-withdrawn":
      case "unusable":
        return fact;
      default:
        return fact satisfies never;
    }
  })();
  return { fact: deviations.length === 0 ? fact : storable, deviations };
}

function storableAccessories(
  accessories: readonly OrderedAccessory[],
  id: (name: string, value: string | undefined) => string | undefined,
  deviations: ValidationIssue[],
): readonly OrderedAccessory[] {
  const left = new Map<string, number>();
  const lines: OrderedAccessory[] = [];
  for (const { accessoryId, articleId, quantity } of accessories) {
    const room = left.get(accessoryId) ?? maxQuantity;
    const isCountable = quantity >= 1 && quantity <= room;
    if (!isCountable)
      deviations.push(deviation("maximum", `quantities of accessories from 1 to ${maxQuantity}, also in sum`));
    // Not a number of pieces at all: nothing can be made of it.
    const counted = Number.isInteger(quantity) ? Math.min(quantity, room) : quantity;
    if (counted < 1) continue;
    left.set(accessoryId, room - counted);
    lines.push({ accessoryId, articleId: id("article id", articleId), quantity: counted });
  }
  return lines;
}

function deviation(keyword: string, expected: string): ValidationIssue {
  return { path: "", keyword, expected, message: `The message must have ${expected}` };
}
