import type { SqlDatabase } from "../../database/sql-database.ts";
import type { Page, PageOptions } from "./page.ts";
import { limitOf } from "./page-cursor.ts";
import type {
  Quarantine,
  QuarantineCause,
  QuarantinedMessage,
  QuarantineEntry,
  QuarantineFill,
  QuarantineFilter,
} from "./quarantine.ts";
import type { LedgerContext } from "./sql/context.ts";
import {
  dismissEntry,
  keepEntry,
  listEntries,
  listRequested,
  quarantineFill,
  requestReplay,
  showEntry,
  takeForReplay,
} from "./sql/quarantine-records.ts";

/** The {@link Quarantine} of a ledger in a database. */
export class SqlQuarantine implements Quarantine {
  readonly #database: SqlDatabase;
  readonly #context: LedgerContext;

  constructor(database: SqlDatabase, context: LedgerContext) {
    this.#database = database;
    this.#context = context;
  }

  list(options: PageOptions & QuarantineFilter = {}): Promise<Page<QuarantineEntry>> {
    return this.#database.read(() => listEntries(this.#context, options));
  }

  show(id: string): Promise<QuarantinedMessage | undefined> {
    return this.#database.read(() => showEntry(this.#context, id));
  }

  fill(): Promise<QuarantineFill> {
    return this.#database.read(() => quarantineFill(this.#context));
  }

  takeForReplay(id: string): Promise<QuarantinedMessage> {
    return this.#database.read(() => takeForReplay(this.#context, id));
  }

  keep(id: string, cause: QuarantineCause): Promise<void> {
    return this.#database.write(() => keepEntry(this.#context, id, cause));
  }

  dismiss(id: string): Promise<void> {
    return this.#database.write(() => dismissEntry(this.#context, id));
  }

  requestReplay(id: string): Promise<void> {
    return this.#database.write(() => requestReplay(this.#context, id));
  }

  async listRequested(options: { readonly limit?: number } = {}): Promise<readonly string[]> {
    const limit = limitOf(options);
    return this.#database.read(() => listRequested(this.#context, limit));
  }
}
