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
 * - `handled`: the application has finished with it; only complete it
 * - `refused`: an order rule forbids it; nothing was recorded
 */
export type Receipt =
  | { readonly kind: "new" }
  | { readonly kind: "unhandled" }
  | { readonly kind: "handled" }
  | { readonly kind: "refused"; readonly refusal: Refusal };

/** What became of messages to be sent: all staged, or none and why. */
export type Staging = { readonly ok: true } | { readonly ok: false; readonly refusal: Refusal };

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
  /** Records a received message and its effect, once per `messageId`. */
  receive(message: ReceivedMessage): Promise<Receipt>;
  /** Records that the application has finished with a received message. */
  markHandled(messageId: string): Promise<void>;
  /** Records messages to be sent and their effect: all or none. A `messageId` that is staged already changes nothing. */
  stage(messages: readonly NotificationMessage[]): Promise<Staging>;
  /** Records that messages have reached the queue. */
  markSent(messageIds: readonly string[]): Promise<void>;
  /** Lists staged messages that have not reached the queue, oldest first. Default limit 100. */
  listUnsent(options?: { readonly limit?: number }): Promise<readonly NotificationMessage[]>;
  /** Finds a card. */
  findCard(cardId: string): Promise<CardOrder | undefined>;
  /** Finds a shipment with what is in it. */
  findShipment(shipmentId: string): Promise<ShipmentView | undefined>;
  /** Releases what the ledger holds open. May be called twice. */
  close(): Promise<void>;
}
