import type { AccessoryQuantity } from "../contract/facts.ts";

export type { AccessoryQuantity } from "../contract/facts.ts";

/**
 * The state of a card between its request and its shipment (the Production Partner guide, "Order and production flow").
 *
 * - `requested`: a Production Request arrived
 * - `rejected`: we answered the request with an Error Notification, or NGOC withdrew it; the card is not produced
 * - `reported`: a Card Produced Notification was staged; NGOC has not answered it
 * - `report-refused`: NGOC answered Card Produced with an Error Notification; report again, corrected
 * - `acknowledged`: NGOC answered Report OK; the card may be shipped
 * - `announced`: a Shipped Notification with this card was staged; NGOC has not answered it
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

/** What is true of every card in a state. */
interface CardStateTraits {
  /** Whether nothing more happens to a card in this state, so that its shipment is complete without it. */
  readonly isEnd: boolean;
}

/** All card states, in the usual order. Whatever needs a list of states, or of some, takes it from here. */
export const cardStates: { readonly [state in CardState]: CardStateTraits } = {
  requested: { isEnd: false },
  rejected: { isEnd: true },
  reported: { isEnd: false },
  "report-refused": { isEnd: false },
  acknowledged: { isEnd: false },
  announced: { isEnd: false },
  shipped: { isEnd: true },
};

/** One card: a Production Request is for one card, and only one (the Production Partner guide). */
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
  /**
   * Set while the application has neither finished with the request nor reported the card: its accessories are not yet
   * part of the shipment.
   */
  readonly isUndecided?: true;
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
  /** How many were ordered by requests that the application has taken. */
  readonly ordered: number;
  /** How many are in Shipped Notifications that NGOC has acknowledged or not yet answered. */
  readonly announced: number;
}

/** A Shipped Notification that was staged, with its content. */
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
