import { query, type SqlSteps } from "../../../../database/sql-steps.ts";
import { type StatementTarget, statement } from "../../../../database/statement.ts";
import { ConfigurationError } from "../../../../errors/configuration-error.ts";
import { UsageError } from "../../../../errors/usage-error.ts";
import type { NumberPool } from "../number-store.ts";
import type { NumberTables } from "../schema/tables.ts";

// Transactions are generators of statements: see SqlSteps in database/sql-steps.ts.

/** What the statements of a number store are built with. */
export type NumberTarget = StatementTarget<NumberTables>;

const selectForUpdate = statement(["pool"], ({ db, dialect }: NumberTarget, { pool }: { readonly pool: string }) =>
  dialect.forUpdate(
    db
      .selectFrom("cardwright_number_pool")
      .select(["first_number", "last_number", "next_number"])
      .where("name", "=", pool),
  ),
);

/** Defines a pool, unless it exists with the same range. */
export function* definePool({ db, dialect }: NumberTarget, { name, first, last }: NumberPool): SqlSteps<void> {
  const row = { name, first_number: first, last_number: last, next_number: first };
  yield* query(
    dialect.upsert(db.insertInto("cardwright_number_pool").values(row), { key: ["name"], update: [] }).compile(),
  );
  const [existing] = yield* query(
    db.selectFrom("cardwright_number_pool").select(["first_number", "last_number"]).where("name", "=", name).compile(),
  );
  if (Number(existing?.first_number) !== first || Number(existing?.last_number) !== last) {
    throw new ConfigurationError(`Number pool "${name}" exists with another range`, {
      code: "NUMBER_POOL_MISMATCH",
      details: { pool: name },
      help: "Give each series a pool of its own, and keep its range: it cannot change once numbers were allocated.",
    });
  }
}

/**
 * Reads a pool and locks it. Every transaction that changes something locks the pool first, so that changes to one pool
 * happen one after the other.
 */
export function* lockPool(
  target: NumberTarget,
  pool: string,
): SqlSteps<{ readonly first: number; readonly last: number; readonly next: number }> {
  const [row] = yield* query(selectForUpdate(target, { pool }));
  if (row === undefined) {
    throw new UsageError(`Unknown number pool "${pool}"`, {
      code: "NUMBER_POOL_UNKNOWN",
      details: { pool },
      help: "Define the pool first.",
    });
  }
  return { first: Number(row.first_number), last: Number(row.last_number), next: Number(row.next_number) };
}
