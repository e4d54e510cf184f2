import type { CardProducedFact, ReportAcknowledged } from "../contract/facts.ts";
import { existing, existingIfSame } from "./existing-notification.ts";
import { change, type Decision, type OrderFacts, refuse } from "./facts.ts";
import type { CardOrder } from "./order.ts";
import { acceptRequest } from "./request.ts";

/**
 * Decides about a Card Produced Notification: once per card, and with every field that the request expects (the
 * Production Partner guide, "Card Produced Notification"). After NGOC refused a report, a corrected one may follow.
 * Reporting the same content again is a no-op and returns the existing notification, so a handler may be run again after
 * a crash.
 */
export function decideReport(facts: OrderFacts, produced: CardProducedFact, messageId: string): Decision {
  const { cardId, shipmentId, reportedFields, digest } = produced;
  const card = facts.cards.get(cardId);
  if (card === undefined) return refuse({ reason: "UNKNOWN_CARD", cardId });
  if (card.shipmentId !== shipmentId) return refuse({ reason: "NOT_IN_SHIPMENT", cardId, shipmentId });
  if (card.reportId === messageId) return existing(messageId);
  switch (card.state) {
    case "requested":
    case "report-refused": {
      const fields = card.expectedReportDataFields.filter((field) => !reportedFields.includes(field));
      if (fields.length > 0) return refuse({ reason: "REPORT_DATA_MISSING", cardId, shipmentId, fields });
      const { card: accepted, accessories } = acceptRequest(facts, card);
      const { errorCode: _answered, ...rest } = accepted;
      return change({ cards: [{ ...rest, state: "reported", reportId: messageId }], accessories });
    }
    case "reported":
    case "acknowledged":
    case "announced":
    case "shipped":
      return existingIfSame(facts, card.reportId, digest) ?? refuse({ reason: "ALREADY_PRODUCED", cardId, shipmentId });
    case "rejected":
      return refuse({ reason: "CARD_REJECTED", cardId, shipmentId });
    default:
      return card.state satisfies never;
  }
}

/**
 * Decides about a Report OK Notification: it opens the card for shipping (the Production Partner guide, "Report OK
 * Notification").
 *
 * Found by the cardId, as it is not documented how an answer names what it answers. Acknowledging a card again changes
 * nothing.
 */
export function decideReportOk(facts: OrderFacts, acknowledged: ReportAcknowledged): Decision {
  const { cardId } = acknowledged;
  const card = facts.cards.get(cardId);
  if (card === undefined) return refuse({ reason: "UNKNOWN_CARD", cardId });
  const { shipmentId = card.shipmentId } = acknowledged;
  if (card.shipmentId !== shipmentId) return refuse({ reason: "NOT_IN_SHIPMENT", cardId, shipmentId });
  switch (card.state) {
    case "reported":
      return acknowledgeReport(card);
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

/** NGOC has accepted the report of a card. */
export function acknowledgeReport(card: CardOrder): Decision {
  return change({ cards: [{ ...card, state: "acknowledged" }] });
}

/**
 * NGOC has refused the report of a card, or never got it; changes nothing when the card is not waiting for an answer.
 */
export function refuseReport(card: CardOrder, errorCode: string): Decision {
  if (card.state !== "reported") return change({});
  return change({ cards: [{ ...card, state: "report-refused", errorCode }] });
}
