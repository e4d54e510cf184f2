import { randomUUID } from "node:crypto";
import { migrate } from "../database/migrate.ts";
import type { SqlDatabase } from "../database/sql-database.ts";
import { statementsFor } from "../database/statements.ts";
import type { CardOrder, Refusal } from "../orders/index.ts";
import type {
  Draft,
  NotificationMessage,
  OrderLedger,
  Receipt,
  ReceivedMessage,
  ShipmentView,
} from "./order-ledger.ts";
import { PersonalData, type PersonalDataPolicy } from "./personal-data.ts";
import { ledgerMigrations } from "./schema/migrations.ts";
import type { LedgerTables } from "./schema/tables.ts";
import type { LedgerContext } from "./sql/context.ts";
import { findCard, findShipment } from "./sql/find.ts";
import { listUnsent, markSent, postpone, takeUnsent } from "./sql/outbox.ts";
import { finish, receive, receiveInvalid, release } from "./sql/receive.ts";
import { stageDraft } from "./sql/stage.ts";
import { leave, stayAlive } from "./sql/workers.ts";

/** Options of a durable ledger, on whichever database. */
export interface LedgerOptions {
  /** What is stored of names, addresses and card elements. Default `"keep"`. */
  readonly personalData?: PersonalDataPolicy;
  /**
   * How long another worker waits for a process that went silent before it takes over what that one had in hand, in
   * milliseconds. Default 30 000. Longer than the process may ever stand still.
   */
  readonly leaseMs?: number;
  /** How long the queue to NGOC recognizes duplicates, in milliseconds. Default 5 days (S1). */
  readonly duplicateWindowMs?: number;
  /** Tells the time in milliseconds since 1970, for tests. Default: the database's idea of it. */
  readonly now?: () => number;
}

const day = 24 * 60 * 60 * 1000;

/**
 * An {@link OrderLedger} in a database: nothing of it is lost with the process, and several processes may have it open.
 * Made by `openSqliteLedger` and `openPostgresLedger`.
 */
export class SqlLedger implements OrderLedger, AsyncDisposable {
  readonly #database: SqlDatabase;
  readonly #context: LedgerContext;
  readonly #leaseMs: number;
  readonly #heartbeat: NodeJS.Timeout;
  #beating: Promise<void> = Promise.resolve();
  #closing: Promise<void> | undefined;

  private constructor(database: SqlDatabase, context: LedgerContext, leaseMs: number) {
    this.#database = database;
    this.#context = context;
    this.#leaseMs = leaseMs;
    this.#heartbeat = setInterval(() => this.#beat(), leaseMs / 3).unref();
  }

  /** Brings the tables up to date and opens the ledger; closing it closes the database. */
  static async open(database: SqlDatabase, options: LedgerOptions): Promise<SqlLedger> {
    const { personalData = "keep", leaseMs = 30_000, duplicateWindowMs = 5 * day } = options;
    const context: LedgerContext = {
      db: statementsFor<LedgerTables>(database.dialect),
      dialect: database.dialect,
      worker: randomUUID(),
      duplicateWindowMs,
      personalData: new PersonalData(personalData),
      now: options.now ?? (() => database.now()),
    };
    try {
      await migrate(database, { name: "ledger", migrations: ledgerMigrations });
      await database.write(() => stayAlive(context, leaseMs));
    } catch (error) {
      await database.close();
      throw error;
    }
    return new SqlLedger(database, context, leaseMs);
  }

  receive(
    message: ReceivedMessage,
    answerRefusal: (refusal: Refusal) => NotificationMessage | undefined,
  ): Promise<Receipt> {
    return this.#database.write(() => receive(this.#context, message, answerRefusal));
  }

  receiveInvalid(
    messageId: string,
    answer: NotificationMessage | undefined,
  ): Promise<{ readonly kind: "new" | "handled" }> {
    return this.#database.write(() => receiveInvalid(this.#context, messageId, answer));
  }

  finish(messageId: string, answer?: NotificationMessage): Promise<void> {
    return this.#database.write(() => finish(this.#context, messageId, answer));
  }

  release(messageId: string): Promise<void> {
    return this.#database.write(() => release(this.#context, messageId));
  }

  stage(draft: Draft): Promise<readonly NotificationMessage[]> {
    return this.#database.write(() => stageDraft(this.#context, draft));
  }

  takeUnsent(options: { readonly limit?: number } = {}): Promise<readonly NotificationMessage[]> {
    return this.#database.write(() => takeUnsent(this.#context, options.limit ?? 100));
  }

  markSent(messageIds: readonly string[]): Promise<void> {
    return this.#database.write(() => markSent(this.#context, messageIds));
  }

  postpone(messageId: string, failure: { readonly errorCode: string; readonly longestMs: number }): Promise<void> {
    return this.#database.write(() => postpone(this.#context, messageId, failure));
  }

  listUnsent(messageIds: readonly string[]): Promise<readonly string[]> {
    return this.#database.read(() => listUnsent(this.#context, messageIds));
  }

  findCard(cardId: string): Promise<CardOrder | undefined> {
    return this.#database.read(() => findCard(this.#context, cardId));
  }

  findShipment(shipmentId: string): Promise<ShipmentView | undefined> {
    return this.#database.read(() => findShipment(this.#context, shipmentId));
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #beat(): void {
    // A database that is away for a moment costs a beat; for longer, others may take over.
    this.#beating = this.#database.write(() => stayAlive(this.#context, this.#leaseMs)).catch(() => {});
  }

  async #close(): Promise<void> {
    clearInterval(this.#heartbeat);
    await this.#beating;
    // Without it, what this worker had in hand is free a little later.
    await this.#database.write(() => leave(this.#context)).catch(() => {});
    await this.#database.close();
  }
}
