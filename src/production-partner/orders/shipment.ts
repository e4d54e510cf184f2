import type { IncomingMessage, OutgoingMessage } from "../messages/message.ts";
import { change, type Decision, type OrderFacts, refuse } from "./facts.ts";
import { type AccessoryOrder, accessoryKey, type CardOrder } from "./order.ts";
import { repeats, repetition } from "./repetition.ts";

/**
 * Decides about a Shipped Notification: one shipment; only cards that NGOC acknowledged with Report OK; possibly a part
 * of the shipment; nothing twice; nothing from outside the shipment; accessories up to the number ordered
 * (S1, "Shipped Notification" and "Partial Delivery"). One that says the same as the one that stands is that one.
 */
export function decideShipped(facts: OrderFacts, message: OutgoingMessage<"EXTERNAL_PRODUCTION_SHIPPED">): Decision {
  const { shipmentId, cardIds = [], accessories = [] } = message.payload;
  if (!facts.shipments.has(shipmentId)) return refuse({ reason: "UNKNOWN_SHIPMENT", shipmentId });
  if (cardIds.length === 0 && accessories.length === 0) return refuse({ reason: "NOTHING_TO_SHIP", shipmentId });

  const cards = new Map<string, CardOrder>();
  for (const cardId of cardIds) {
    const card = facts.cards.get(cardId);
    if (card === undefined) return refuse({ reason: "UNKNOWN_CARD", cardId });
    if (card.shipmentId !== shipmentId) return refuse({ reason: "NOT_IN_SHIPMENT", cardId, shipmentId });
    if (cards.has(cardId)) return refuse({ reason: "DUPLICATE_ITEM", cardId, shipmentId });
    if (card.shippedId === message.messageId) return repeats(message.messageId);
    if (card.state === "rejected") return refuse({ reason: "CARD_REJECTED", cardId, shipmentId });
    if (card.state === "announced" || card.state === "shipped") {
      return repetition(facts, card.shippedId, message) ?? refuse({ reason: "ALREADY_SHIPPED", cardId, shipmentId });
    }
    if (card.state !== "acknowledged") return refuse({ reason: "CARD_NOT_ACKNOWLEDGED", cardId, shipmentId });
    const { errorCode: _answered, ...rest } = card;
    cards.set(cardId, { ...rest, state: "announced", shippedId: message.messageId });
  }

  const changed = new Map<string, AccessoryOrder>();
  for (const { accessoryId, quantity } of accessories) {
    const key = accessoryKey({ shipmentId, accessoryId });
    const accessory = facts.accessories.get(key);
    if (accessory === undefined) return refuse({ reason: "ACCESSORY_UNKNOWN", shipmentId, accessoryId });
    if (changed.has(key)) return refuse({ reason: "DUPLICATE_ITEM", shipmentId, accessoryId });
    if (accessory.announced + quantity > accessory.ordered) {
      return refuse({ reason: "ACCESSORY_QUANTITY_EXCEEDED", shipmentId, accessoryId });
    }
    changed.set(key, { ...accessory, announced: accessory.announced + quantity });
  }

  return change({
    cards: [...cards.values()],
    accessories: [...changed.values()],
    notices: [
      {
        messageId: message.messageId,
        shipmentId,
        state: "announced",
        cardIds: [...cardIds],
        accessories: accessories.map(({ accessoryId, quantity }) => ({ accessoryId, quantity })),
      },
    ],
  });
}

/**
 * Decides about a Shipped OK Notification: the cards of the Shipped Notification it answers are shipped.
 *
 * Which one it answers is taken from the correlation id, else from the cards it names, else it is the oldest that is
 * unanswered: how an answer names its question is not documented.
 */
export function decideShippedOk(
  facts: OrderFacts,
  message: IncomingMessage<"EXTERNAL_PRODUCTION_SHIPPED_OK">,
): Decision {
  const { shipmentId, cardIds } = message.payload;
  if (!facts.shipments.has(shipmentId)) return refuse({ reason: "UNKNOWN_SHIPMENT", shipmentId });

  const answered = facts.notices.find((notice) => notice.messageId === message.correlationId);
  if (answered !== undefined && answered.shipmentId !== shipmentId) {
    return refuse({ reason: "SHIPMENT_NOT_ANNOUNCED", shipmentId });
  }
  if (answered?.state === "acknowledged") return change({});
  if (answered?.state === "refused") return refuse({ reason: "SHIPMENT_NOT_ANNOUNCED", shipmentId });

  const open = facts.notices.filter((notice) => notice.shipmentId === shipmentId && notice.state === "announced");
  const named = cardIds === undefined ? open[0] : open.find((notice) => sameMembers(notice.cardIds, cardIds));
  const notice = answered ?? named;
  if (notice === undefined) return refuse({ reason: "SHIPMENT_NOT_ANNOUNCED", shipmentId });

  return change({
    cards: cardsOf(facts, notice).map((card) => ({ ...card, state: "shipped" })),
    notices: [{ ...notice, state: "acknowledged" }],
  });
}

/** The cards that still stand in a notice. */
export function cardsOf(
  facts: OrderFacts,
  notice: { readonly messageId: string; readonly cardIds: readonly string[] },
): readonly CardOrder[] {
  return notice.cardIds
    .map((cardId) => facts.cards.get(cardId))
    .filter((card) => card !== undefined)
    .filter((card) => card.shippedId === notice.messageId && card.state === "announced");
}

function sameMembers(left: readonly string[], right: readonly string[]): boolean {
  const members = new Set(left);
  return left.length === right.length && right.every((member) => members.has(member));
}
