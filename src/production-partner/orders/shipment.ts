import type { ShippedFact } from "../contract/facts.ts";
import { takeOff } from "./accessories.ts";
import { existing, existingIfSame } from "./existing-notification.ts";
import { change, type Decision, type OrderFacts, refuse } from "./facts.ts";
import { type AccessoryOrder, accessoryKey, type CardOrder, type ShippedNotice } from "./order.ts";
import type { OrderRules } from "./order-rules.ts";
import type { Refusal } from "./refusal.ts";

/**
 * Decides about a Shipped Notification: one shipment; only cards that NGOC acknowledged with Report OK; possibly a part
 * of the shipment; nothing twice; nothing from outside the shipment; accessories up to the number ordered
 * (the Production Partner guide, "Shipped Notification" and "Partial Delivery"). Reporting the same content again is a
 * no-op and returns the existing notification.
 */
export function decideShipped(facts: OrderFacts, shipped: ShippedFact, messageId: string, rules: OrderRules): Decision {
  const { shipmentId, cardIds, accessories, digest } = shipped;
  if (!facts.shipments.has(shipmentId)) return refuse({ reason: "UNKNOWN_SHIPMENT", shipmentId });
  if (cardIds.length === 0 && accessories.length === 0) return refuse({ reason: "NOTHING_TO_SHIP", shipmentId });

  const cards = new Map<string, CardOrder>();
  for (const cardId of cardIds) {
    const card = facts.cards.get(cardId);
    if (card === undefined) return refuse({ reason: "UNKNOWN_CARD", cardId });
    if (card.shipmentId !== shipmentId) return refuse({ reason: "NOT_IN_SHIPMENT", cardId, shipmentId });
    if (cards.has(cardId)) return refuse({ reason: "DUPLICATE_ITEM", cardId, shipmentId });
    if (card.shippedId === messageId) return existing(messageId);
    switch (card.state) {
      case "acknowledged": {
        const { errorCode: _answered, ...rest } = card;
        cards.set(cardId, { ...rest, state: "announced", shippedId: messageId });
        break;
      }
      case "announced":
      case "shipped":
        return (
          existingIfSame(facts, card.shippedId, digest) ?? refuse({ reason: "ALREADY_SHIPPED", cardId, shipmentId })
        );
      case "requested":
      case "reported":
      case "report-refused":
        return refuse({ reason: "CARD_NOT_ACKNOWLEDGED", cardId, shipmentId });
      case "rejected":
        return refuse({ reason: "CARD_REJECTED", cardId, shipmentId });
      default:
        return card.state satisfies never;
    }
  }
  if (rules.reportOkGate === "whole-shipment") {
    const waiting = [...facts.cards.values()].find((card) => card.shipmentId === shipmentId && waitsForReportOk(card));
    if (waiting !== undefined) {
      return refuse({ reason: "CARD_NOT_ACKNOWLEDGED", cardId: waiting.cardId, shipmentId });
    }
  }

  const announced = announceAccessories(facts, shipped);
  if ("refusal" in announced) return refuse(announced.refusal);
  return change({
    cards: [...cards.values()],
    accessories: announced.accessories,
    notices: [
      {
        messageId,
        shipmentId,
        state: "announced",
        cardIds: [...cardIds],
        accessories: accessories.map(({ accessoryId, quantity }) => ({ accessoryId, quantity })),
      },
    ],
  });
}

/** Whether a card was reported as produced and has no Report OK. */
function waitsForReportOk({ state }: CardOrder): boolean {
  return state === "reported" || state === "report-refused";
}

function announceAccessories(
  facts: OrderFacts,
  { shipmentId, accessories, isWholeLines }: ShippedFact,
): { readonly accessories: readonly AccessoryOrder[] } | { readonly refusal: Refusal } {
  const changed = new Map<string, AccessoryOrder>();
  for (const { accessoryId, quantity } of accessories) {
    const key = accessoryKey({ shipmentId, accessoryId });
    const about = { shipmentId, accessoryId };
    const accessory = facts.accessories.get(key);
    if (accessory === undefined) return { refusal: { reason: "ACCESSORY_UNKNOWN", ...about } };
    if (changed.has(key)) return { refusal: { reason: "DUPLICATE_ITEM", ...about } };
    const announced = accessory.announced + quantity;
    if (announced > accessory.ordered) return { refusal: { reason: "ACCESSORY_QUANTITY_EXCEEDED", ...about } };
    if (isWholeLines && announced < accessory.ordered) return { refusal: { reason: "ACCESSORY_INCOMPLETE", ...about } };
    changed.set(key, { ...accessory, announced });
  }
  return { accessories: [...changed.values()] };
}

/** NGOC has accepted Shipped Notifications. */
export function acknowledgeNotices(facts: OrderFacts, notices: readonly ShippedNotice[]): Decision {
  return change({
    cards: notices.flatMap((notice) => cardsOf(facts, notice)).map((card) => ({ ...card, state: "shipped" })),
    notices: notices.map((notice) => ({ ...notice, state: "acknowledged" })),
  });
}

/** NGOC has refused a Shipped Notification, or never got it; changes nothing when it is not waiting for an answer. */
export function refuseNotice(facts: OrderFacts, notice: ShippedNotice, errorCode: string): Decision {
  if (notice.state !== "announced") return change({});
  return change({
    cards: cardsOf(facts, notice).map((card) => ({ ...card, state: "acknowledged", errorCode })),
    accessories: takeOff(facts, notice, "announced"),
    notices: [{ ...notice, state: "refused", errorCode }],
  });
}

/** The cards of a notice that were not put into a later one. */
function cardsOf(facts: OrderFacts, notice: ShippedNotice): readonly CardOrder[] {
  return notice.cardIds
    .map((cardId) => facts.cards.get(cardId))
    .filter((card) => card !== undefined)
    .filter((card) => card.shippedId === notice.messageId && card.state === "announced");
}
