import { randomUUID } from "node:crypto";
import { assertUpToDate, migrate } from "../../database/migrate.ts";
import type { PostgresHandle } from "../../database/postgres/postgres-steps.ts";
import { createQueryBuilder } from "../../database/query-builder.ts";
import type { SqlDatabase } from "../../database/sql-database.ts";
import type { SqliteHandle } from "../../database/sqlite/sqlite-connection.ts";
import { UsageError } from "../../errors/usage-error.ts";
import { type Clock, systemClock } from "../../timing/clock.ts";
import { Timer } from "../../timing/timer.ts";
import type { CardOrder, CardState, Correction } from "../orders/index.ts";
import { CallGroups } from "./call-groups.ts";
import { type LedgerOptions, resolveLedgerOptions } from "./ledger-options.ts";
import type {
  Draft,
  FinishOptions,
  LedgerTraces,
  MessageToSend,
  OutboxFill,
  Receipt,
  ReceivedOrderMessage,
  ReceiveOptions,
  ShipmentView,
  StagedMessage,
  StageOptions,
  StagingWithin,
  TakeOptions,
  TransactionalLedger,
  UnsentMessage,
} from "./order-ledger.ts";
import type {
  CardRecord,
  OrderEvent,
  OrderRecords,
  ShipmentProgress,
  StuckItem,
  WaitingNotification,
} from "./order-records.ts";
import type { Page, PageOptions } from "./page.ts";
import type { Quarantine, QuarantineOutcome, Unhandled } from "./quarantine.ts";
import { ledgerMigrations } from "./schema/migrations.ts";
import type { LedgerTables } from "./schema/tables.ts";
import type { LedgerContext } from "./sql/context.ts";
import { release } from "./sql/enter.ts";
import { findCard, findShipment } from "./sql/find.ts";
import { listUnsent, outboxFill, postpone } from "./sql/outbox.ts";
import { type PurgeOptions, purge } from "./sql/purge.ts";
import { cardHistory, countCards, findRequest, listCards, listShipments, listWaiting } from "./sql/records.ts";
import { correct, noteOperator, resend } from "./sql/repair.ts";
import { finishReplay, receiveReplay } from "./sql/replay.ts";
import { stageWithin } from "./sql/run-calls.ts";
import { listStuck } from "./sql/stuck.ts";
import { findTraces } from "./sql/traces.ts";
import { leave, stayAlive } from "./sql/workers.ts";
import { SqlQuarantine } from "./sql-quarantine.ts";
import { inboxKey } from "./stored-text.ts";

/**
 * An {@link OrderLedger} in a database: it survives the process, and several processes may have it open. Opened by
 * `openSqliteLedger` and `openPostgresLedger`.
 */
export class SqlLedger implements TransactionalLedger, OrderRecords, AsyncDisposable {
  readonly quarantine: Quarantine;
  readonly traces: LedgerTraces;
  readonly #database: SqlDatabase;
  readonly #context: LedgerContext;
  readonly #groups: CallGroups;
  readonly #leaseMs: number;
  readonly #heartbeat: Timer | undefined;
  #beating: Promise<void> = Promise.resolve();
  #closing: Promise<void> | undefined;

  private constructor(database: SqlDatabase, context: LedgerContext, alive?: { clock: Clock; leaseMs: number }) {
    this.#database = database;
    this.#context = context;
    this.#groups = new CallGroups(database, context);
    this.#leaseMs = alive?.leaseMs ?? 0;
    this.quarantine = new SqlQuarantine(database, context);
    this.traces = {
      find: (wanted) => database.read(() => findTraces(context, wanted)),
    };
    this.#heartbeat = alive && new Timer(alive.clock, () => this.#beat(), "background");
    this.#heartbeat?.set(this.#leaseMs / 3);
  }

  /**
   * Brings the tables up to date and opens the ledger, or checks them when it is only to be read; closing it closes the
   * database.
   *
   * @internal
   */
  static async open(database: SqlDatabase, options: LedgerOptions): Promise<SqlLedger> {
    try {
      const { clock, readOnly = false } = options;
      const { personalData, leaseMs, duplicateWindowMs, quarantine } = resolveLedgerOptions(options);
      const context: LedgerContext = {
        db: createQueryBuilder<LedgerTables>(database.dialect),
        dialect: database.dialect,
        worker: randomUUID(),
        duplicateWindowMs,
        personalData,
        quarantine,
        beingStaged: new Map(),
        mended: { atMs: 0 },
        now: clock === undefined ? () => database.now() : () => clock.now(),
      };
      const schema = { name: "ledger", migrations: ledgerMigrations };
      if (readOnly) {
        await assertUpToDate(database, schema);
        return new SqlLedger(database, context);
      }
      await migrate(database, schema);
      await database.write(() => stayAlive(context, leaseMs));
      return new SqlLedger(database, context, { clock: clock ?? systemClock, leaseMs });
    } catch (error) {
      await database.close();
      throw error;
    }
  }

  receive(message: ReceivedOrderMessage, options: ReceiveOptions): Promise<Receipt> {
    const { replayOf, trace } = options;
    if (replayOf === undefined) return this.#groups.run({ kind: "receive", message, options });
    return this.#database.write(() => receiveReplay(this.#context, message, { id: replayOf, trace }));
  }

  receiveInvalid(
    messageId: string,
    { answer, ...unhandled }: Unhandled & { readonly answer?: StagedMessage },
  ): Promise<{ readonly kind: "new"; readonly quarantine: QuarantineOutcome } | { readonly kind: "handled" }> {
    return this.#groups.run({ kind: "receive-invalid", key: inboxKey(messageId), unhandled, answer });
  }

