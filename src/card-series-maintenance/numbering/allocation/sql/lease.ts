import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { query, run, type SqlSteps } from "../../../../database/sql-steps.ts";
import { statement } from "../../../../database/statement.ts";
import { CardwrightError } from "../../../../errors/cardwright-error.ts";
import type { LeasedBlock, NumberRange, NumberStore } from "../number-store.ts";
import type { BlockState } from "../schema/tables.ts";
import { lockPool, type NumberTarget } from "./pools.ts";

// Transactions are generators of statements: see SqlSteps in database/sql-steps.ts.

interface BlockId {
  readonly id: string;
}

const selectFree = statement(["pool"], ({ db }: NumberTarget, { pool }: { readonly pool: string }) =>
  db
    .selectFrom("cardwright_number_block")
    .select(["id", "first_number", "last_number"])
    .where("pool", "=", pool)
    .where("state", "=", "free")
    .orderBy("first_number")
    .limit(1),
);

const shortenBlock = statement(
  ["id", "first"],
  ({ db }: NumberTarget, { id, first }: BlockId & Pick<NumberRange, "first">) =>
    db.updateTable("cardwright_number_block").set({ first_number: first }).where("id", "=", id),
);

const settleBlock = statement(
  ["id", "last"],
  ({ db }: NumberTarget, { id, last }: BlockId & Pick<NumberRange, "last">) =>
    db.updateTable("cardwright_number_block").set({ state: "settled", last_number: last }).where("id", "=", id),
);

const deleteBlock = statement(["id"], ({ db }: NumberTarget, { id }: BlockId) =>
  db.deleteFrom("cardwright_number_block").where("id", "=", id),
);

const advancePool = statement(
  ["pool", "next"],
  ({ db }: NumberTarget, { pool, next }: { readonly pool: string; readonly next: number }) =>
    db.updateTable("cardwright_number_pool").set({ next_number: next }).where("name", "=", pool),
);

const insertLeased = statement(
  ["id", "pool", "first", "last", "owner", "leaseMs"],
  (
    { db, dialect }: NumberTarget,
    { id, pool, first, last, owner, leaseMs }: LeasedBlock & { readonly owner: string; readonly leaseMs: number },
  ) =>
    db.insertInto("cardwright_number_block").values({
      id,
      pool,
      first_number: first,
      last_number: last,
      state: "leased",
      owner,
      leased_at: dialect.nowMs,
      expires_at: sql<number>`${dialect.nowMs} + ${leaseMs}`,
    }),
);

const selectLeased = statement(["id"], ({ db, dialect }: NumberTarget, { id }: BlockId) =>
  db
    .selectFrom("cardwright_number_block")
    .select(["owner", "leased_at", "expires_at"])
    .select(sql<BlockState>`case when expires_at > ${dialect.nowMs} then 'free' else 'late' end`.as("rest_state"))
    .where("id", "=", id)
    .where("state", "=", "leased"),
);

/** Leases up to `size` numbers: those that were given back in time, else new ones. */
export function* lease(
  target: NumberTarget,
  { pool, size, leaseMs, owner }: Parameters<NumberStore["lease"]>[0],
): SqlSteps<LeasedBlock> {
  const { next, last } = yield* lockPool(target, pool);
  const range =
    (yield* takeReturned(target, pool, size)) ??
    (yield* takeNew(target, pool, { first: next, last: Math.min(last, next + size - 1) }));
  const block = { id: randomUUID(), pool, ...range };
  yield* run(insertLeased(target, { ...block, owner, leaseMs }));
  return block;
}

/** Takes the lowest numbers that were given back in time. */
function* takeReturned(target: NumberTarget, pool: string, size: number): SqlSteps<NumberRange | undefined> {
  const [row] = yield* query(selectFree(target, { pool }));
  if (row === undefined) return undefined;
  const { id } = row;
  const [first, last] = [Number(row.first_number), Number(row.last_number)];
  if (last - first < size) {
    yield* run(deleteBlock(target, { id }));
    return { first, last };
  }
  yield* run(shortenBlock(target, { id, first: first + size }));
  return { first, last: first + size - 1 };
}

/** Takes numbers that were never leased. */
function* takeNew(target: NumberTarget, pool: string, range: NumberRange): SqlSteps<NumberRange> {
  if (range.first > range.last) {
    throw new CardwrightError(`Number pool "${pool}" is exhausted`, {
      code: "NUMBERS_EXHAUSTED",
      details: { pool },
      help: "Define another series, and a pool for it. The report of the pool lists the gaps.",
    });
  }
  yield* run(advancePool(target, { pool, next: range.last + 1 }));
  return range;
}

/** Gives a block back: its numbers up to `usedTo` are used, the others are free, or a gap when the lease has ended. */
export function* settle(target: NumberTarget, block: LeasedBlock, usedTo: number): SqlSteps<void> {
  const { id, pool, first, last } = block;
  yield* lockPool(target, pool);
  const [row] = yield* query(selectLeased(target, { id }));
  // Settled before: this is a repeat after a lost answer.
  if (row === undefined) return;
  yield* run(usedTo >= first ? settleBlock(target, { id, last: usedTo }) : deleteBlock(target, { id }));
  if (usedTo >= last) return;
  const rest = {
    id: randomUUID(),
    pool,
    first_number: Math.max(usedTo + 1, first),
    last_number: last,
    state: row.rest_state,
    owner: row.owner,
    leased_at: Number(row.leased_at),
    expires_at: Number(row.expires_at),
  };
  yield* run(target.db.insertInto("cardwright_number_block").values(rest).compile());
}
