import type { ShipmentAcknowledged } from "../contract/facts.ts";
import { change, type Decision, type OrderFacts, refuse } from "./facts.ts";
import type { ShippedNotice } from "./order.ts";
import { acknowledgeNotices } from "./shipment.ts";

/**
 * Decides about a Shipped OK Notification: the cards of the Shipped Notifications that it answers are shipped.
 *
 * The guide speaks of one Shipped OK per shipment; one per Shipped Notification is as likely, and how an answer names
 * what it answers is not documented. So both are understood: a correlation id, or exactly the cards of one notice, answers
 * that notice; the cards of several notices answer all of these; an answer that names neither answers every open notice
 * of the shipment. Acknowledging what is acknowledged already changes nothing.
 */
export function decideShippedOk(
  facts: OrderFacts,
  acknowledged: ShipmentAcknowledged,
  correlationId: string | undefined,
): Decision {
  const { shipmentId, cardIds } = acknowledged;
  if (!facts.shipments.has(shipmentId)) return refuse({ reason: "UNKNOWN_SHIPMENT", shipmentId });
  const notAnnounced = refuse({ reason: "SHIPMENT_NOT_ANNOUNCED", shipmentId });
  const open = facts.notices.filter((notice) => notice.shipmentId === shipmentId && notice.state === "announced");

  const answered = facts.notices.find((notice) => notice.messageId === correlationId);
  if (answered !== undefined) {
    if (answered.shipmentId !== shipmentId || answered.state === "refused") return notAnnounced;
    const others = cardIds === undefined ? [] : (coveredBy(facts, open, cardIds) ?? []);
    return acknowledgeNotices(facts, [...new Set([answered, ...others])].filter(isOpen));
  }
  if (cardIds === undefined) {
    const isRepeated = facts.notices.some(
      (notice) => notice.shipmentId === shipmentId && notice.state === "acknowledged",
    );
    if (open.length > 0) return acknowledgeNotices(facts, open);
    return isRepeated ? change({}) : notAnnounced;
  }
  const covered = coveredBy(facts, open, cardIds);
  return covered === undefined ? notAnnounced : acknowledgeNotices(facts, covered);
}

/**
 * The open notices that an answer with these cards is about: those whose cards it names. Accessories have no place in the
 * answer, so notices of accessories alone count as named with all others. `undefined` when it names a card that is in
 * none of the notices and not shipped either.
 */
function coveredBy(
  facts: OrderFacts,
  open: readonly ShippedNotice[],
  cardIds: readonly string[],
): readonly ShippedNotice[] | undefined {
  const named = new Set(cardIds);
  const withCards = open.filter((notice) => notice.cardIds.length > 0);
  const covered = withCards.filter((notice) => notice.cardIds.every((cardId) => named.has(cardId)));
  const announced = new Set(covered.flatMap((notice) => notice.cardIds));
  const isKnown = (cardId: string) => announced.has(cardId) || facts.cards.get(cardId)?.state === "shipped";
  if (cardIds.length === 0 || !cardIds.every(isKnown)) return undefined;
  const isWholeShipment = covered.length > 1 && covered.length === withCards.length;
  return isWholeShipment ? open : covered;
}

function isOpen({ state }: ShippedNotice): boolean {
  return state === "announced";
}
