/** Why an order rule forbids a message. One reason for every rule. */
export type RefusalReason =
  /** A request for a card that another request already ordered. */
  | "DUPLICATE_CARD"
  /** A request that puts a card of one organisation into a shipment of another. */
  | "ORGANISATION_MISMATCH"
  /** A card that no request ordered. */
  | "UNKNOWN_CARD"
  /** A shipment that no request named. */
  | "UNKNOWN_SHIPMENT"
  /** A card whose request we rejected with an Error Notification. */
  | "CARD_REJECTED"
  /** A second Card Produced Notification for a card that says something else, while the first stands. */
  | "ALREADY_PRODUCED"
  /** A Card Produced Notification without a field that the request expects. */
  | "REPORT_DATA_MISSING"
  /** An acknowledgement of a card that was not reported as produced. */
  | "CARD_NOT_PRODUCED"
  /** A shipment of a card that NGOC has not acknowledged with Report OK. */
  | "CARD_NOT_ACKNOWLEDGED"
  /** A shipment of a card that stands in a Shipped Notification that says something else. */
  | "ALREADY_SHIPPED"
  /** A card in the notification of a shipment that it is not part of. */
  | "NOT_IN_SHIPMENT"
  /** The same card or accessory twice in one notification. */
  | "DUPLICATE_ITEM"
  /** A Shipped Notification without a card and without an accessory. */
  | "NOTHING_TO_SHIP"
  /** An accessory that no request of the shipment ordered. */
  | "ACCESSORY_UNKNOWN"
  /** More of an accessory than was ordered and is not yet shipped. */
  | "ACCESSORY_QUANTITY_EXCEEDED"
  /** An acknowledgement of a shipment that was not announced. */
  | "SHIPMENT_NOT_ANNOUNCED";

/** A rule's "no": which rule, about what. Ids only, no personal data. */
export interface Refusal {
  readonly reason: RefusalReason;
  readonly cardId?: string;
  readonly shipmentId?: string;
  readonly accessoryId?: string;
  /** The report fields that are missing, with `REPORT_DATA_MISSING`. */
  readonly fields?: readonly string[];
}

/** Says in one sentence what a refusal is about. */
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
      return `the request for ${card} was rejected`;
    case "ALREADY_PRODUCED":
      return `${card} was already reported as produced`;
    case "REPORT_DATA_MISSING":
      return `the report of ${card} lacks ${refusal.fields?.join(", ")}`;
    case "CARD_NOT_PRODUCED":
      return `${card} was not reported as produced`;
    case "CARD_NOT_ACKNOWLEDGED":
      return `${card} has no Report OK yet`;
    case "ALREADY_SHIPPED":
      return `${card} stands in another Shipped Notification`;
    case "NOT_IN_SHIPMENT":
      return `${card} is not part of ${shipment}`;
    case "DUPLICATE_ITEM":
      return `${refusal.cardId === undefined ? accessory : card} is named twice`;
    case "NOTHING_TO_SHIP":
      return `the notification for ${shipment} holds neither a card nor an accessory`;
    case "ACCESSORY_UNKNOWN":
      return `${accessory} was never requested`;
    case "ACCESSORY_QUANTITY_EXCEEDED":
      return `more of ${accessory} than is still to be shipped`;
    case "SHIPMENT_NOT_ANNOUNCED":
      return `${shipment} was not announced as shipped`;
    default:
      return refusal.reason satisfies never;
  }
}
