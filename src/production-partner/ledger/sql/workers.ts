import { type Expression, expressionBuilder, type SqlBool } from "kysely";
import { query, type SqlSteps } from "../../../database/sql-steps.ts";
import type { StatementTarget } from "../../../database/statement.ts";
import type { LedgerTables } from "../schema/tables.ts";
import type { LedgerContext } from "./context.ts";

/** Says that this worker lives for another while. */
export function* stayAlive({ db, worker, now }: LedgerContext, leaseMs: number): SqlSteps<void> {
  const row = { worker_id: worker, alive_until: now() + leaseMs };
  yield* query(
    db
      .insertInto("cardwright_worker")
      .values(row)
      .onConflict((conflict) => conflict.column("worker_id").doUpdateSet({ alive_until: row.alive_until }))
      .compile(),
  );
  // Those that ended without a word; they count as gone long before.
  yield* query(
    db
      .deleteFrom("cardwright_worker")
      .where("alive_until", "<", now() - 10 * leaseMs)
      .compile(),
  );
}

/** Says that this worker is gone: what it had claimed is free at once. */
export function* leave({ db, worker }: LedgerContext): SqlSteps<void> {
  yield* query(db.deleteFrom("cardwright_worker").where("worker_id", "=", worker).compile());
}

/** Whether a worker lives, as a condition within a statement. */
export function isAlive(
  { db }: StatementTarget<LedgerTables>,
  workerId: Expression<string | null>,
  now: number,
): Expression<SqlBool> {
  return expressionBuilder<LedgerTables>().exists(
    db
      .selectFrom("cardwright_worker")
      .select("worker_id")
      .where("worker_id", "=", workerId as Expression<string>)
      .where("alive_until", ">", now),
  );
}
