import { randomUUID } from "node:crypto";
import { DatabaseError } from "../../../database/database-error.ts";
import type { SqlDatabase } from "../../../database/sql-database.ts";
import type { SqlSteps } from "../../../database/sql-steps.ts";
import { CardwrightError } from "../../../errors/cardwright-error.ts";
import type { LeasedBlock, NumberGap, NumberPool, NumberPoolReport, NumberStore } from "./number-store.ts";
import { query, type SqlRow, type SqlWords } from "./sql-steps.ts";

// A pool's row is locked first in every transaction that changes something, so changes to one pool happen one after the other.
//
// Block states: leased (maybe past its lease), settled (all of it used), free (given back in time, can be leased again),
// late (given back after its lease: never leased again, because a report may already have called it a gap).
const tables = [
  `CREATE TABLE IF NOT EXISTS cardwright_number_pool (
    name TEXT PRIMARY KEY,
    first_number BIGINT NOT NULL,
    last_number BIGINT NOT NULL,
    next_number BIGINT NOT NULL
  )`,
  `CREATE TABLE IF NOT EXISTS cardwright_number_block (
    id TEXT PRIMARY KEY,
    pool TEXT NOT NULL REFERENCES cardwright_number_pool (name),
    first_number BIGINT NOT NULL,
    last_number BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('leased', 'settled', 'free', 'late')),
    owner TEXT NOT NULL,
    leased_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
  )`,
  "CREATE INDEX IF NOT EXISTS cardwright_number_block_state ON cardwright_number_block (pool, state, first_number)",
];

/**
 * Keeps pools and leases in a database, whichever it is; makes the tables first. Closing the store closes the database.
 *
 * @throws CardwrightError `NUMBER_STORE_UNAVAILABLE`
 */
export async function openSqlNumberStore(open: () => Promise<SqlDatabase>, words: SqlWords): Promise<NumberStore> {
  const database = await available(open());
  const run = <Result>(steps: () => SqlSteps<Result>) => available(database.write(steps));
  const close = () => database.close();
  try {
    await run(() => createTables(words));
  } catch (error) {
    await close();
    throw error;
  }
  return {
    definePool: (pool) => run(() => definePool(words, pool)),
    lease: (request) => run(() => lease(words, request)),
    settle: (block, usedTo) => run(() => settle(words, block, usedTo)),
    report: (pool) => run(() => report(words, pool)),
    close,
    [Symbol.asyncDispose]: close,
  };
}

async function available<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    const { retryable, details, help, cause } = error;
    throw new CardwrightError(`The number store cannot be used. ${error.message}.`, {
      code: "NUMBER_STORE_UNAVAILABLE",
      retryable,
      details,
      help,
      cause,
    });
  }
}

function* createTables(words: SqlWords): SqlSteps<void> {
  // CREATE TABLE IF NOT EXISTS fails when two sessions run it at once; the lock's number is arbitrary.
  if (words.dialect === "postgres") yield* query(words, "SELECT pg_advisory_xact_lock(4081726301)");
  for (const table of tables) yield* query(words, table);
}

function* definePool(words: SqlWords, { name, first, last }: NumberPool): SqlSteps<void> {
  yield* query(
    words,
    `INSERT INTO cardwright_number_pool (name, first_number, last_number, next_number) VALUES ($1, $2, $3, $4)
     ON CONFLICT (name) DO NOTHING`,
    name,
    first,
    last,
    first,
  );
  const [row] = yield* query(
    words,
    "SELECT first_number, last_number FROM cardwright_number_pool WHERE name = $1",
    name,
  );
  if (row === undefined || Number(row["first_number"]) !== first || Number(row["last_number"]) !== last) {
    throw new CardwrightError(`The number pool ${name} is there with another range.`, {
      code: "NUMBER_POOL_MISMATCH",
      details: { pool: name },
      help: "Give each series a pool of its own, and keep its range: a pool cannot be changed once numbers were handed out.",
    });
  }
}

function* lease(
  words: SqlWords,
  request: { readonly pool: string; readonly size: number; readonly leaseMs: number; readonly owner: string },
): SqlSteps<LeasedBlock> {
  const { pool, size, leaseMs, owner } = request;
  const { next, last } = yield* lockPool(words, pool);
  const range =
    (yield* takeReturned(words, pool, size)) ?? (yield* takeFresh(words, pool, next, Math.min(last, next + size - 1)));
  const block = { id: randomUUID(), pool, ...range };
  yield* query(
    words,
    `INSERT INTO cardwright_number_block (id, pool, first_number, last_number, state, owner, leased_at, expires_at)
     VALUES ($1, $2, $3, $4, 'leased', $5, ${words.nowMs}, ${words.nowMs} + $6)`,
    block.id,
    pool,
    block.first,
    block.last,
    owner,
    leaseMs,
  );
  return block;
}

