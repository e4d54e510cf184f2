import type { MessageType } from "../../../generated/index.gen.ts";
import type { IncomingMessage } from "../messages/message.ts";
import type { CardOrder, CardState, Correction } from "../orders/index.ts";

/** A part of a list. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Give this as `after` for what follows; absent at the end. */
  readonly next?: string;
}

/** Which part of a list is asked for. */
export interface PageOptions {
  /** How many at most, 1 to 1000. Default 100. */
  readonly limit?: number;
  /** `next` of the page before. Default: from the start. */
  readonly after?: string;
}

/** A card with the times of its order. */
export interface CardRecord extends CardOrder {
  readonly requestedAt: Date;
  /** When the card came into its state. */
  readonly stateSince: Date;
}

/** How far a shipment is. */
export interface ShipmentProgress {
  readonly shipmentId: string;
  readonly organisationId: string;
  /** How many cards are in each state; states without a card are left out. */
  readonly cards: { readonly [state in CardState]?: number };
  /** Pieces of accessories that were ordered and are in no Shipped Notification. */
  readonly openAccessories: number;
  /** Whether every card is shipped or rejected, and every accessory is in a Shipped Notification. */
  readonly isComplete: boolean;
}

/** A notification that NGOC has not answered. */
export interface WaitingNotification {
  readonly kind: "report" | "shipment";
  readonly messageId: string;
  readonly shipmentId: string;
  /** The card, of a report. */
  readonly cardId?: string;
  readonly since: Date;
}

/**
 * Something that does not go on by itself.
 *
 * - `not-answered`: NGOC has not answered a report or shipment; ask NGOC, then `correct`
 * - `report-refused`, `shipment-refused`: NGOC refused it, and nothing was reported since; report again, corrected
 * - `not-sent`: a message could not be sent yet, `reason` tells why; it is tried again by itself
 * - `uncertain`: a message was perhaps sent, too long ago for the queue to recognize it; `resend`, or `markSent`
 * - `not-handled`: the application has not finished with a received message
 */
export interface StuckItem {
  readonly kind: "not-answered" | "report-refused" | "shipment-refused" | "not-sent" | "uncertain" | "not-handled";
  readonly since: Date;
  readonly messageId?: string;
  readonly cardId?: string;
  readonly shipmentId?: string;
  readonly reason?: string;
}

/** Something that happened to a card. Never holds personal data. */
export interface OrderEvent {
  readonly at: Date;
  /** `in` from NGOC, `out` to NGOC, `operator` for a correction. */
  readonly direction: "in" | "out" | "operator";
  readonly type: MessageType | Correction["kind"];
  readonly messageId?: string;
  readonly shipmentId?: string;
  /** The card's state afterwards, when it changed. */
  readonly state?: CardState;
  /** The code of an Error Notification, or the rule that refused the message. */
  readonly reason?: string;
  /** When the queue had taken the message, of one to NGOC. */
  readonly sentAt?: Date;
}

/** What the ledger keeps of a Production Request for the application, until it is purged. */
export type RequestData = Pick<
  IncomingMessage<"EXTERNAL_PRODUCTION_REQUEST_SENT">["payload"],
  "address" | "card" | "ordered"
>;

/** What a person or a report asks of the orders, and what a person may do about them. */
export interface OrderRecords {
  /** Lists cards: of one state, those longest in it first; else by cardId. */
  listCards(
    options?: PageOptions & { readonly state?: CardState; readonly shipmentId?: string },
  ): Promise<Page<CardRecord>>;
  /** Counts all cards by state. Takes longer the more there are. */
  countCards(): Promise<{ readonly [state in CardState]?: number }>;
  /** Lists shipments by shipmentId. */
  listShipments(options?: PageOptions): Promise<Page<ShipmentProgress>>;
  /** Lists what NGOC has not answered, longest first. */
  listWaiting(options?: PageOptions): Promise<Page<WaitingNotification>>;
  /** Lists what has not gone on for longer than `olderThanMs` (default one hour): the oldest `limit` of each kind. */
  listStuck(options?: { readonly olderThanMs?: number; readonly limit?: number }): Promise<readonly StuckItem[]>;
  /** Lists what happened to a card, in order. */
  cardHistory(cardId: string, options?: PageOptions): Promise<Page<OrderEvent>>;
  /**
   * Finds what a request said of a card; `undefined` when it was left out or purged.
   *
   * @throws CardwrightError `PERSONAL_DATA_KEY` when it is encrypted and the key is not there
   */
  findRequest(cardId: string): Promise<RequestData | undefined>;
  /**
   * Lets an order go on whose answer never came.
   *
   * @throws OrderRefusedError when nothing is waiting for that answer
   */
  correct(correction: Correction): Promise<void>;
  /** Has a message sent again that is `uncertain`. Only when NGOC does not have it: the queue takes it as a new one. */
  resend(messageId: string): Promise<void>;
  /**
   * Erases the personal data of cards that have been shipped or rejected since before a time. The orders and their
   * history stay, without it.
   */
  purge(options: {
    readonly olderThan: Date;
    /** Whether cards that are still under way since before that time are purged too. Default false. */
    readonly includeOpen?: boolean;
  }): Promise<{ readonly cards: number }>;
}
