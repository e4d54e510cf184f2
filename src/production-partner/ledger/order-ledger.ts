import type { PostgresHandle } from "../../database/postgres/postgres-steps.ts";
import type { SqliteHandle } from "../../database/sqlite/sqlite-connection.ts";
import type { TraceContext } from "../../telemetry/trace-context.ts";
import type {
  AccessoryOrder,
  CardOrder,
  FactReceived,
  FactSent,
  OrderRules,
  Refusal,
  ShippedNotice,
} from "../orders/index.ts";
import type { Quarantine, QuarantineOutcome, RawMessage, Unhandled } from "./quarantine.ts";

/** A message from NGOC, read under the contract in use. */
export interface ReceivedOrderMessage extends FactReceived {
  /** The message type, for the history. */
  readonly type: string;
}

/** A message to NGOC, written under the contract in use: encoded once, and sent as it is whatever contract comes. */
export interface StagedMessage extends FactSent {
  readonly type: string;
  readonly correlationId?: string;
  /** JSON text. */
  readonly body: string;
  /** The trace that it belongs to. */
  readonly trace?: TraceContext;
  /** Set when the caller is to send it now: see {@link StageOptions.take}. */
  readonly isTaken?: true;
}

/** How to stage messages. */
export interface StageOptions {
  /**
   * Whether the caller sends at once what may be sent now, as if it had taken it with {@link OrderLedger.takeUnsent}; these
   * messages are returned with `isTaken`. A ledger may ignore it. Default false.
   */
  readonly take?: boolean;
}

/** What to take from the outbox. */
export interface TakeOptions {
  /** Default 100. */
  readonly limit?: number;
  /** The messages that the caller is sending at the moment when others are taken; they are not. Default: none. */
  readonly inHand?: ReadonlySet<string>;
}

/** A staged message on its way to the queue. */
export interface MessageToSend {
  readonly type: string;
  readonly messageId: string;
  readonly correlationId?: string;
  /** JSON text. */
  readonly body: string;
  /** The trace that it belongs to. */
  readonly trace?: TraceContext;
}

/**
 * The outcome of receiving a message.
 *
 * - `new`: its effect on the orders is recorded; hand it to the application
 * - `unhandled`: recorded before, but the application has not finished with it; hand it over again
 * - `busy`: another worker has claimed it; ask again later
 * - `handled`: the application has finished with it; only complete it
 * - `refused`: an order rule forbids it; the refusal and the answer are recorded, only complete it
 */
export type Receipt =
  | { readonly kind: "new" }
  | { readonly kind: "unhandled" }
  | { readonly kind: "busy" }
  | { readonly kind: "handled" }
  | { readonly kind: "refused"; readonly refusal: Refusal; readonly quarantine: QuarantineOutcome };

/** How to receive a message. */
export interface ReceiveOptions {
  /** The message as it arrived: kept in the quarantine when a rule refuses it. */
  readonly raw: RawMessage;
  /** Makes the answer to a message that a rule refuses; `undefined` for none. Not called for a replay. */
  readonly answerRefusal: (refusal: Refusal) => StagedMessage | undefined;
  /** The entry of the quarantine that the message is replayed from. Default: it comes from the queue. */
  readonly replayOf?: string;
  /** The trace in which the message is handled: kept with it for {@link LedgerTraces.find}, unless it was received before. */
  readonly trace?: TraceContext | undefined;
}

/** How the application has finished with a message. */
export interface FinishOptions {
  /** The application's answer. In a replay it only changes the orders: NGOC was answered before. */
  readonly answer?: StagedMessage;
  /** Set when the message counts as not handled: it is kept in the quarantine. */
  readonly unhandled?: Unhandled;
  /** The entry of the quarantine that the message was replayed from. Default: it came from the queue. */
  readonly replayOf?: string;
}

/** The cards and shipments of a {@link Draft} that the ledger knows; unknown ones are left out. */
export interface KnownOrders {
  readonly cards: ReadonlyMap<string, { readonly shipmentId: string; readonly organisationId: string }>;
  readonly shipments: ReadonlyMap<string, { readonly organisationId: string }>;
}

/** Messages to be sent that are made from the orders they are about. */
export interface Draft {
  readonly cardIds: readonly string[];
  readonly shipmentIds: readonly string[];
  /** Default: `defaultOrderRules`. */
  readonly rules?: OrderRules;
  /** Makes the messages: the same ones, with the same ids, each time it is called. Throwing undoes everything. */
  compose(known: KnownOrders): readonly StagedMessage[];
}

/** A message that has not reached the queue. */
export interface UnsentMessage {
  readonly messageId: string;
  /** Whether it waits for its next try, or for that of a message that is sent before it. */
  readonly isPutOff: boolean;
}

/** The messages that have not reached the queue. */
export interface OutboxFill {
  readonly unsent: number;
  /** When the oldest of them was staged. */
  readonly oldest?: Date;
}