function* lockPool(words: SqlWords, pool: string): SqlSteps<{ first: number; last: number; next: number }> {
  const [row] = yield* query(
    words,
    `SELECT first_number, last_number, next_number FROM cardwright_number_pool WHERE name = $1${words.forUpdate}`,
    pool,
  );
  if (row === undefined) {
    throw new CardwrightError(`There is no number pool ${pool}.`, {
      code: "NUMBER_POOL_UNKNOWN",
      details: { pool },
      help: "Define it first.",
    });
  }
  return { first: Number(row["first_number"]), last: Number(row["last_number"]), next: Number(row["next_number"]) };
}

/** Takes the lowest numbers that were given back in time. */
function* takeReturned(
  words: SqlWords,
  pool: string,
  size: number,
): SqlSteps<{ first: number; last: number } | undefined> {
  const [row] = yield* query(
    words,
    `SELECT id, first_number, last_number FROM cardwright_number_block
     WHERE pool = $1 AND state = 'free' ORDER BY first_number LIMIT 1`,
    pool,
  );
  if (row === undefined) return undefined;
  const [id, first, last] = [String(row["id"]), Number(row["first_number"]), Number(row["last_number"])];
  if (last - first < size) {
    yield* query(words, "DELETE FROM cardwright_number_block WHERE id = $1", id);
    return { first, last };
  }
  yield* query(words, "UPDATE cardwright_number_block SET first_number = $1 WHERE id = $2", first + size, id);
  return { first, last: first + size - 1 };
}

/** Takes numbers that nobody had before. */
function* takeFresh(
  words: SqlWords,
  pool: string,
  first: number,
  last: number,
): SqlSteps<{ first: number; last: number }> {
  if (first > last) {
    throw new CardwrightError(`The number pool ${pool} has no number left.`, {
      code: "NUMBERS_EXHAUSTED",
      details: { pool },
      help: "Define another series, and a pool for it. The pool's report lists the gaps.",
    });
  }
  yield* query(words, "UPDATE cardwright_number_pool SET next_number = $1 WHERE name = $2", last + 1, pool);
  return { first, last };
}

function* settle(words: SqlWords, block: LeasedBlock, usedTo: number): SqlSteps<void> {
  yield* lockPool(words, block.pool);
  const [row] = yield* query(
    words,
    `SELECT owner, leased_at, expires_at, CASE WHEN expires_at > ${words.nowMs} THEN 'free' ELSE 'late' END AS rest_state
     FROM cardwright_number_block WHERE id = $1 AND state = 'leased'`,
    block.id,
  );
  // Settled before: a repeat after a lost answer.
  if (row === undefined) return;
  if (usedTo >= block.first) {
    yield* query(
      words,
      "UPDATE cardwright_number_block SET state = 'settled', last_number = $1 WHERE id = $2",
      usedTo,
      block.id,
    );
  } else {
    yield* query(words, "DELETE FROM cardwright_number_block WHERE id = $1", block.id);
  }
  if (usedTo >= block.last) return;
  yield* query(
    words,
    `INSERT INTO cardwright_number_block (id, pool, first_number, last_number, state, owner, leased_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    randomUUID(),
    block.pool,
    Math.max(usedTo + 1, block.first),
    block.last,
    String(row["rest_state"]),
    String(row["owner"]),
    Number(row["leased_at"]),
    Number(row["expires_at"]),
  );
}

function* report(words: SqlWords, pool: string): SqlSteps<NumberPoolReport> {
  const { first, last, next } = yield* lockPool(words, pool);
  const counts = yield* query(
    words,
    `SELECT state, SUM(last_number - first_number + 1) AS numbers FROM cardwright_number_block
     WHERE pool = $1 AND (state <> 'leased' OR expires_at > ${words.nowMs}) GROUP BY state`,
    pool,
  );
  const gaps = yield* query(
    words,
    `SELECT first_number, last_number, state, owner, leased_at FROM cardwright_number_block
     WHERE pool = $1 AND (state = 'late' OR (state = 'leased' AND expires_at <= ${words.nowMs})) ORDER BY first_number`,
    pool,
  );
  const count = (state: string) => Number(counts.find((row) => row["state"] === state)?.["numbers"] ?? 0);
  return {
    name: pool,
    first,
    last,
    available: last - next + 1 + count("free"),
    leased: count("leased"),
    used: count("settled"),
    gaps: gaps.map(gapOf),
  };
}

function gapOf(row: SqlRow): NumberGap {
  return {
    first: Number(row["first_number"]),
    last: Number(row["last_number"]),
    reason: row["state"] === "late" ? "returned-late" : "lease-expired",
    owner: String(row["owner"]),
    leasedAt: new Date(Number(row["leased_at"])),
  };
}
