import { UsageError } from "../../errors/usage-error.ts";
import { QueueConsumer } from "../../service-bus/consumer.ts";
import { DeadLetterQueue } from "../../service-bus/dead-letter-queue.ts";
import { QueueProducer } from "../../service-bus/producer.ts";
import { untilAborted, withTimeout } from "../../timing/abort.ts";
import type { BuiltInContract } from "../contract/built-in.ts";
import type { Contract, ReceivedType, TermsOf } from "../contract/index.ts";
import type { PostgresHandle, SqliteHandle } from "../ledger/index.ts";
import type { OrderLedger } from "../ledger/order-ledger.ts";
import type { IncomingMessage } from "../messages/index.ts";
import { AccessoryWatch } from "./accessory-watch.ts";
import { ClientQuarantine } from "./client-quarantine.ts";
import { DeadLetters } from "./dead-letters.ts";
import { DeviationCounter } from "./deviation-counter.ts";
import { findRequest } from "./find-request.ts";
import {
  type AnyHandler,
  HandlerTable,
  type MessageHandler,
  type ReceivedMessage,
  type UnknownMessage,
} from "./handlers.ts";
import { type ClientHealth, type ClientState, clientHealth, outboxOf } from "./health.ts";
import { LedgerWatch } from "./ledger-watch.ts";
import { MessageProcessor } from "./message-processor.ts";
import { cardProducedDraft, type ErrorReport, errorMessage, shippedDraft } from "./notifications.ts";
import { type ProductionPartnerClientOptions, type ResolvedOptions, resolveOptions } from "./options.ts";
import { type Attempt, Outbox } from "./outbox.ts";
import { QuarantineWatch } from "./quarantine-watch.ts";
import type { CardProducedReport, ShippedReport } from "./reports.ts";
import { type ReportsWithinPostgres, type ReportsWithinSqlite, reportsWithin } from "./reports-within.ts";
import { RequestedReplays } from "./requested-replays.ts";
import { type SentNotification, sentNotification } from "./sent-notification.ts";
import { ClientTelemetry, type Processing } from "./telemetry/client-telemetry.ts";

const quarantinePollMs = 5_000;

/** Options of a single call. */
export interface CallOptions {
  /** Stops waiting when it aborts. A message that is already being sent may still arrive. */
  readonly signal?: AbortSignal;
}

const closeGraceMs = 2_000;

/**
 * A production partner's client for NGOC: receives production requests from one Azure Service Bus queue and sends
 * notifications to another, by the rules of the Production Partner guide (see `spec/production-partner.asyncapi.yaml`).
 *
 * Messages arrive at least once; the ledger ensures that each takes effect once.
 *
 * @example
 * await using client = new ProductionPartnerClient(); // queues of the environment
 * client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", async ({ payload: { card } }) => {
 *   await client.reportCardProduced({ cardId: card.cardId, reportData: { MIFARE_UID: "04A2B6C1" } });
 * });
 * await client.start();
 */
export class ProductionPartnerClient<C extends Contract = BuiltInContract> implements AsyncDisposable {
  /**
   * The messages that were consumed without having been handled: lists, shows, exports, replays and dismisses them. They are
   * kept in the ledger.
   */
  readonly quarantine: ClientQuarantine;
  /** The dead-letter queue of the queue from NGOC: lists, shows and removes its messages, and handles them again. */
  readonly deadLetters: DeadLetters;
  readonly #options: ResolvedOptions;
  readonly #handlers = new HandlerTable();
  readonly #aborting = new AbortController();
  readonly #inbound: QueueConsumer;
  readonly #outbound: QueueProducer;
  readonly #outbox: Outbox;
  readonly #requestedReplays: RequestedReplays;
  readonly #processor: Processing;
  readonly #measured: ClientTelemetry | undefined;
  readonly #ledgerWatch: LedgerWatch;
  #state: ClientState = "idle";
  #draining: Promise<void> | undefined;
  #closing: Promise<void> | undefined;