/** One shipment with its content. */
export interface ShipmentView {
  readonly shipmentId: string;
  readonly organisationId: string;
  readonly cards: readonly CardOrder[];
  readonly accessories: readonly AccessoryOrder[];
  readonly notices: readonly ShippedNotice[];
}

/**
 * The store of orders, received message ids (inbox), messages to be sent (outbox) and messages that were not handled
 * (quarantine). The rules are in `orders`; an adapter loads the facts that they need, writes the changes that they decide,
 * and runs each call as one transaction. It knows no contract: messages come as facts, with their encoded body.
 *
 * The client needs no more than this, so an application may bring its own.
 */
export interface OrderLedger {
  /** The messages that were consumed without having been handled. */
  readonly quarantine: Quarantine;

  /**
   * Records a received message and its effect, once per `messageId`, and claims it for this worker until {@link finish}
   * or {@link release}. When a rule forbids it, the answer to it is staged instead, and it is kept in the quarantine.
   *
   * Check it with `unusableBecause` first: ids and quantities that a database cannot store make it fail.
   */
  receive(message: ReceivedOrderMessage, options: ReceiveOptions): Promise<Receipt>;
  /**
   * Records a message that cannot be used, keeps it in the quarantine and stages the answer to it, if there is one. Takes
   * any text as `messageId`.
   */
  receiveInvalid(
    messageId: string,
    options: Unhandled & { readonly answer?: StagedMessage },
  ): Promise<{ readonly kind: "new"; readonly quarantine: QuarantineOutcome } | { readonly kind: "handled" }>;
  /**
   * Records that the application has finished with a received message, stages its answer to it, if there is one, and
   * keeps it in the quarantine when it was not handled. From now on the accessories of a request may be shipped.
   */
  finish(message: ReceivedOrderMessage, options?: FinishOptions): Promise<{ readonly quarantine?: QuarantineOutcome }>;
  /** Gives up the claim on a message that the application could not handle. */
  release(messageId: string): Promise<void>;

  /**
   * Records messages to be sent and their effect: all or none. Staging a `messageId` again is a no-op; so is a report
   * with the same content as the existing one, which is returned in its place.
   *
   * @throws OrderRefusedError when a rule of the Production Partner guide forbids one of them
   */
  stage(draft: Draft, options?: StageOptions): Promise<readonly StagedMessage[]>;
  /**
   * Takes staged messages to send now, oldest first, so that no other worker takes them: of each card, and of each
   * shipment, only the first. Leaves out messages that {@link postpone} put off, and those that were first tried so
   * long ago that the queue would no longer recognize a duplicate.
   */
  takeUnsent(options?: TakeOptions): Promise<readonly MessageToSend[]>;
  /** Records that messages have reached the queue. */
  markSent(messageIds: readonly string[]): Promise<void>;
  /** Records that a message could not be sent. Each further try waits twice as long, up to `maxDelayMs`. */
  postpone(messageId: string, failure: { readonly errorCode: string; readonly maxDelayMs: number }): Promise<void>;
  /** Returns which of these messages have not reached the queue. */
  listUnsent(messageIds: readonly string[]): Promise<readonly UnsentMessage[]>;

  /** Finds a card. */
  findCard(cardId: string): Promise<CardOrder | undefined>;
  /** Finds a shipment with its content. */
  findShipment(shipmentId: string): Promise<ShipmentView | undefined>;
  /** Returns how much waits to be sent. Optional: without it, `client.health()` does not say. */
  outbox?(): Promise<OutboxFill>;
  /**
   * Resolves when the ledger can be read and written, else rejects. Optional: without it, a client that waits for the ledger
   * looks for a card.
   */
  check?(): Promise<void>;
  /** Optional: without it, a trace links no report to its request, and no acknowledgement to its report. */
  readonly traces?: LedgerTraces;
  /** Closes the ledger. May be called twice. */
  close(): Promise<void>;
}

/** Which trace contexts to return: those of messages, sent or received, and those of the requests of cards. */
export interface TraceQuery {
  readonly messageIds?: readonly string[];
  readonly cardIds?: readonly string[];
}

/** The trace contexts that a ledger keeps with its messages. */
export interface LedgerTraces {
  /** Returns the contexts by message id and card id; those that are not known are left out. */
  find(query: TraceQuery): Promise<ReadonlyMap<string, TraceContext>>;
}

/** Stages messages within a transaction of the application: synchronously on SQLite, else with a promise. */
export interface StagingWithin {
  stage(draft: Draft): readonly StagedMessage[] | Promise<readonly StagedMessage[]>;
}

/** A ledger that lets the application write to its own tables in the same database and transaction. */
export interface TransactionalLedger extends OrderLedger {
  within(transaction: SqliteHandle | PostgresHandle): StagingWithin;
}
