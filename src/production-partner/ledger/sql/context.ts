import type { Kysely } from "kysely";
import type { SqlDialect } from "../../../database/sql-database.ts";
import type { PersonalData } from "../personal-data.ts";
import type { LedgerTables } from "../schema/tables.ts";

/** What the steps of every transaction of a ledger need. */
export interface LedgerContext {
  readonly db: Kysely<LedgerTables>;
  readonly dialect: SqlDialect;
  /** Who claims and leases; another one each time that a ledger is opened. */
  readonly worker: string;
  /** How long the queue recognizes a message that is sent again. */
  readonly duplicateWindowMs: number;
  readonly personalData: PersonalData;
  now(): number;
}
