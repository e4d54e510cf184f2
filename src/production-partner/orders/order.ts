/**
 * Where a card stands between its request and its shipment (S1, "Order and production flow").
 *
 * - `requested`: a Production Request arrived
 * - `rejected`: we answered the request with an Error Notification; the card is not produced
 * - `reported`: Card Produced was written; NGOC's answer is outstanding
 * - `report-refused`: NGOC answered Card Produced with an Error Notification; report again, corrected
 * - `acknowledged`: NGOC answered Report OK; the card may be shipped
 * - `announced`: a Shipped Notification with this card was written; NGOC's answer is outstanding
 * - `shipped`: NGOC answered Shipped OK
 */
export type CardState =
  | "requested"
  | "rejected"
  | "reported"
  | "report-refused"
  | "acknowledged"
  | "announced"
  | "shipped";

/** One card: a Production Request is for one card, and only one (S1). */
export interface CardOrder {
  readonly cardId: string;
  readonly shipmentId: string;
  readonly organisationId: string;
  readonly state: CardState;
  /** `messageId` of the Production Request. */
  readonly requestId: string;
  /** The field names that `reportData` must hold. */
  readonly expectedReportDataFields: readonly string[];
  /** The accessories that the request ordered with the card. */
  readonly accessories: readonly AccessoryQuantity[];
  /** `messageId` of the latest Card Produced Notification. */
  readonly reportId?: string;
  /** `messageId` of the latest Shipped Notification with this card. */
  readonly shippedId?: string;
  /** The code of the latest Error Notification about this card. */
  readonly errorCode?: string;
}

/** An accessory of a shipment. Quantities of requests that name the same accessory add up. */
export interface AccessoryOrder {
  readonly shipmentId: string;
  readonly accessoryId: string;
  readonly articleId?: string;
  readonly ordered: number;
  /** How many stand in Shipped Notifications that NGOC has acknowledged or not yet answered. */
  readonly announced: number;
}

/** A number of one accessory. */
export interface AccessoryQuantity {
  readonly accessoryId: string;
  readonly quantity: number;
}

/** A Shipped Notification that was written, with what it holds. */
export interface ShippedNotice {
  readonly messageId: string;
  readonly shipmentId: string;
  readonly state: "announced" | "acknowledged" | "refused";
  readonly cardIds: readonly string[];
  readonly accessories: readonly AccessoryQuantity[];
  /** The code of the Error Notification that answered it. */
  readonly errorCode?: string;
}

/** The key of an accessory within its shipment. */
export function accessoryKey(accessory: { readonly shipmentId: string; readonly accessoryId: string }): string {
  return JSON.stringify([accessory.shipmentId, accessory.accessoryId]);
}
