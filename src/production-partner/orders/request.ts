import type { CardRequested, CardWithdrawn } from "../contract/facts.ts";
import { addAccessories, takeOff } from "./accessories.ts";
import { change, type Decision, type FactsNeeded, noFacts, type OrderFacts, refuse } from "./facts.ts";
import { type AccessoryOrder, accessoryKey, type CardOrder } from "./order.ts";
import type { FactReceived } from "./order-message.ts";
import { maxQuantity } from "./unusable.ts";

/**
 * Decides about a Production Request: one card, and only one, with optional accessories; several requests may share a
 * shipmentId (the Production Partner guide, "Production Request").
 *
 * Its accessories become part of the shipment when the application has decided about the request: see
 * {@link decideFinished}. Else they could be shipped, and the request be rejected after that.
 *
 * Assumed, as the guide does not say it: a cardId is unique over all requests, but a card whose request we rejected may
 * be ordered again; a shipment belongs to one organisation; and requests that name the same accessory of a shipment add
 * up.
 */
export function decideRequest(facts: OrderFacts, request: CardRequested, messageId: string): Decision {
  const { cardId, shipmentId, organisationId, expectedReportDataFields, accessories } = request;
  const known = facts.cards.get(cardId);
  if (known !== undefined && !mayBeOrderedAgain(known)) {
    return refuse({ reason: "DUPLICATE_CARD", cardId, shipmentId });
  }
  const shipment = facts.shipments.get(shipmentId);
  if (shipment !== undefined && shipment.organisationId !== organisationId) {
    return refuse({ reason: "ORGANISATION_MISMATCH", cardId, shipmentId });
  }

  const changed = new Map<string, AccessoryOrder>();
  const quantities = new Map<string, number>();
  for (const { accessoryId, articleId, quantity } of accessories) {
    const key = accessoryKey({ shipmentId, accessoryId });
    const before = changed.get(key) ??
      facts.accessories.get(key) ?? { shipmentId, accessoryId, ordered: 0, announced: 0 };
    const added = (quantities.get(key) ?? 0) + quantity;
    if (before.ordered + added > maxQuantity) {
      return refuse({ reason: "ACCESSORY_QUANTITY_EXCEEDED", cardId, shipmentId, accessoryId });
    }
    quantities.set(key, added);
    changed.set(key, { ...before, ...(articleId !== undefined && { articleId }) });
  }
  return change({
    cards: [
      {
        cardId,
        shipmentId,
        organisationId,
        state: "requested",
        requestId: messageId,
        expectedReportDataFields,
        accessories: accessories.map(({ accessoryId, quantity }) => ({ accessoryId, quantity })),
        ...(accessories.length > 0 && { isUndecided: true }),
      },
    ],
    accessories: [...changed.values()],
  });
}

/**
 * Decides about a card that NGOC takes back: as when we reject its request. One that was reported already stays as it is:
 * what has been produced is for the application to settle with NGOC.
 */
export function decideWithdrawal(facts: OrderFacts, { cardId }: CardWithdrawn): Decision {
  const card = facts.cards.get(cardId);
  if (card === undefined) return refuse({ reason: "UNKNOWN_CARD", cardId });
  return rejectRequest(facts, card, withdrawnCode);
}

/** The `errorCode` of a card that NGOC withdrew. No Error Notification has this code. */
const withdrawnCode = "WITHDRAWN";

/** Returns which facts {@link decideFinished} needs; `undefined` for a message that orders no accessories. */
export function factsNeededToFinish({ fact }: FactReceived): FactsNeeded | undefined {
  if (fact.kind !== "card-requested" || fact.accessories.length === 0) return undefined;
  return { ...noFacts, cardIds: [fact.cardId], withUndecided: true };
}

/** Decides that the application has taken a request: its accessories may be shipped from now on. */
export function decideFinished(facts: OrderFacts, requestId: string): Decision & { readonly ok: true } {
  const card = [...facts.cards.values()].find((candidate) => candidate.requestId === requestId);
  if (card?.isUndecided !== true) return change({});
  const { card: accepted, accessories } = acceptRequest(facts, card);
  return change({ cards: [accepted], accessories });
}

/** A card whose request is decided, and its accessories as part of the shipment. */
export function acceptRequest(
  facts: OrderFacts,
  card: CardOrder,
): { readonly card: CardOrder; readonly accessories: readonly AccessoryOrder[] } {
  if (card.isUndecided !== true) return { card, accessories: [] };
  const { isUndecided: _decided, ...accepted } = card;
  return { card: accepted, accessories: addAccessories(facts, card) };
}

/** Ends a request that was not reported, and takes its accessories out of the shipment. */
export function rejectRequest(facts: OrderFacts, card: CardOrder, errorCode: string): Decision {
  if (card.state !== "requested") return change({});
  const { isUndecided, ...rest } = card;
  return change({
    cards: [{ ...rest, state: "rejected", errorCode }],
    accessories: isUndecided === true ? [] : takeOff(facts, card, "ordered"),
  });
}

function mayBeOrderedAgain({ state }: CardOrder): boolean {
  switch (state) {
    case "rejected":
      return true;
    case "requested":
    case "reported":
    case "report-refused":
    case "acknowledged":
    case "announced":
    case "shipped":
      return false;
    default:
      return state satisfies never;
  }
}
