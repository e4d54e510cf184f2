import type { IncomingMessage, OutgoingMessage } from "../messages/message.ts";
import { change, type Decision, type OrderFacts, refuse } from "./facts.ts";
import { repeats, repetition } from "./repetition.ts";

/**
 * Decides about a Card Produced Notification: once per card, and with every field that the request expects in
 * `reportData` (S1, "Card Produced Notification"). After NGOC refused a report, a corrected one may follow. One that says
 * the same as the one that stands, as from a handler that runs again after a crash, is that one.
 */
export function decideReport(
  facts: OrderFacts,
  message: OutgoingMessage<"EXTERNAL_PRODUCTION_CARD_PRODUCED">,
): Decision {
  const { cardId, shipmentId, reportData } = message.payload;
  const card = facts.cards.get(cardId);
  if (card === undefined) return refuse({ reason: "UNKNOWN_CARD", cardId });
  if (card.shipmentId !== shipmentId) return refuse({ reason: "NOT_IN_SHIPMENT", cardId, shipmentId });
  if (card.reportId === message.messageId) return repeats(message.messageId);
  if (card.state === "rejected") return refuse({ reason: "CARD_REJECTED", cardId, shipmentId });
  if (card.state !== "requested" && card.state !== "report-refused") {
    return repetition(facts, card.reportId, message) ?? refuse({ reason: "ALREADY_PRODUCED", cardId, shipmentId });
  }
  const fields = card.expectedReportDataFields.filter((field) => !Object.hasOwn(reportData, field));
  if (fields.length > 0) return refuse({ reason: "REPORT_DATA_MISSING", cardId, shipmentId, fields });

  const { errorCode: _answered, ...rest } = card;
  return change({ cards: [{ ...rest, state: "reported", reportId: message.messageId }] });
}

/**
 * Decides about a Report OK Notification: it opens the card for shipping (S1, "Report OK Notification").
 *
 * Goes by the cardId, as how an answer names its question is not documented. One that says again what is known already
 * changes nothing.
 */
export function decideReportOk(facts: OrderFacts, message: IncomingMessage<"EXTERNAL_PRODUCTION_REPORT_OK">): Decision {
  const { cardId, shipmentId } = message.payload;
  const card = facts.cards.get(cardId);
  if (card === undefined) return refuse({ reason: "UNKNOWN_CARD", cardId });
  if (card.shipmentId !== shipmentId) return refuse({ reason: "NOT_IN_SHIPMENT", cardId, shipmentId });
  switch (card.state) {
    case "reported":
      return change({ cards: [{ ...card, state: "acknowledged" }] });
    case "acknowledged":
    case "announced":
    case "shipped":
      return change({});
    case "requested":
    case "rejected":
    case "report-refused":
      return refuse({ reason: "CARD_NOT_PRODUCED", cardId, shipmentId });
    default:
      return card.state satisfies never;
  }
}
