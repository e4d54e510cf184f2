import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { retailDay } from "../../support/proofs/retail-day.ts";
import { seededRandom } from "../../support/seeded-random.ts";

const phases = ["dry-run", "create", "upload", "collect", "resubmit", "failures", "report"];

// The bounded form of `npm run soak -- retail-day`.
describe("a retailer's day", () => {
  test.each(["utf-8", "windows-1252"] as const)(
    "ends with a card or a stated reason for every customer, from an export in %s",
    async (encoding) => {
      const folder = await mkdtemp(join(tmpdir(), "cardwright-day-"));
      const random = seededRandom(encoding.length);
      const kill = encoding === "utf-8";
      const rows = kill ? 500 : 250;
      const outcome = await retailDay({ folder, rows, encoding, random, kill });
      expect(outcome).toMatchObject({ unaccounted: 0, secondCards: 0, cardsForNobody: 0 });
      expect(outcome.withCard).toBeGreaterThan(0.95 * rows);
      expect(outcome.withReason).toBeGreaterThan(0);
      if (kill) expect(Object.keys(outcome.kills)).toEqual(phases);
      const sum = (key: "cards" | "generated" | "failed" | "waiting") =>
        outcome.reports.reduce((total, report) => total + report[key], 0);
      expect(sum("cards")).toBe(outcome.customers);
      expect(sum("generated")).toBe(outcome.withCard);
      expect(sum("failed")).toBe(outcome.withReason);
      expect(sum("waiting")).toBe(0);
      const html = await readFile(join(folder, "ohne-karte/bericht.html"), "utf8");
      expect(html).toContain("CUSTOMER_NOT_FOUND");
      expect(html).not.toMatch(/K0000\d{3}/);
      await rm(folder, { recursive: true });
    },
    120_000,
  );
});
