import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { openSqliteNumberStore } from "../../../../src/card-series-maintenance/numbering/allocation/sqlite-number-store.ts";
import { rejectionCode } from "../../../support/code-of.ts";
import { describeNumberStore } from "./conformance.ts";

const folder = await mkdtemp(join(tmpdir(), "cardwright-numbers-"));
afterAll(() => rm(folder, { recursive: true }));

let databases = 0;
describeNumberStore("SQLite number store", async () => {
  databases += 1;
  const path = join(folder, `${databases}.db`);
  return () => openSqliteNumberStore({ path });
});

describe("openSqliteNumberStore", () => {
  it("says when the file cannot be opened", async () => {
    expect(await rejectionCode(openSqliteNumberStore({ path: join(folder, "missing", "numbers.db") }))).toBe(
      "NUMBER_STORE_UNAVAILABLE",
    );
  });

  it("says when it was closed", async () => {
    const store = await openSqliteNumberStore({ path: join(folder, "closed.db") });
    await store.close();
    await store.close();
    expect(await rejectionCode(store.report("any"))).toBe("NUMBER_STORE_UNAVAILABLE");
  });
});
