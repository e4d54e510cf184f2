import { describe, expect, test } from "vitest";
import { openNumberAllocator } from "../../../../src/card-series-maintenance/numbering/allocation/number-allocator.ts";
import type { NumberStore } from "../../../../src/card-series-maintenance/numbering/allocation/number-store.ts";

// The statements with which version 0.1.0 made its tables, without recording a migration.
const earlierTables = [
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

// 1 to 4 used, 5 to 10 given back, 11 to 20 leased long ago, 21 to 30 returned late, 31 to 40 leased for ever.
const earlierRows = [
  "INSERT INTO cardwright_number_pool VALUES ('12345-01', 1, 100, 41)",
  `INSERT INTO cardwright_number_block VALUES
    ('a', '12345-01', 1, 4, 'settled', 'first', 1000, 2000),
    ('b', '12345-01', 5, 10, 'free', 'first', 1000, 2000),
    ('c', '12345-01', 11, 20, 'leased', 'gone', 1000, 2000),
    ('d', '12345-01', 21, 30, 'late', 'late', 1000, 2000),
    ('e', '12345-01', 31, 40, 'leased', 'busy', 1000, 9000000000000)`,
];

/** A fresh database, to run SQL on and to open number stores on. */
export interface EarlierDatabase {
  execute(sql: string): Promise<readonly unknown[]>;
  open(): Promise<NumberStore>;
}

/** Number tables of version 0.1.0 are kept with all that they hold. */
export function describeEarlierTables(name: string, prepare: () => Promise<EarlierDatabase>): void {
  describe(name, () => {
    const pool = { name: "12345-01", first: 1, last: 100 };

    test("tables of version 0.1.0 are adopted, and no number of theirs is lost or allocated twice", async () => {
      const { execute, open } = await prepare();
      for (const statement of [...earlierTables, ...earlierRows]) await execute(statement);
      await using store = await open();
      await using again = await open();
      expect(await again.report(pool.name)).toEqual({
        ...pool,
        available: 66,
        leased: 10,
        used: 4,
        gaps: [
          { first: 11, last: 20, reason: "lease-expired", owner: "gone", leasedAt: new Date(1000) },
          { first: 21, last: 30, reason: "returned-late", owner: "late", leasedAt: new Date(1000) },
        ],
      });
      await using numbers = await openNumberAllocator({ store, pool, blockSize: 10 });
      const taken = await Promise.all(Array.from({ length: 8 }, () => numbers.allocate()));
      expect(taken).toEqual([5, 6, 7, 8, 9, 10, 41, 42]);
      expect(
        await execute("SELECT version, name FROM cardwright_migration WHERE schema_name = 'numbers'"),
      ).toMatchObject([{ version: 1, name: "pools and blocks" }, { version: 2 }]);
    });

    test("a process of version 0.1.0 works on with the tables of this one", async () => {
      const { execute, open } = await prepare();
      await using store = await open();
      await store.definePool(pool);
      for (const statement of earlierTables) await execute(statement);
      await execute(
        "INSERT INTO cardwright_number_block VALUES ('e', '12345-01', 1, 10, 'leased', 'earlier', 1000, 9000000000000)",
      );
      await execute("UPDATE cardwright_number_pool SET next_number = 11");
      expect(await store.lease({ pool: pool.name, size: 10, leaseMs: 1_000, owner: "this" })).toMatchObject({
        first: 11,
        last: 20,
      });
      const strange = "INSERT INTO cardwright_number_block VALUES ('x', '12345-01', 1, 1, 'strange', 'x', 1, 1)";
      await expect(execute(strange)).rejects.toThrow(/constraint/i);
      const orphan = "INSERT INTO cardwright_number_block VALUES ('x', 'unknown', 1, 1, 'free', 'x', 1, 1)";
      await expect(execute(orphan)).rejects.toThrow(/constraint/i);
    });

    test("tables of a newer version are refused", async () => {
      const { execute, open } = await prepare();
      await (await open()).close();
      await execute("INSERT INTO cardwright_migration VALUES ('numbers', 99, 'of the future', 1)");
      await expect(open()).rejects.toMatchObject({ name: "DatabaseError", code: "SCHEMA_NEWER" });
    });
  });
}
