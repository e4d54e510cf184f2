import { type Expression, expressionBuilder, type SqlBool } from "kysely";
import { query, type SqlSteps } from "../../../database/sql-steps.ts";
import type { LedgerTables } from "../schema/tables.ts";
import { type LedgerContext, type LedgerTarget, type Moment, maxClockSkewMs } from "./context.ts";

// Transactions are generators of statements: see SqlSteps in database/sql-steps.ts.

/** Extends the life of this worker by a lease. */
export function* stayAlive(context: LedgerContext, leaseMs: number): SqlSteps<void> {
  const { db, dialect, worker } = context;
  const now = context.now();
  const row = { worker_id: worker, alive_until: now + leaseMs, seen_at: now };
  const conflict = { key: ["worker_id"], update: ["alive_until", "seen_at"] } as const;
  yield* query(dialect.upsert(db.insertInto("cardwright_worker").values(row), conflict).compile());
  // Workers that ended without leaving: their leases ended long ago, or began when a clock was wrong.
  yield* query(
    db
      .deleteFrom("cardwright_worker")
      .where((eb) => eb.or([eb("alive_until", "<", now - 10 * leaseMs), eb("seen_at", ">", now + 10 * maxClockSkewMs)]))
      .compile(),
  );
}

/** Removes this worker: everything it had claimed is free at once. */
export function* leave({ db, worker }: LedgerContext): SqlSteps<void> {
  yield* query(db.deleteFrom("cardwright_worker").where("worker_id", "=", worker).compile());
}

/** Whether a worker is alive, as a condition within a statement. */
export function isAlive(
  { db }: LedgerTarget,
  workerId: Expression<string | null>,
  { now, believedUntil }: Moment,
): Expression<SqlBool> {
  return expressionBuilder<LedgerTables>().exists(
    db
      .selectFrom("cardwright_worker")
      .select("worker_id")
      .where("worker_id", "=", workerId as Expression<string>)
      .where("alive_until", ">", now)
      .where((eb) => eb.or([eb("seen_at", "is", null), eb("seen_at", "<=", believedUntil)])),
  );
}
