import { query, type SqlSteps } from "../../../../database/sql-steps.ts";
import type { NumberGap, NumberPoolReport } from "../number-store.ts";
import type { BlockState } from "../schema/tables.ts";
import { lockPool, type NumberTarget } from "./pools.ts";

// Transactions are generators of statements: see SqlSteps in database/sql-steps.ts.

/** Reports the state of all numbers of a pool. */
export function* report(target: NumberTarget, pool: string): SqlSteps<NumberPoolReport> {
  const { db, dialect } = target;
  const { first, last, next } = yield* lockPool(target, pool);
  const counts = yield* query(
    db
      .selectFrom("cardwright_number_block")
      .select(["state", (eb) => eb.fn.sum(eb(eb("last_number", "-", eb.ref("first_number")), "+", 1)).as("numbers")])
      .where("pool", "=", pool)
      .where((eb) => eb.or([eb("state", "<>", "leased"), eb("expires_at", ">", dialect.nowMs)]))
      .groupBy("state")
      .compile(),
  );
  const gaps = yield* query(
    db
      .selectFrom("cardwright_number_block")
      .select(["first_number", "last_number", "state", "owner", "leased_at"])
      .where("pool", "=", pool)
      .where((eb) =>
        eb.or([eb("state", "=", "late"), eb.and([eb("state", "=", "leased"), eb("expires_at", "<=", dialect.nowMs)])]),
      )
      .orderBy("first_number")
      .compile(),
  );
  const count = (state: BlockState) => Number(counts.find((row) => row.state === state)?.numbers ?? 0);
  return {
    name: pool,
    first,
    last,
    available: last - next + 1 + count("free"),
    leased: count("leased"),
    used: count("settled"),
    gaps: gaps.map(
      (row): NumberGap => ({
        first: Number(row.first_number),
        last: Number(row.last_number),
        reason: row.state === "late" ? "returned-late" : "lease-expired",
        owner: row.owner,
        leasedAt: new Date(Number(row.leased_at)),
      }),
    ),
  };
}
