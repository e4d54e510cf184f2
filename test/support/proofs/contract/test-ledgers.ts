import {
  type LedgerOptions,
  openPostgresLedger,
  openSqliteLedger,
  type SqlLedger,
} from "../../../../src/production-partner/ledger/index.ts";
import { postgresBinaries, startPostgres, type TestPostgres } from "../../postgres.ts";

/** The databases that a proof runs on; PostgreSQL only where its programs are installed. */
export const databases: readonly ("SQLite" | "PostgreSQL")[] =
  postgresBinaries === undefined ? ["SQLite"] : ["SQLite", "PostgreSQL"];

/** Opens empty ledgers, on one PostgreSQL server that starts with the first that needs it. */
export class TestLedgers implements AsyncDisposable {
  #server: Promise<TestPostgres> | undefined;

  async open(database: (typeof databases)[number], options: LedgerOptions = {}): Promise<SqlLedger> {
    if (database === "SQLite") return openSqliteLedger({ path: ":memory:", ...options });
    this.#server ??= startPostgres();
    const connectionString = await (await this.#server).createDatabase();
    return openPostgresLedger({ connectionString, ...options });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await (await this.#server)?.close();
  }
}
