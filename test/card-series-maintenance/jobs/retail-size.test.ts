import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { retailSize } from "../../support/proofs/retail-size.ts";

// The bounded form of `npm run soak -- retail-size`.
test("each command of a retailer's day has little memory, and every row is accounted for", async () => {
  const folder = await mkdtemp(join(tmpdir(), "cardwright-size-"));
  const main = fileURLToPath(new URL("../../../src/cli/main.ts", import.meta.url));
  const { phases, baseMegabytes, report, generatedByOrce } = await retailSize({ folder, rows: 20_000, main });
  await rm(folder, { recursive: true });
  expect(report).toMatchObject({ cards: 20_000, generated: 19_800, failed: 200 });
  expect(generatedByOrce).toBe(19_800);
  expect(phases.map(({ phase }) => phase)).toEqual(["create", "check", "upload", "collect", "failures", "report"]);
  // From the sources: stripping their types takes up to two hundred megabytes, which are not the job's.
  for (const { phase, peakMegabytes } of phases) expect(peakMegabytes - baseMegabytes, phase).toBeLessThan(100);
}, 120_000);
