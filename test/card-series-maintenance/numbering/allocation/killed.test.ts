import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { postgresBinaries, startPostgres } from "../../../support/postgres.ts";
import { allocateUnderFire } from "../../../support/proofs/allocation.ts";
import { seededRandom } from "../../../support/seeded-random.ts";

// The bounded form of `npm run soak -- allocation`.
async function survives(where: (folder: string) => Promise<string>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "cardwright-numbers-"));
  const options = { folder, numbers: 3_000, kills: 3, blockSize: 20, random: seededRandom(7) };
  const outcome = await allocateUnderFire({ ...options, where: await where(folder) });
  await rm(folder, { recursive: true });
  expect(outcome.duplicates).toBe(0);
  expect(outcome.unexplained).toBe(0);
  expect(outcome.written).toBeGreaterThanOrEqual(3_000);
  // Each kill costs eight workers a block at most.
  expect(outcome.gapNumbers).toBeLessThanOrEqual(outcome.kills * 8 * 20);
}

describe("allocation", () => {
  test("SQLite: killed processes never take a number twice, and every gap is known", async () => {
    await survives(async (folder) => join(folder, "numbers.db"));
  });

  test.skipIf(postgresBinaries === undefined)(
    "PostgreSQL: the same (needs a server: apt-get install postgresql)",
    async () => {
      await using server = await startPostgres();
      await survives(() => server.createDatabase());
    },
  );
});
