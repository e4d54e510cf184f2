import fs from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { SqlDatabase } from "../../../src/database/sql-database.ts";
import type { SqlSteps } from "../../../src/database/sql-steps.ts";
import { openSqliteDatabase } from "../../../src/database/sqlite/sqlite-database.ts";

type Done = (error: NodeJS.ErrnoException | null) => void;

/** Holds each call that brings a file to the disk, after the disk has done its part. */
function holdDisk(): Done[] {
  const held: Done[] = [];
  vi.spyOn(fs, "fdatasync").mockImplementation((_file, done) => void held.push(done));
  return held;
}

function* insert(id: number): SqlSteps<number> {
  yield { sql: "insert into job (id) values (?)", parameters: [id] };
  return id;
}

function* count(): SqlSteps<unknown> {
  return yield { sql: "select id from job order by id", parameters: [] };
}

async function openDatabase(): Promise<{ readonly database: SqlDatabase } & AsyncDisposable> {
  const folder = await mkdtemp(join(tmpdir(), "cardwright-wal-"));
  const database = await openSqliteDatabase({ path: join(folder, "jobs.db") });
  await database.write(function* () {
    yield { sql: "create table job (id integer primary key)", parameters: [] };
  });
  return {
    database,
    async [Symbol.asyncDispose]() {
      vi.restoreAllMocks();
      await database.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** Which of some promises are settled after all that can happen without the disk has happened. */
async function settled(database: SqlDatabase, promises: readonly Promise<unknown>[]): Promise<readonly boolean[]> {
  const states = promises.map(() => false);
  for (const [index, promise] of promises.entries()) {
    const note = () => {
      states[index] = true;
    };
    promise.then(note, note);
  }
  // Each is a turn of the event loop in which waiting transactions run.
  for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
  await database.read(count);
  return states;
}

describe("an SQLite database on the disk", () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  test("tells that a transaction is durable only when the disk has it, and runs others meanwhile", async () => {
    await using opened = await openDatabase();
    const { database } = opened;
    const held = holdDisk();
    const first = database.write(() => insert(1));
    expect(await settled(database, [first])).toEqual([false]);
    const others = [database.write(() => insert(2)), database.write(() => insert(3))];
    expect(await settled(database, [first, ...others])).toEqual([false, false, false]);
    // Committed all the same: whoever reads sees them.
    expect(await database.read(count)).toEqual([{ id: 1 }, { id: 2 }, { id: 3 }]);
    // One at a time, and the next is for all that were committed meanwhile.
    expect(held).toHaveLength(1);
    held.shift()?.(null);
    expect(await settled(database, [first, ...others])).toEqual([true, false, false]);
    expect(held).toHaveLength(1);
    held.shift()?.(null);
    expect(await Promise.all([first, ...others])).toEqual([1, 2, 3]);
  });

  test("does not wait for the disk where the caller need not", async () => {
    await using opened = await openDatabase();
    const { database } = opened;
    const held = holdDisk();
    const results: number[] = [];
    const whenCommitted = (id: number) => {
      results.push(id);
      return false;
    };
    expect(await database.write(() => insert(1), { whenCommitted })).toBe(1);
    expect([results, held]).toEqual([[1], []]);
  });

  test.each([
    ["EIO", "the disk does not read or write"],
    ["ENOSPC", "the disk is full"],
  ])("tells that the disk failed (%s), and goes on when it works again", async (code, reason) => {
    await using opened = await openDatabase();
    const { database } = opened;
    const held = holdDisk();
    const failing = database.write(() => insert(1));
    await settled(database, [failing]);
    held.shift()?.(Object.assign(new Error(`${code}: fdatasync`), { code }));
    await expect(failing).rejects.toMatchObject({ code: "DATABASE", message: expect.stringContaining(reason) });
    vi.restoreAllMocks();
    expect(await database.write(() => insert(2))).toBe(2);
  });

  test("closes only when the disk has what was committed", async () => {
    await using opened = await openDatabase();
    const { database } = opened;
    const held = holdDisk();
    const writing = database.write(() => insert(1));
    const closing = database.close();
    for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate);
    const isClosed = vi.fn();
    void closing.then(isClosed);
    await new Promise(setImmediate);
    expect(isClosed).not.toHaveBeenCalled();
    held.shift()?.(null);
    await closing;
    expect(await writing).toBe(1);
  });

  test("leaves a database in memory without a file to bring to the disk", async () => {
    const database = await openSqliteDatabase({ path: ":memory:" });
    const held = holdDisk();
    await database.write(function* () {
      yield { sql: "create table job (id integer primary key)", parameters: [] };
    });
    expect(held).toEqual([]);
    await database.close();
  });
});
