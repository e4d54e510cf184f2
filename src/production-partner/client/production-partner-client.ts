import { ConfigurationError } from "../../errors/configuration-error.ts";
import { QueueConsumer } from "../../service-bus/consumer.ts";
import { QueueProducer } from "../../service-bus/producer.ts";
import { untilAborted, withTimeout } from "../../timing/abort.ts";
import type { PostgresHandle, SqliteHandle } from "../ledger/index.ts";
import type { OrderLedger, ReceivedMessage } from "../ledger/order-ledger.ts";
import type { IncomingMessage, TypeReceivedBy } from "../messages/index.ts";
import { HandlerTable, type MessageHandler } from "./handlers.ts";
import { MessageProcessor } from "./message-processor.ts";
import {
  type CardProducedReport,
  cardProducedDraft,
  type ErrorReport,
  errorMessage,
  type ShippedReport,
  shippedDraft,
} from "./notifications.ts";
import { type ProductionPartnerClientOptions, type ResolvedOptions, resolveOptions } from "./options.ts";
import { type Attempt, Outbox } from "./outbox.ts";
import { type ReportsWithinPostgres, type ReportsWithinSqlite, reportsWithin } from "./reports-within.ts";
import { type SentNotification, sentNotification } from "./sent-notification.ts";

/** Options of a single call. */
export interface CallOptions {
  /** Gives up waiting when it aborts. A message already under way may arrive all the same. */
  readonly signal?: AbortSignal;
}

const closeGraceMs = 2_000;

type State = "idle" | "starting" | "running" | "draining" | "drained" | "closed";

/**
 * A card bureau's end of the Production Partner contract: takes production requests from one Azure Service Bus queue and
 * sends notifications to another, by the rules of S1.
 *
 * Messages arrive at least once; the ledger sees to it that each has its effect once.
 *
 * @example
 * await using client = new ProductionPartnerClient({ inbound, outbound });
 * client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", async ({ payload }) => {
 *   const reportData = await personalize(payload.card);
 *   await client.reportCardProduced({ cardId: payload.card.cardId, reportData });
 * });
 * await client.start();
 */
export class ProductionPartnerClient implements AsyncDisposable {
  readonly #options: ResolvedOptions;
  readonly #handlers = new HandlerTable();
  readonly #aborting = new AbortController();
  readonly #inbound: QueueConsumer;
  readonly #outbound: QueueProducer;
  readonly #outbox: Outbox;
  #state: State = "idle";
  #draining: Promise<void> | undefined;
  #closing: Promise<void> | undefined;

