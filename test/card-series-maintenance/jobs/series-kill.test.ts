import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { postgresBinaries, startPostgres } from "../../support/postgres.ts";
import { generateUnderFire } from "../../support/proofs/series-kill.ts";
import { seededRandom } from "../../support/seeded-random.ts";

// The bounded form of `npm run soak -- series-kill`: enough cards for the file to be written in several pieces.
async function survives(where: (folder: string) => Promise<string>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "cardwright-series-"));
  const options = { folder, cards: 70_000, kills: 3, random: seededRandom(3) };
  const outcome = await generateUnderFire({ ...options, where: await where(folder) });
  await rm(folder, { recursive: true });
  expect(outcome).toMatchObject({ cards: 70_000, duplicates: 0, missing: 0, wrongSeriesNumbers: 0, totalsAgree: true });
  expect(outcome.defined).toBeGreaterThanOrEqual(3);
}

describe("a series that two processes generate", () => {
  test("SQLite: has each number once, though they are killed", async () => {
    await survives(async (folder) => join(folder, "cards.db"));
  }, 60_000);

  test.skipIf(postgresBinaries === undefined)(
    "PostgreSQL: the same (needs a server: apt-get install postgresql)",
    async () => {
      await using server = await startPostgres();
      await survives(() => server.createDatabase());
    },
    60_000,
  );
});
