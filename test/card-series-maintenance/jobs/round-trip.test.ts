import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { roundTrip } from "../../support/proofs/batch-round-trip.ts";
import { seededRandom } from "../../support/seeded-random.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "cardwright-round-trip-"));
});
afterEach(() => rm(folder, { recursive: true }));

// The bounded form of `npm run soak -- batch`.
test.each([
  { failuresName: "before-extension", failedBlocks: "copied" },
  { failuresName: "after-extension", failedBlocks: "rewritten" },
] as const)("gives every row exactly one card, though the writer is killed and ORCE fails: %j", async (orce) => {
  const options = { folder, rows: 1_000, maxBlocks: 40, kills: 3, failureRate: 0.1, random: seededRandom(11), orce };
  const outcome = await roundTrip(options);
  expect(outcome).toMatchObject({ rowsWithCard: 1_000, secondCards: 0 });
  expect(outcome.failures).toBeGreaterThan(50);
  expect(outcome.kills).toBeGreaterThan(0);
});
