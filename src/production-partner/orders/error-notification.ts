import type { IncomingMessage, OutgoingMessage } from "../messages/message.ts";
import { answeredIds, change, type Decision, type OrderFacts } from "./facts.ts";
import {
  type AccessoryOrder,
  type AccessoryQuantity,
  accessoryKey,
  type CardOrder,
  type ShippedNotice,
} from "./order.ts";
import { cardsOf } from "./shipment.ts";

/**
 * Decides about an Error Notification from NGOC: the report or shipment that it answers is refused, and may be corrected
 * and sent again. What it answers is taken from the ids it carries, else from the card or the only unanswered notice of
 * the shipment that it names. One that answers nothing we know changes nothing: it is the application's to read.
 */
export function decideErrorReceived(
  facts: OrderFacts,
  message: IncomingMessage<"EXTERNAL_PRODUCTION_ERROR">,
): Decision {
  const ids = answeredIds(message);
  const { errorCode, cardId, shipmentId } = message.payload;

  const notice = facts.notices.find((candidate) => ids.includes(candidate.messageId));
  if (notice !== undefined) return refuseNotice(facts, notice, errorCode);

  const card = [...facts.cards.values()].find(
    (candidate) => candidate.reportId !== undefined && ids.includes(candidate.reportId),
  );
  if (card !== undefined) return refuseReport(card, errorCode);
  // Ids that name something else, such as our own Error Notification, must not hit a card by accident.
  if (ids.length > 0) return change({});

  const named = cardId === undefined ? undefined : facts.cards.get(cardId);
  if (named?.state === "reported") return refuseReport(named, errorCode);
  const open = facts.notices.filter(
    (candidate) =>
      candidate.shipmentId === shipmentId &&
      candidate.state === "announced" &&
      (cardId === undefined || candidate.cardIds.includes(cardId)),
  );
  const only = open.length === 1 ? open[0] : undefined;
  return only === undefined ? change({}) : refuseNotice(facts, only, errorCode);
}

/**
 * Decides about an Error Notification to NGOC: the Production Request that it answers is rejected, and with it the
 * accessories that came with it, unless the card is reported already.
 */
export function decideErrorSent(facts: OrderFacts, message: OutgoingMessage<"EXTERNAL_PRODUCTION_ERROR">): Decision {
  const ids = answeredIds(message);
  const { errorCode } = message.payload;
  const card = [...facts.cards.values()].find((candidate) => ids.includes(candidate.requestId));
  if (card?.state !== "requested") return change({});
  return change({
    cards: [{ ...card, state: "rejected", errorCode }],
    accessories: adjust(facts, card, "ordered"),
  });
}

function refuseReport(card: CardOrder, errorCode: string): Decision {
  if (card.state !== "reported") return change({});
  return change({ cards: [{ ...card, state: "report-refused", errorCode }] });
}

function refuseNotice(facts: OrderFacts, notice: ShippedNotice, errorCode: string): Decision {
  if (notice.state !== "announced") return change({});
  return change({
    cards: cardsOf(facts, notice).map((card) => ({ ...card, state: "acknowledged", errorCode })),
    accessories: adjust(facts, notice, "announced"),
    notices: [{ ...notice, state: "refused", errorCode }],
  });
}

/** Takes the quantities of a card or a notice off its shipment's accessories. */
function adjust(
  facts: OrderFacts,
  from: { readonly shipmentId: string; readonly accessories: readonly AccessoryQuantity[] },
  field: "ordered" | "announced",
): readonly AccessoryOrder[] {
  const changed = new Map<string, AccessoryOrder>();
  for (const { accessoryId, quantity } of from.accessories) {
    const key = accessoryKey({ shipmentId: from.shipmentId, accessoryId });
    const accessory = changed.get(key) ?? facts.accessories.get(key);
    // What has been shipped already stays ordered.
    const least = field === "ordered" ? (accessory?.announced ?? 0) : 0;
    if (accessory !== undefined)
      changed.set(key, { ...accessory, [field]: Math.max(least, accessory[field] - quantity) });
  }
  return [...changed.values()];
}
