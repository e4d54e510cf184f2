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
  /** A card whose request we rejected, or NGOC withdrew. */
  | "CARD_REJECTED"
  /** A second Card Produced Notification with other content, although NGOC has not refused the first. */
  | "ALREADY_PRODUCED"
  /** A Card Produced Notification without a field that the request expects. */
  | "REPORT_DATA_MISSING"
  /** An acknowledgement of a card that was not reported as produced. */
  | "CARD_NOT_PRODUCED"
  /** A shipment of a card that NGOC has not acknowledged with Report OK, or of a shipment with such a card. */
  | "CARD_NOT_ACKNOWLEDGED"
  /** A shipment of a card that is already in a Shipped Notification with other content. */
  | "ALREADY_SHIPPED"
  /** A card in the notification of a shipment that it is not part of. */
  | "NOT_IN_SHIPMENT"
  /** The same card or accessory twice in one notification. */
  | "DUPLICATE_ITEM"
  /** A Shipped Notification without a card and without an accessory. */
  | "NOTHING_TO_SHIP"
  /** An accessory that no request of the shipment ordered. */
  | "ACCESSORY_UNKNOWN"
  /** More of an accessory than is still to be shipped, or than can be counted. */
  | "ACCESSORY_QUANTITY_EXCEEDED"
  /** A part of an accessory's open pieces, under a contract that cannot say how many are shipped. */
  | "ACCESSORY_INCOMPLETE"
  /** An acknowledgement of a shipment that was not announced. */
  | "SHIPMENT_NOT_ANNOUNCED";

/** Everything for which a received message is answered with an Error Notification of ours. */
export type RefusedBecause =
  | RefusalReason
  /** Cannot be read, or breaks what the vendor has said of it. */
  | "INVALID_MESSAGE"
  /** Its subject is no message type that the partner receives. */
  | "UNKNOWN_MESSAGE_TYPE"
  /** Its handler failed on every delivery that the queue allows. */
  | "HANDLER_FAILED";