  /**
   * Connects to nothing yet.
   *
   * @throws ConfigurationError when an option is missing or cannot work
   */
  constructor(options: ProductionPartnerClientOptions = {}) {
    this.#options = resolveOptions(options, process.env);
    const { ledger, onProblem, retry, resendIntervalMs, redeliveryDelayMs } = this.#options;
    this.#outbound = new QueueProducer(this.#options.outbound, retry);
    this.#outbox = new Outbox({ ledger, outbound: this.#outbound, onProblem, resendIntervalMs });
    const processor = new MessageProcessor({
      ledger,
      handlers: this.#handlers,
      wakeOutbox: () => this.#outbox.wake(),
      onProblem,
      redeliveryDelayMs,
      signal: this.#aborting.signal,
    });
    this.#inbound = new QueueConsumer(this.#options.inbound, {
      concurrency: this.#options.concurrency,
      lockRenewalMs: this.#options.lockRenewalMs,
      settleTimeoutMs: this.#options.settleTimeoutMs,
      retryDelayMs: retry.initialDelayMs,
      maxRetryDelayMs: retry.maxDelayMs,
      onProblem,
      process: (message) => processor.process(message),
    });
  }

  /** Where the orders are kept. */
  get ledger(): OrderLedger {
    return this.#options.ledger;
  }

  /**
   * Registers the handler of a message type; the message is narrowed to that type.
   *
   * @throws ConfigurationError `HANDLER_TWICE`, or `STARTED` after `start`
   */
  on<T extends TypeReceivedBy<"partner">>(type: T, handler: MessageHandler<IncomingMessage<T>>): this {
    this.#assertIdle();
    this.#handlers.on(type, handler);
    return this;
  }

  /**
   * Registers the handler of every message whose type has none. Without it such messages are recorded and completed.
   *
   * @throws ConfigurationError `HANDLER_TWICE`, or `STARTED` after `start`
   */
  onAnyOther(handler: MessageHandler<ReceivedMessage>): this {
    this.#assertIdle();
    this.#handlers.onAnyOther(handler);
    return this;
  }

  /**
   * Opens both queues and starts taking messages. Fails at once when a key, right or queue name is wrong; it may then be
   * called again.
   *
   * @throws ServiceBusFailure `UNAUTHORIZED`, `QUEUE_NOT_FOUND`, `CONNECTION`, …
   * @throws ConfigurationError `HANDLER_MISSING`, or `STARTED` when called twice
   */
  async start(options: CallOptions = {}): Promise<void> {
    this.#assertIdle();
    this.#handlers.assertComplete();
    options.signal?.throwIfAborted();
    this.#state = "starting";
    try {
      await untilAborted(Promise.all([this.#inbound.open(), this.#outbound.open()]), options.signal);
    } catch (error) {
      if (this.#state === "starting") this.#state = "idle";
      throw error;
    }
    if (this.#state !== "starting") {
      throw new ConfigurationError("The client was drained or closed while it started", {
        code: "CLOSED",
        help: "Make a new client.",
      });
    }
    this.#state = "running";
    this.#inbound.subscribe();
    this.#outbox.startResending();
  }

  /**
   * Reports a card as produced: checked against the order, recorded, then sent. Works without `start`, too.
   *
   * When the queue cannot be reached it resolves with `sent: false`: the report stays in the outbox, and is sent later with
   * the same `messageId`, so do not report the card again. A report that says the same as the one that stands, as from a
   * handler that runs again after a crash, is that one: nothing is sent twice.
   *
   * @throws OrderRefusedError when a rule of S1 forbids it; nothing is sent
   * @throws InvalidMessageError when the report does not fit the contract; nothing is sent
   * @throws ServiceBusFailure `MESSAGE_TOO_LARGE`; nothing is sent
   */
  async reportCardProduced(report: CardProducedReport, options: CallOptions = {}): Promise<SentNotification> {
    this.#assertNotClosed();
    const [attempt] = await this.#outbox.send(cardProducedDraft(report), options.signal);
    // One card, one message.
    const { message, sent } = attempt as Attempt;
    return sentNotification(message, sent);
  }

  /**
   * Reports items as shipped: one notification for each shipment that they belong to, all checked before the first is
   * sent. A shipment may be reported in parts (S1, "Partial Delivery"). With the cards, accessories and carrier of a
   * notification that stands, it is that one: nothing is sent twice.
   *
   * @throws OrderRefusedError when a rule of S1 forbids one of them; nothing is sent
   * @throws InvalidMessageError when the report does not fit the contract; nothing is sent
   * @throws ServiceBusFailure `MESSAGE_TOO_LARGE`; nothing is sent
   */
  async reportShipped(report: ShippedReport, options: CallOptions = {}): Promise<readonly SentNotification[]> {
    this.#assertNotClosed();
    const attempts = await this.#outbox.send(shippedDraft(report), options.signal);
    return attempts.map(({ message, sent }) => sentNotification(message, sent));
  }

  /**
   * Sends an Error Notification. About a Production Request it also ends that order: the card cannot be reported.
   * Within a handler, throw `RejectMessageError` instead.
   *
   * @throws ConfigurationError `ERROR_ANSWERED` when asked to answer an Error Notification
   * @throws InvalidMessageError when the report does not fit the contract; nothing is sent
   */
  async sendError(report: ErrorReport, options: CallOptions = {}): Promise<Omit<SentNotification, "shipmentId">> {
    this.#assertNotClosed();
    const message = errorMessage(report);
    const draft = { cardIds: [], shipmentIds: [], compose: () => [message] };
    const [attempt] = await this.#outbox.send(draft, options.signal);
    return { messageId: message.messageId, sent: attempt?.sent === true };
  }

  /**
   * Joins a transaction that the application has open on the ledger's database: reports are written in it, so that they
   * are sent if and only if the application's own changes are committed. They are sent within a second of the commit, or
   * at once when `flush` is called after it.
   *
   * @param transaction the connection with the open transaction: of `node:sqlite`, `better-sqlite3` or `pg`
   * @throws ConfigurationError `NO_TRANSACTIONS` when the ledger is not in a database
   * @throws CardwrightError `TRANSACTION_HANDLE` when it is of another kind of database, or has no open transaction
   * @example
   * db.exec("BEGIN IMMEDIATE");
   * db.prepare("UPDATE job SET done = 1 WHERE card_id = ?").run(cardId);
   * client.within(db).reportCardProduced({ cardId, reportData });
   * db.exec("COMMIT");
   */
  within(transaction: SqliteHandle): ReportsWithinSqlite;
  within(transaction: PostgresHandle): ReportsWithinPostgres;
  within(transaction: SqliteHandle | PostgresHandle): ReportsWithinSqlite | ReportsWithinPostgres {
    this.#assertNotClosed();
    return reportsWithin(this.ledger, transaction);
  }

  /**
   * Sends what stands in the outbox, now instead of within a second: call it after the transaction that a
   * notification was written in is committed. Resolves when all of it is sent, or put off after a failure.
   */
  async flush(): Promise<void> {
    this.#assertNotClosed();
    await this.#outbox.flush();
  }

  /**
   * Stops taking messages, lets the handlers that run finish, and settles their messages. Sending goes on. A handler that
   * waits for it waits for itself: do not await it there.
   */
  drain(): Promise<void> {
    if (this.#state === "closed") return Promise.resolve();
    this.#draining ??= this.#drain();
    return this.#draining;
  }

  /**
   * Drains for at most `closeTimeoutMs`, then aborts what still runs and closes the connections, two seconds more at most.
   * May be called twice, at any time. A handler that waits for it waits for itself: do not await it there.
   */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #drain(): Promise<void> {
    this.#state = "draining";
    await this.#inbound.drain();
    if (this.#state === "draining") this.#state = "drained";
  }

  async #close(): Promise<void> {
    // A drain that fails, because the connection is gone, must not keep the rest open.
    const finished = this.drain()
      .catch(() => {})
      .then(() => this.#outbox.flush());
    await withTimeout(finished, this.#options.closeTimeoutMs);
    this.#state = "closed";
    this.#aborting.abort();
    // A connection whose other end is gone would wait a minute for its goodbye.
    const closed = Promise.allSettled([this.#outbox.stop(), this.#inbound.close(), this.#outbound.close()]);
    await withTimeout(closed, closeGraceMs);
  }

  #assertIdle(): void {
    if (this.#state === "idle") return;
    throw new ConfigurationError(`The client is ${this.#state} already`, {
      code: "STARTED",
      help: "Register handlers before start, start once, and make a new client after close.",
    });
  }

  #assertNotClosed(): void {
    if (this.#state !== "closed") return;
    throw new ConfigurationError("The client is closed", { code: "CLOSED", help: "Make a new client." });
  }
}
