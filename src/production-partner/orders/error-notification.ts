import type { ErrorSentFact, Refused } from "../contract/facts.ts";
import { answeredIds, change, type Decision, type OrderFacts } from "./facts.ts";
import { refuseReport } from "./report.ts";
import { rejectRequest } from "./request.ts";
import { refuseNotice } from "./shipment.ts";

/**
 * Decides about an Error Notification from NGOC: the report or shipment that it answers is refused, and may be
 * corrected and sent again. That message is found by the ids of the Error Notification, else by the card it names, else
 * it is the only unanswered notice of the shipment it names. One that answers no known message changes nothing: the
 * application handles it.
 */
export function decideErrorReceived(facts: OrderFacts, refused: Refused, correlationId: string | undefined): Decision {
  const { errorCode, cardId, shipmentId, messageId } = refused;
  const ids = answeredIds(correlationId, messageId);

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
export function decideErrorSent(facts: OrderFacts, { answers, errorCode }: ErrorSentFact): Decision {
  if (answers === undefined) return change({});
  const card = [...facts.cards.values()].find((candidate) => candidate.requestId === answers);
  return card === undefined ? change({}) : rejectRequest(facts, card, errorCode);
}
