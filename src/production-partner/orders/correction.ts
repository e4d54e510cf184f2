import { type Decision, type FactsNeeded, noFacts, type OrderFacts, refuse } from "./facts.ts";
import { acknowledgeReport, refuseReport } from "./report.ts";
import { acknowledgeNotices, refuseNotice } from "./shipment.ts";

/**
 * What a person has found out by other means about a notification that NGOC never answered, so that the order can
 * continue.
 *
 * - `report-acknowledged`: NGOC has the Card Produced Notification; its Report OK was lost
 * - `report-lost`: NGOC does not have it; the card may be reported again
 * - `shipment-acknowledged`: NGOC has the Shipped Notification; its Shipped OK was lost
 * - `shipment-lost`: NGOC does not have it; its cards and accessories may be reported as shipped again
 */
export type Correction =
  | { readonly kind: "report-acknowledged" | "report-lost"; readonly cardId: string }
  | {
      readonly kind: "shipment-acknowledged" | "shipment-lost";
      /** The `messageId` of the Shipped Notification. */
      readonly messageId: string;
    };

/** The `errorCode` of a card or notice whose message was lost. No Error Notification has this code. */
const lostCode = "LOST";

/** Returns which facts a correction needs. */
export function factsNeededForCorrection(correction: Correction): FactsNeeded {
  return "cardId" in correction
    ? { ...noFacts, cardIds: [correction.cardId] }
    : { ...noFacts, noticeIds: [correction.messageId], withContent: true };
}

/** Decides about a correction, as if NGOC had answered. */
export function decideCorrection(facts: OrderFacts, correction: Correction): Decision {
  switch (correction.kind) {
    case "report-acknowledged":
    case "report-lost": {
      const { cardId } = correction;
      const card = facts.cards.get(cardId);
      if (card === undefined) return refuse({ reason: "UNKNOWN_CARD", cardId });
      if (card.state !== "reported") {
        return refuse({ reason: "CARD_NOT_PRODUCED", cardId, shipmentId: card.shipmentId });
      }
      return correction.kind === "report-acknowledged" ? acknowledgeReport(card) : refuseReport(card, lostCode);
    }
    case "shipment-acknowledged":
    case "shipment-lost": {
      const notice = facts.notices.find(({ messageId }) => messageId === correction.messageId);
      if (notice?.state !== "announced") {
        return refuse({ reason: "SHIPMENT_NOT_ANNOUNCED", ...(notice && { shipmentId: notice.shipmentId }) });
      }
      return correction.kind === "shipment-acknowledged"
        ? acknowledgeNotices(facts, [notice])
        : refuseNotice(facts, notice, lostCode);
    }
    default:
      return correction satisfies never;
  }
}
