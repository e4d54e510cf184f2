import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  openPostgresSeriesRegister,
  openSqliteSeriesRegister,
  type SeriesRegister,
} from "../../../../src/card-series-maintenance/numbering/allocation/series-register.ts";
import { rejectionCode } from "../../../support/code-of.ts";
import { postgresBinaries, startPostgres } from "../../../support/postgres.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "cardwright-register-"));
});
afterEach(() => rm(folder, { recursive: true }));

const plan = { prefix: "12345", name: "Spring", numberOfCards: 10 };

async function keepsItsPromises(open: () => Promise<SeriesRegister>): Promise<void> {
  await using register = await open();
  await using other = await open();
  // Two at once never get the same number.
  const defined = await Promise.all(
    Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? register : other).define(plan)),
  );
  expect(defined.map(({ series }) => series).sort((a, b) => a - b)).toEqual(
    Array.from({ length: 20 }, (_, index) => index + 1),
  );
  expect((await other.define({ ...plan, prefix: "54321" })).series).toBe(1);
  expect(await register.list("12345")).toHaveLength(20);
  const key = { prefix: "12345", series: 3 };
  expect(await register.show(key)).toMatchObject({ state: "defined", name: "Spring", totals: undefined });
  expect(await rejectionCode(register.show({ prefix: "12345", series: 21 }))).toBe("SERIES_UNKNOWN");
  // Generated once, continued with the same secret only.
  expect(await register.begin(key, "a")).toMatchObject({ state: "defined", series: 3 });
  expect(await other.begin(key, "a")).toMatchObject({ series: 3 });
  expect(await rejectionCode(other.begin(key, "b"))).toBe("SERIES_OTHER_SECRET");
  await register.finish(key, { cards: 10, sha256: "x" });
  await other.finish(key, { cards: 10, sha256: "x" });
  expect(await rejectionCode(other.finish(key, { cards: 10, sha256: "y" }))).toBe("SERIES_TOTALS");
  expect(await rejectionCode(register.begin(key, "a"))).toBe("SERIES_ALREADY_GENERATED");
  expect(await register.show(key)).toMatchObject({ state: "generated", totals: { cards: 10, sha256: "x" } });
}

describe("the register of series", () => {
  test("keeps its promises on SQLite", async () => {
    await keepsItsPromises(() => openSqliteSeriesRegister({ path: join(folder, "cards.db") }));
  });

  test.skipIf(postgresBinaries === undefined)("keeps its promises on PostgreSQL", async () => {
    await using server = await startPostgres();
    const connectionString = await server.createDatabase();
    await keepsItsPromises(() => openPostgresSeriesRegister({ connectionString }));
  });

  test("gives series numbers that are unique, though processes define at once and are killed", async () => {
    const path = join(folder, "cards.db");
    const main = fileURLToPath(new URL("../../../../src/cli/main.ts", import.meta.url));
    const define = (kill: boolean) => {
      const parameters = ["series", "define", "--register", path, "--prefix", "12345", "--name", "x", "--cards", "5"];
      const child = fork(main, parameters, { silent: true, execArgv: ["--no-warnings"] });
      if (kill) child.stdout?.once("data", () => child.kill("SIGKILL"));
      return once(child, "exit");
    };
    await Promise.all([define(false), define(true), define(false), define(true)]);
    await using register = await openSqliteSeriesRegister({ path });
    const numbers = (await register.list()).map(({ series }) => series);
    expect(numbers).toEqual([1, 2, 3, 4]);
  });
});
