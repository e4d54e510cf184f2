import { type Expression, expressionBuilder, type SqlBool } from "kysely";
import { query, type SqlSteps } from "../../../database/sql-steps.ts";
import type { LedgerTables } from "../schema/tables.ts";
import type { LedgerContext, LedgerTarget } from "./context.ts";

// Transactions are generators of statements: see SqlSteps in database/sql-steps.ts.

/** Extends the life of this worker by a lease. */
export function* stayAlive({ db, dialect, worker, now }: LedgerContext, leaseMs: number): SqlSteps<void> {
  const row = { worker_id: worker, alive_until: now() + leaseMs };
  yield* query(
    dialect
      .upsert(db.insertInto("cardwright_worker").values(row), { key: ["worker_id"], update: ["alive_until"] })
      .compile(),
  );
  // Workers that ended without leaving; their leases ended long ago.
  yield* query(
    db
      .deleteFrom("cardwright_worker")
      .where("alive_until", "<", now() - 10 * leaseMs)
      .compile(),
  );
}

/** Removes this worker: everything it had claimed is free at once. */
export function* leave({ db, worker }: LedgerContext): SqlSteps<void> {
  yield* query(db.deleteFrom("cardwright_worker").where("worker_id", "=", worker).compile());
}

/** Whether a worker is alive, as a condition within a statement. */
export function isAlive({ db }: LedgerTarget, workerId: Expression<string | null>, now: number): Expression<SqlBool> {
  return expressionBuilder<LedgerTables>().exists(
    db
      .selectFrom("cardwright_worker")
      .select("worker_id")
      .where("worker_id", "=", workerId as Expression<string>)
      .where("alive_until", ">", now),
  );
}
