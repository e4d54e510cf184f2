import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { killAgainAndAgain } from "../../support/proofs/ledger/kill.ts";

// The bounded form of `npm run soak -- ledger-kill`.
describe("a client with an SQLite ledger", () => {
  test("killed at random moments, every order ends right, NGOC sees each effect once, and nothing remains", async () => {
    const folder = await mkdtemp(join(tmpdir(), "cardwright-killed-"));
    const options = { path: join(folder, "orders.db"), cards: 9, shipments: 3, kills: 3, seed: 11 };
    const outcome = await killAgainAndAgain(options);
    await rm(folder, { recursive: true });
    expect(outcome.faults).toEqual([]);
    expect(outcome.cards.shipped + outcome.cards.rejected).toBe(9);
  }, 60_000);
});
