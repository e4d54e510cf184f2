import type { RefusalReason } from "../contract/refusal-reason.ts";

export type { RefusalReason } from "../contract/refusal-reason.ts";

/** The refusal of a message: by which rule, and about what. Ids only, no personal data. */
export interface Refusal {
  readonly reason: RefusalReason;
  readonly cardId?: string;
  readonly shipmentId?: string;
  readonly accessoryId?: string;
  /** The report fields that are missing, with `REPORT_DATA_MISSING`. */
  readonly fields?: readonly string[];
}

/** Describes a refusal in one sentence. */
export function describeRefusal(refusal: Refusal): string {
  const card = `card ${refusal.cardId}`;
  const shipment = `shipment ${refusal.shipmentId}`;
  const accessory = `accessory ${refusal.accessoryId} of ${shipment}`;
  switch (refusal.reason) {
    case "DUPLICATE_CARD":
      return `${card} was already ordered by another request`;
    case "ORGANISATION_MISMATCH":
      return `${shipment} belongs to another organisation`;
    case "UNKNOWN_CARD":
      return `${card} was never requested`;
    case "UNKNOWN_SHIPMENT":
      return `${shipment} was never requested`;
    case "CARD_REJECTED":
      return `the request for ${card} was rejected or withdrawn`;
    case "ALREADY_PRODUCED":
      return `${card} was already reported as produced`;
    case "REPORT_DATA_MISSING":
      return `the report of ${card} lacks ${refusal.fields?.join(", ")}`;
    case "CARD_NOT_PRODUCED":
      return `${card} was not reported as produced`;
    case "CARD_NOT_ACKNOWLEDGED":
      return `${card} has no Report OK yet`;
    case "ALREADY_SHIPPED":
      return `${card} is already in another Shipped Notification`;
    case "NOT_IN_SHIPMENT":
      return `${card} is not part of ${shipment}`;
    case "DUPLICATE_ITEM":
      return `${refusal.cardId === undefined ? accessory : card} is named twice`;
    case "NOTHING_TO_SHIP":
      return `the notification for ${shipment} holds neither a card nor an accessory`;
    case "ACCESSORY_UNKNOWN":
      return `${accessory} was never requested`;
    case "ACCESSORY_QUANTITY_EXCEEDED":
      return `more of ${accessory} than is still to be shipped, or than can be counted`;
    case "ACCESSORY_INCOMPLETE":
      return `only a part of ${accessory}, whose number the contract cannot say`;
    case "SHIPMENT_NOT_ANNOUNCED":
      return `${shipment} was not announced as shipped`;
    default:
      return refusal.reason satisfies never;
  }
}
