import type { PostgresHandle } from "../../database/postgres-steps.ts";
import type { SqliteHandle } from "../../database/sqlite-connection.ts";
import type { IncomingMessage, OutgoingMessage, TypeReceivedBy, TypeSentBy } from "../messages/message.ts";
import type { AccessoryOrder, CardOrder, Refusal, ShippedNotice } from "../orders/index.ts";

/** A valid message from NGOC. */
export type ReceivedMessage = IncomingMessage<TypeReceivedBy<"partner">>;

/** A message to NGOC. */
export type NotificationMessage = OutgoingMessage<TypeSentBy<"partner">>;

/**
 * What became of a received message.
 *
 * - `new`: its effect on the orders is recorded; hand it to the application
 * - `unhandled`: recorded before, but the application has not finished with it; hand it over again
 * - `busy`: another worker has it in hand; ask again in a while
 * - `handled`: the application has finished with it; only complete it
 * - `refused`: an order rule forbids it; that and the answer are recorded, only complete it
 */
export type Receipt =
  | { readonly kind: "new" }
  | { readonly kind: "unhandled" }
  | { readonly kind: "busy" }
  | { readonly kind: "handled" }
  | { readonly kind: "refused"; readonly refusal: Refusal };

/** What the ledger knows of the cards and shipments that a {@link Draft} names; unknown ones are left out. */
export interface KnownOrders {
  readonly cards: ReadonlyMap<string, { readonly shipmentId: string; readonly organisationId: string }>;
  readonly shipments: ReadonlyMap<string, { readonly organisationId: string }>;
}

/** Messages to be sent that take something from the orders they are about. */
export interface Draft {
  readonly cardIds: readonly string[];
  readonly shipmentIds: readonly string[];
  /** Makes the messages: the same ones, with the same ids, each time it is called. What it throws undoes everything. */
  compose(known: KnownOrders): readonly NotificationMessage[];
}

/** A message that has not reached the queue. */
export interface UnsentMessage {
  readonly messageId: string;
  /** Whether it, or one that is sent before it, could not be sent and waits for its next try. */
  readonly isPutOff: boolean;
}

/** One shipment with what is in it. */
export interface ShipmentView {
  readonly shipmentId: string;
  readonly organisationId: string;
  readonly cards: readonly CardOrder[];
  readonly accessories: readonly AccessoryOrder[];
  readonly notices: readonly ShippedNotice[];
}

/**
 * Where orders, received message ids (inbox) and messages to be sent (outbox) are kept. The rules are in `orders`; an
 * adapter loads the facts they ask for, writes the changes they answer, and does each call as one transaction.
 *
 * The client needs no more than this, so an application may bring its own.
 */
export interface OrderLedger {
  /**
   * Records a received message and its effect, once per `messageId`, and claims it for this worker until {@link finish}
   * or {@link release}. When a rule forbids it, the answer to it is staged instead.
   */
  receive(
    message: ReceivedMessage,
    answerRefusal: (refusal: Refusal) => NotificationMessage | undefined,
  ): Promise<Receipt>;
  /** Records a message that cannot be read and stages the answer to it, if there is one. */
  receiveInvalid(
    messageId: string,
    answer: NotificationMessage | undefined,
  ): Promise<{ readonly kind: "new" | "handled" }>;
  /** Records that the application has finished with a received message, and stages its answer to it, if there is one. */
  finish(messageId: string, answer?: NotificationMessage): Promise<void>;
  /** Gives up the claim on a message that the application could not handle. */
  release(messageId: string): Promise<void>;

  /**
   * Records messages to be sent and their effect: all or none. A `messageId` that is staged already changes nothing; nor
   * does a report that says the same as the one that stands, in whose place that one is given.
   *
   * @throws OrderRefusedError when a rule of S1 forbids one of them
   */
  stage(draft: Draft): Promise<readonly NotificationMessage[]>;
  /**
   * Takes staged messages to send now, oldest first, so that no other worker takes them: of each card, and of each
   * shipment, only the first. Leaves out what {@link postpone} put off, and what was tried first so long ago that the
   * queue would no longer recognize it as a duplicate. Default limit 100.
   */
  takeUnsent(options?: { readonly limit?: number }): Promise<readonly NotificationMessage[]>;
  /** Records that messages have reached the queue. */
  markSent(messageIds: readonly string[]): Promise<void>;
  /** Records that a message could not be sent, and puts off the next try by a time that grows with each, up to a limit. */
  postpone(messageId: string, failure: { readonly errorCode: string; readonly longestMs: number }): Promise<void>;
  /** Tells which of these messages have not reached the queue. */
  listUnsent(messageIds: readonly string[]): Promise<readonly UnsentMessage[]>;

  /** Finds a card. */
  findCard(cardId: string): Promise<CardOrder | undefined>;
  /** Finds a shipment with what is in it. */
  findShipment(shipmentId: string): Promise<ShipmentView | undefined>;
  /** Releases what the ledger holds open. May be called twice. */
  close(): Promise<void>;
}

/** What stages messages within a transaction of the application: at once on SQLite, else by a promise. */
export interface StagingWithin {
  stage(draft: Draft): readonly NotificationMessage[] | Promise<readonly NotificationMessage[]>;
}

/** A ledger on whose database the application may have tables of its own, and write to both in one transaction. */
export interface TransactionalLedger extends OrderLedger {
  within(transaction: SqliteHandle | PostgresHandle): StagingWithin;
}
