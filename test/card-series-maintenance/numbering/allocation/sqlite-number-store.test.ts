import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, describe, expect, test } from "vitest";
import { openSqliteNumberStore } from "../../../../src/card-series-maintenance/numbering/allocation/sqlite-number-store.ts";
import { rejectionCode } from "../../../support/code-of.ts";
import { describeNumberStore } from "./conformance.ts";
import { describeEarlierTables } from "./earlier-tables.ts";

const folder = await mkdtemp(join(tmpdir(), "cardwright-numbers-"));
afterAll(() => rm(folder, { recursive: true }));

let databases = 0;
const freshPath = () => join(folder, `${++databases}.db`);

describeNumberStore("SQLite number store", async () => {
  const path = freshPath();
  return () => openSqliteNumberStore({ path });
});

describeEarlierTables("SQLite number tables", async () => {
  const path = freshPath();
  return {
    open: () => openSqliteNumberStore({ path }),
    async execute(sql) {
      using db = new DatabaseSync(path);
      return db.prepare(sql).all();
    },
  };
});

describe("openSqliteNumberStore", () => {
  test("says when the file cannot be opened", async () => {
    expect(await rejectionCode(openSqliteNumberStore({ path: join(folder, "missing", "numbers.db") }))).toBe(
      "NUMBER_STORE_UNAVAILABLE",
    );
  });

  test("says when it was closed", async () => {
    const store = await openSqliteNumberStore({ path: join(folder, "closed.db") });
    await store.close();
    await store.close();
    expect(await rejectionCode(store.report("any"))).toBe("NUMBER_STORE_UNAVAILABLE");
  });
});