  /**
   * Creates a client; it connects when it starts or sends.
   *
   * @throws ConfigurationError when an option is missing or invalid
   */
  constructor(options: ProductionPartnerClientOptions<C> = {}) {
    this.#options = resolveOptions(options, process.env);
    const { contract, ledger, onProblem, retry, resendIntervalMs, redeliveryDelayMs, maxDeliveries, clock } =
      this.#options;
    const ledgerWatch = new LedgerWatch(clock, onProblem);
    this.#ledgerWatch = ledgerWatch;
    const measured = ClientTelemetry.of(this.#options);
    this.#measured = measured;
    this.#outbound = new QueueProducer(this.#options.outbound, retry, { clock, ...measured?.producing });
    this.#outbox = new Outbox({
      ledger: measured?.ledger ?? ledger,
      ...measured?.sending,
      outbound: this.#outbound,
      onProblem,
      watch: ledgerWatch,
      clock,
      resendIntervalMs,
    });
    const watch = new QuarantineWatch(ledger, ledgerWatch, onProblem);
    const plain = new MessageProcessor({
      contract,
      ledger: measured?.ledger ?? ledger,
      handlers: this.#handlers,
      deviations: new DeviationCounter(onProblem, measured?.countDeviation),
      accessories: new AccessoryWatch(ledger, onProblem),
      quarantine: watch,
      wakeOutbox: () => this.#outbox.wake(),
      onProblem,
      redeliveryDelayMs,
      maxDeliveries,
      signal: this.#aborting.signal,
      ended: measured?.ended,
    });
    const processor = measured?.processing(plain) ?? plain;
    this.#processor = processor;
    this.quarantine = new ClientQuarantine({
      ledger,
      watch,
      replay: (message) => {
        this.#assertNotClosed();
        this.#handlers.assertComplete(contract);
        return processor.replay(message);
      },
    });
    this.deadLetters = new DeadLetters({
      queue: new DeadLetterQueue(this.#options.inbound),
      ledger,
      process: (message) => {
        this.#assertNotClosed();
        this.#handlers.assertComplete(contract);
        return processor.processDeadLetter(message);
      },
      replay: (id) => this.quarantine.replay(id),
    });
    this.#requestedReplays = new RequestedReplays({
      ledger,
      quarantine: this.quarantine,
      watch,
      onProblem,
      ledgerWatch,
      clock,
      intervalMs: Math.min(quarantinePollMs, resendIntervalMs),
    });
    const { concurrency, lockRenewalMs, handlerTimeoutMs, maxSlow } = this.#options;
    this.#inbound = new QueueConsumer(this.#options.inbound, {
      concurrency,
      lockRenewalMs,
      ...(handlerTimeoutMs !== undefined && { handlerTimeoutMs }),
      ...(maxSlow !== undefined && { maxSlow }),
      settleTimeoutMs: this.#options.settleTimeoutMs,
      retryDelayMs: retry.initialDelayMs,
      maxRetryDelayMs: retry.maxDelayMs,
      clock,
      onProblem,
      process: (message, context) => processor.process(message, context),
      observeSettlement: measured?.observeSettlement,
      probe: async () => {
        await (ledger.check === undefined ? ledger.findCard("") : ledger.check());
      },
      paused: (error) => ledgerWatch.failed("receiving", error),
      resumed: () => ledgerWatch.succeeded("receiving"),
    });
  }

  /** The ledger that stores the orders. */
  get ledger(): OrderLedger {
    return this.#options.ledger;
  }

  /**
   * Registers the handler of a message type. The handler's message has that type.
   *
   * @throws UsageError `HANDLER_TWICE`, or `STARTED` after `start`
   */
  on<K extends ReceivedType<C["messages"]>>(type: K, handler: MessageHandler<IncomingMessage<K, C>, C>): this {
    this.#assertIdle();
    // From here on types are erased: a handler is called with messages of its own type only.
    this.#handlers.on(type, handler as AnyHandler);
    return this;
  }

  /**
   * Registers the handler of all messages whose type has none, also of types that the contract does not have: these come
   * as they arrived, without a payload. Without it, messages of the contract are recorded and completed, and unknown types
   * are answered with an Error Notification, as the Production Partner guide says, and kept in the quarantine.
   *
   * @throws UsageError `HANDLER_TWICE`, or `STARTED` after `start`
   */
  onAnyOther(handler: MessageHandler<ReceivedMessage<C> | UnknownMessage, C>): this {
    this.#assertIdle();
    this.#handlers.onAnyOther(handler as AnyHandler);
    return this;
  }

  /**
   * Opens both queues and starts receiving messages. Fails immediately when a key, right or queue name is wrong; it may
   * then be called again.
   *
   * @throws QueueError `UNAUTHORIZED`, `QUEUE_NOT_FOUND`, `CONNECTION`, …
   * @throws UsageError `HANDLER_MISSING`, `STARTED` when called twice, or `CLOSED` when drained or closed meanwhile
   */
  async start(options: CallOptions = {}): Promise<void> {
    this.#assertIdle();
    this.#handlers.assertComplete(this.#options.contract);
    options.signal?.throwIfAborted();
    this.#state = "starting";
    try {
      const open = () => Promise.all([this.#inbound.open(), this.#outbound.open()]);
      await untilAborted(this.#measured?.quietly(open) ?? open(), options.signal);
    } catch (error) {
      if (this.#state === "starting") this.#state = "idle";
      throw error;
    }
    if (this.#state !== "starting") {
      throw new UsageError("Client drained or closed during start", {
        code: "CLOSED",
        help: "Create a new client.",
      });
    }
    this.#state = "running";
    const subscribe = () => this.#inbound.subscribe();
    if (this.#measured === undefined) subscribe();
    else this.#measured.start(subscribe);
    this.#outbox.startResending();
    this.#requestedReplays.start();
  }

  /**
   * Reports a card as produced: checks the report against the order, records it, then sends it. Also works before
   * `start`.
   *
   * When the queue cannot be reached, resolves with `sent: false`: the report stays in the outbox and is sent later
   * with the same `messageId`, so do not report the card again. Reporting the same content again is a no-op and returns
   * the existing notification, so a handler may be re-run after a crash.
   *
   * @throws UsageError `REPORT` or `CLOSED`
   * @throws OrderRefusedError when the report violates an order rule; nothing is sent
   * @throws InvalidMessageError when the report does not fit the contract; nothing is sent
   * @throws QueueError `MESSAGE_TOO_LARGE`; nothing is sent
   */
  async reportCardProduced(report: CardProducedReport<C>, options: CallOptions = {}): Promise<SentNotification> {
    this.#assertNotClosed();
    const [attempt] = await this.#outbox.send(cardProducedDraft(report, this.#options), options.signal);
    // One card, one message.
    const { message, sent } = attempt as Attempt;
    return sentNotification(message, sent);
  }

  /**
   * Reports items as shipped, with one notification per shipment. All are checked before the first is sent. A shipment
   * may be reported in parts (the Production Partner guide, "Partial Delivery"). Reporting the same cards, accessories
   * and carrier again is a no-op and returns the existing notification.
   *
   * @throws UsageError `NOTHING_TO_SHIP`, `REPORT` or `CLOSED`
   * @throws OrderRefusedError when one of the notifications violates an order rule; nothing is sent
   * @throws InvalidMessageError when the report does not fit the contract; nothing is sent
   * @throws QueueError `MESSAGE_TOO_LARGE`; nothing is sent
   */
  async reportShipped(report: ShippedReport<C>, options: CallOptions = {}): Promise<readonly SentNotification[]> {
    this.#assertNotClosed();
    const attempts = await this.#outbox.send(shippedDraft(report, this.#options), options.signal);
    return attempts.map(({ message, sent }) => sentNotification(message, sent));
  }

  /**
   * Sends an Error Notification. If it is about a Production Request, it also ends that order: the card can no longer
   * be reported. Within a handler, throw `RejectMessageError` instead.
   *
   * @throws UsageError `ERROR_ANSWERED` when `message` is an Error Notification, or `CLOSED`
   * @throws InvalidMessageError when the report does not fit the contract; nothing is sent
   */
  async sendError(report: ErrorReport<C>, options: CallOptions = {}): Promise<Omit<SentNotification, "shipmentId">> {
    this.#assertNotClosed();
    const message = errorMessage(report, this.#options.contract);
    const draft = { cardIds: [], shipmentIds: [], compose: () => [message] };
    const [attempt] = await this.#outbox.send(draft, options.signal);
    return { messageId: message.messageId, sent: attempt?.sent === true };
  }

  /**
   * Finds what the contract keeps of a card's request, such as its address; `undefined` when it was left out or purged.
   *
   * @throws UsageError `NO_RECORDS` when the ledger keeps no data of requests: a `MemoryLedger` does not
   * @throws CardwrightError `PERSONAL_DATA_KEY` when it is encrypted and the key is missing
   */
  async findRequest(cardId: string): Promise<TermsOf<C>["kept"] | undefined> {
    return findRequest(this.ledger, cardId);
  }

  /**
   * Joins an open transaction of the application on the ledger's database: reports are written in it, so that they are
   * sent if and only if the application's own changes are committed. They are sent within a second of the commit, or
   * immediately when `flush` is called after it.
   *
   * @param transaction the connection with the open transaction: of `node:sqlite`, `better-sqlite3` or `pg`
   * @throws UsageError `NO_TRANSACTIONS` when the ledger is not in a database, or `CLOSED`
   * @throws UsageError `TRANSACTION_HANDLE` when the handle belongs to another kind of database, or has no open
   *   transaction. The reports throw QueueError `MESSAGE_TOO_LARGE` for what the queue can never take
   * @example
   * db.exec("BEGIN IMMEDIATE");
   * db.prepare("UPDATE job SET done = 1 WHERE card_id = ?").run("CARD-1");
   * client.within(db).reportCardProduced({ cardId: "CARD-1", reportData: { MIFARE_UID: "04A2B6C1" } });
   * db.exec("COMMIT");
   */
  within(transaction: SqliteHandle): ReportsWithinSqlite<C>;
  within(transaction: PostgresHandle): ReportsWithinPostgres<C>;
  within(transaction: SqliteHandle | PostgresHandle): ReportsWithinSqlite<C> | ReportsWithinPostgres<C> {
    this.#assertNotClosed();
    const maxBytes = this.#outbound.knownLimit;
    return reportsWithin(this.ledger, transaction, { ...this.#options, maxBytes, ...this.#measured?.staging });
  }

  /**
   * Sends the messages in the outbox now instead of within a second: call it after committing a transaction that wrote
   * notifications. Resolves when each of them was sent, or failed and was postponed.
   */
  async flush(): Promise<void> {
    this.#assertNotClosed();
    await this.#outbox.flush();
  }

  /**
   * How the client is: what it receives and sends, what waits, and since when what is wrong. Cheap enough for a probe every
   * second: it asks only the ledger, how much waits to be sent, for a second at most. Never rejects.
   */
  async health(): Promise<ClientHealth> {
    return clientHealth({
      state: this.#state,
      inbound: this.#inbound.health(),
      outbound: this.#outbound.health(),
      outbox: this.#state === "closed" ? undefined : await outboxOf(this.ledger),
      outage: this.#ledgerWatch.outage,
    });
  }

  /**
   * Stops receiving, waits at most `closeTimeoutMs` for running handlers, and settles their messages. Sending continues. Do
   * not await this in a handler: it would deadlock.
   */
  drain(): Promise<void> {
    if (this.#state === "closed") return Promise.resolve();
    this.#draining ??= this.#drain();
    return this.#draining;
  }

  /**
   * Drains for at most `closeTimeoutMs`, then aborts running handlers and closes the connections within two seconds.
   * Idempotent; may be called in any state. Do not await this in a handler: it would deadlock.
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
    const drained = Promise.all([this.#inbound.drain(), this.#requestedReplays.stop()]);
    await withTimeout(drained, this.#options.closeTimeoutMs);
    await withTimeout(this.#processor.release(), closeGraceMs);
    if (this.#state === "draining") this.#state = "drained";
  }

  async #close(): Promise<void> {
    // A drain that fails, because the connection is gone, must not keep the rest open.
    const finished = this.drain()
      .catch(() => {})
      .then(() => this.#outbox.flush());
    await withTimeout(finished, this.#options.closeTimeoutMs);
    this.#state = "closed";
    this.#measured?.stop();
    this.#aborting.abort();
    // Closing a connection whose other end is gone would wait a minute.
    const closed = Promise.allSettled([this.#outbox.stop(), this.#inbound.close(), this.#outbound.close()]);
    await withTimeout(closed, closeGraceMs);
  }

  #assertIdle(): void {
    if (this.#state === "idle") return;
    throw new UsageError(`Client is already ${this.#state}`, {
      code: "STARTED",
      help: "Register handlers before start and start only once. Create a new client after close.",
    });
  }

  #assertNotClosed(): void {
    if (this.#state !== "closed") return;
    throw new UsageError("Client is closed", { code: "CLOSED", help: "Create a new client." });
  }
}
