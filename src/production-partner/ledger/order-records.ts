import type { CardOrder, CardState, Correction } from "../orders/index.ts";
import type { Page, PageOptions } from "./page.ts";

/** A card with the times of its order. */
export interface CardRecord extends CardOrder {
  readonly requestedAt: Date;
  /** When the card entered its state. */
  readonly stateSince: Date;
}

/** The progress of a shipment. */
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
 * An order or message that needs attention.
 *
 * - `not-answered`: NGOC has not answered a report or shipment; ask NGOC, then call `correct`
 * - `report-refused`, `shipment-refused`: NGOC refused it, and nothing was reported since; report it again, corrected
 * - `not-sent`: a message could not be sent yet, see `reason`; it is retried automatically
 * - `uncertain`: a message may have been sent, too long ago for the queue to recognize a duplicate; call `resend` or
 *   `markSent`
 * - `not-handled`: the application has not finished with a received message
 */
export interface StuckItem {
  readonly kind: "not-answered" | "report-refused" | "shipment-refused" | "not-sent" | "uncertain" | "not-handled";
  readonly since: Date;
  readonly messageId?: string;
  readonly cardId?: string;
  readonly shipmentId?: string;
  readonly reason?: string;
  /** Set when `since` lies ahead of the clock: a clock that was wrong wrote it. */
  readonly isDatedAhead?: true;
}

/** An event in the history of a card. Never holds personal data. */
export interface OrderEvent {
  readonly at: Date;
  /** `in` from NGOC, `out` to NGOC, `operator` for a correction. */
  readonly direction: "in" | "out" | "operator";
  /** The message type, the kind of a {@link Correction}, or what an operator did with the message. */
  readonly type: string;
  readonly messageId?: string;
  readonly shipmentId?: string;
  /** The card's state afterwards, when it changed. */
  readonly state?: CardState;
  /** The code of an Error Notification, or the rule that refused the message. */
  readonly reason?: string;
  /** When the queue accepted the message, for one to NGOC. */
  readonly sentAt?: Date;
}

/** Queries about orders, and corrections by a person. */
export interface OrderRecords {
  /** Lists cards: of one state, those longest in it first; else by cardId. */
  listCards(
    options?: PageOptions & { readonly state?: CardState; readonly shipmentId?: string },
  ): Promise<Page<CardRecord>>;
  /** Counts all cards by state. Takes longer the more cards there are. */
  countCards(): Promise<{ readonly [state in CardState]?: number }>;
  /** Lists shipments by shipmentId. */
  listShipments(options?: PageOptions): Promise<Page<ShipmentProgress>>;
  /** Lists notifications that NGOC has not answered, those that wait longest first. */
  listWaiting(options?: PageOptions): Promise<Page<WaitingNotification>>;
  /** Lists what has been stuck for longer than `olderThanMs` (default one hour): the oldest `limit` of each kind. */
  listStuck(options?: { readonly olderThanMs?: number; readonly limit?: number }): Promise<readonly StuckItem[]>;
  /** Lists the events of a card, in order. */
  cardHistory(cardId: string, options?: PageOptions): Promise<Page<OrderEvent>>;
  /**
   * Finds what the contract in use keeps of a card's request; `undefined` when it was left out or purged.
   *
   * @throws CardwrightError `PERSONAL_DATA_KEY` when it is encrypted and the key is missing
   */
  findRequest(cardId: string): Promise<object | undefined>;
  /**
   * Lets an order continue that NGOC never answered.
   *
   * @throws OrderRefusedError when the order is not waiting for that answer
   */
  correct(correction: Correction): Promise<void>;
  /** Sends an `uncertain` message again. Only when NGOC does not have it: the queue accepts it as a new message. */
  resend(messageId: string): Promise<void>;
  /**
   * Erases the personal data of cards that were shipped or rejected before a time, and entries of the quarantine that
   * were replayed or dismissed before it. The orders and their history stay, without it.
   */
  purge(options: {
    readonly olderThan: Date;
    /**
     * Whether to purge open cards too that have been in their state since before that time, and the bodies of messages
     * that the quarantine has kept since before it: these can no longer be replayed. Default false.
     */
    readonly includeOpen?: boolean;
  }): Promise<{ readonly cards: number; readonly quarantined: number }>;
}
