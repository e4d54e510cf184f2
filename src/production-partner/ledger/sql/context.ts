import type { StatementTarget } from "../../../database/statement.ts";
import type { PersonalData } from "../personal-data.ts";
import type { QuarantineLimits } from "../quarantine.ts";
import type { LedgerTables } from "../schema/tables.ts";

/** What the statements of the ledger are built with. */
export type LedgerTarget = StatementTarget<LedgerTables>;

/**
 * By how much the clocks of processes on one database may differ, in milliseconds. What is dated further ahead was written
 * by a clock that was wrong: leases and waits that begin then are over.
 */
export const maxClockSkewMs = 60_000;

/** The time, and until when what a clock wrote is believed. */
export interface Moment {
  readonly now: number;
  readonly believedUntil: number;
}

/** The present moment. */
export function momentOf(context: LedgerContext): Moment {
  const now = context.now();
  return { now, believedUntil: now + maxClockSkewMs };
}

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
  /** The messages that transactions under way stage for their callers to send at once; by the draft they are of. */
  readonly beingStaged: Map<object, readonly string[]>;
  /** When `mendWaits` last ran: it need not run with each look into the outbox. */
  readonly mended: { atMs: number };
  now(): number;
}
