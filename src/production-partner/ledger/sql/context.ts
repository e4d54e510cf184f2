import type { StatementTarget } from "../../../database/statement.ts";
import type { PersonalData } from "../personal-data.ts";
import type { QuarantineLimits } from "../quarantine.ts";
import type { LedgerTables } from "../schema/tables.ts";

/** What the statements of the ledger are built with. */
export type LedgerTarget = StatementTarget<LedgerTables>;

/** The values of a statement about a list of ids. */
export interface Ids {
  readonly ids: readonly string[];
}

/** What the steps of every transaction of a ledger need: see SqlSteps in database/sql-steps.ts. */
export interface LedgerContext extends LedgerTarget {
  /** The id that claims and leases are held under; a new one each time that a ledger is opened. */
  readonly worker: string;
  /** How long the queue recognizes a duplicate, in milliseconds. */
  readonly duplicateWindowMs: number;
  readonly personalData: PersonalData;
  readonly quarantine: QuarantineLimits;
  now(): number;
}
