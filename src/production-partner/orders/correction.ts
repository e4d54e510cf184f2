import { decideErrorReceived } from "./error-notification.ts";
import { type Decision, type FactsNeeded, noFacts, type OrderFacts, refuse } from "./facts.ts";
import { decideReportOk } from "./report.ts";
import { decideShippedOk } from "./shipment.ts";

/**
 * What a person has found out by other means, and tells so that an order goes on for which an answer never came.
 *
 * - `report-acknowledged`: NGOC has the Card Produced Notification, its Report OK got lost
 * - `report-lost`: NGOC does not have it; the card may be reported again
 * - `shipment-acknowledged`: NGOC has the Shipped Notification, its Shipped OK got lost
 * - `shipment-lost`: NGOC does not have it; its cards and accessories may be reported as shipped again
 */
export type Correction =
  | { readonly kind: "report-acknowledged" | "report-lost"; readonly cardId: string }
  | {
      readonly kind: "shipment-acknowledged" | "shipment-lost";
      /** The `messageId` of the Shipped Notification. */
      readonly messageId: string;
    };

/** The `errorCode` of a card or notice whose message was found to be lost: no Error Notification has it. */
const lostCode = "LOST";

/** Says which facts a correction needs. */
export function factsNeededForCorrection(correction: Correction): FactsNeeded {
  return "cardId" in correction
    ? { ...noFacts, cardIds: [correction.cardId] }
    : { ...noFacts, noticeIds: [correction.messageId], withContent: true };
}

/** Decides about a correction, as if the answer that never came had come. */
export function decideCorrection(facts: OrderFacts, correction: Correction): Decision {
  const answer = { messageId: "", payload: {} } as const;
  if ("cardId" in correction) {
    const { cardId } = correction;
    const card = facts.cards.get(cardId);
    if (card === undefined) return refuse({ reason: "UNKNOWN_CARD", cardId });
    const { shipmentId, organisationId, state, reportId } = card;
    if (state !== "reported") return refuse({ reason: "CARD_NOT_PRODUCED", cardId, shipmentId });
    if (correction.kind === "report-acknowledged") {
      const payload = { organisationId, shipmentId, cardId };
      return decideReportOk(facts, { ...answer, type: "EXTERNAL_PRODUCTION_REPORT_OK", payload });
    }
    return decideErrorReceived(facts, { ...answer, type: "EXTERNAL_PRODUCTION_ERROR", ...lost(reportId) });
  }
  const { messageId } = correction;
  const notice = facts.notices.find((candidate) => candidate.messageId === messageId);
  if (notice?.state !== "announced") {
    return refuse({ reason: "SHIPMENT_NOT_ANNOUNCED", ...(notice && { shipmentId: notice.shipmentId }) });
  }
  if (correction.kind === "shipment-lost") {
    return decideErrorReceived(facts, { ...answer, type: "EXTERNAL_PRODUCTION_ERROR", ...lost(messageId) });
  }
  const { shipmentId } = notice;
  return decideShippedOk(
    { ...facts, shipments: new Map([[shipmentId, { organisationId: "" }]]) },
    {
      ...answer,
      type: "EXTERNAL_PRODUCTION_SHIPPED_OK",
      correlationId: messageId,
      payload: { organisationId: "", shipmentId },
    },
  );
}

function lost(messageId: string | undefined) {
  return {
    ...(messageId === undefined ? {} : { correlationId: messageId }),
    payload: { errorCode: lostCode, details: "" },
  };
}