  finish(
    message: ReceivedOrderMessage,
    options: FinishOptions = {},
  ): Promise<{ readonly quarantine?: QuarantineOutcome }> {
    const { replayOf } = options;
    if (replayOf === undefined) return this.#groups.run({ kind: "finish", message, options });
    return this.#database.write(() => finishReplay(this.#context, message, { ...options, replayOf }));
  }

  release(messageId: string): Promise<void> {
    return this.#database.write(() => release(this.#context, messageId));
  }

  stage(draft: Draft, { take = false }: StageOptions = {}): Promise<readonly StagedMessage[]> {
    return this.#groups.run({ kind: "stage", draft, take });
  }

  takeUnsent({ limit = 100, inHand = new Set() }: TakeOptions = {}): Promise<readonly MessageToSend[]> {
    return this.#groups.run({ kind: "take-unsent", limit, inHand });
  }

  markSent(messageIds: readonly string[]): Promise<void> {
    return this.#groups.run({ kind: "mark-sent", messageIds });
  }

  postpone(messageId: string, failure: { readonly errorCode: string; readonly maxDelayMs: number }): Promise<void> {
    return this.#database.write(() => postpone(this.#context, messageId, failure));
  }

  listUnsent(messageIds: readonly string[]): Promise<readonly UnsentMessage[]> {
    return this.#database.read(() => listUnsent(this.#context, messageIds));
  }

  outbox(): Promise<OutboxFill> {
    return this.#database.read(() => outboxFill(this.#context));
  }

  /** The time of the ledger in milliseconds since 1970: that of its database, unless it was opened with a clock. */
  now(): number {
    return this.#context.now();
  }

  check(): Promise<void> {
    return this.#stayAlive();
  }

  findCard(cardId: string): Promise<CardOrder | undefined> {
    return this.#database.read(() => findCard(this.#context, cardId));
  }

  findShipment(shipmentId: string): Promise<ShipmentView | undefined> {
    return this.#database.read(() => findShipment(this.#context, shipmentId));
  }

  /**
   * Stages messages within a transaction that the application has open on the same database; they are sent after it is
   * committed. Synchronous on SQLite, so that nothing else of the process can come between.
   *
   * @throws UsageError `TRANSACTION_HANDLE` when the connection belongs to another kind of database, or no transaction
   * is open on it
   */
  within(transaction: SqliteHandle): { stage(draft: Draft): readonly StagedMessage[] };
  within(transaction: PostgresHandle): { stage(draft: Draft): Promise<readonly StagedMessage[]> };
  within(transaction: SqliteHandle | PostgresHandle): StagingWithin;
  within(transaction: SqliteHandle | PostgresHandle): StagingWithin {
    const run = this.#database.join(transaction);
    if (run === undefined) throw noTransaction();
    return { stage: (draft) => run(stageWithin(this.#context, draft)) };
  }

  listCards(
    options: PageOptions & { readonly state?: CardState; readonly shipmentId?: string } = {},
  ): Promise<Page<CardRecord>> {
    return this.#database.read(() => listCards(this.#context, options));
  }

  countCards(): Promise<{ readonly [state in CardState]?: number }> {
    return this.#database.read(() => countCards(this.#context));
  }

  listShipments(options: PageOptions = {}): Promise<Page<ShipmentProgress>> {
    return this.#database.read(() => listShipments(this.#context, options));
  }

  listWaiting(options: PageOptions = {}): Promise<Page<WaitingNotification>> {
    return this.#database.read(() => listWaiting(this.#context, options));
  }

  listStuck(options: { readonly olderThanMs?: number; readonly limit?: number } = {}): Promise<readonly StuckItem[]> {
    return this.#database.read(() => listStuck(this.#context, options));
  }

  cardHistory(cardId: string, options: PageOptions = {}): Promise<Page<OrderEvent>> {
    return this.#database.read(() => cardHistory(this.#context, cardId, options));
  }

  findRequest(cardId: string): Promise<object | undefined> {
    return this.#database.read(() => findRequest(this.#context, cardId));
  }

  correct(correction: Correction): Promise<void> {
    return this.#database.write(() => correct(this.#context, correction));
  }

  resend(messageId: string): Promise<void> {
    return this.#database.write(() => resend(this.#context, messageId));
  }

  /**
   * Writes what an operator did with a message into the history of the cards that it concerns. Returns their number.
   *
   * @internal
   */
  noteOperator(done: { readonly messageId: string; readonly type: string }): Promise<number> {
    return this.#database.write(() => noteOperator(this.#context, done));
  }

  purge(options: PurgeOptions): Promise<{ readonly cards: number; readonly quarantined: number }> {
    return purge(this.#database, this.#context, options);
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #beat(): void {
    // A database that is away for a moment costs one beat; when it is away for longer, other workers may take over.
    this.#beating = this.#stayAlive()
      .catch(() => {})
      .finally(() => {
        if (this.#closing === undefined) this.#heartbeat?.set(this.#leaseMs / 3);
      });
  }

  async #stayAlive(): Promise<void> {
    await this.#database.adjustClock();
    await this.#database.write(() => stayAlive(this.#context, this.#leaseMs));
  }

  async #close(): Promise<void> {
    if (this.#heartbeat !== undefined) {
      this.#heartbeat.clear();
      await this.#beating;
      // If this fails, the claims of this worker are free a little later.
      await this.#database.write(() => leave(this.#context)).catch(() => {});
    }
    await this.#database.close();
  }
}

function noTransaction(): UsageError {
  return new UsageError("The connection has no open transaction on the ledger's database", {
    code: "TRANSACTION_HANDLE",
    help: "Pass a connection to the ledger's database on which the application has begun a transaction.",
  });
}
