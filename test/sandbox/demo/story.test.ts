import { describe, expect, test } from "vitest";
import { playStory } from "../../../src/sandbox/demo/story.ts";

describe("playStory", () => {
  test("ends without errors, and the ledger agrees with NGOC", async () => {
    const options = { cards: 40, seed: 10, onProgress: () => {}, signal: AbortSignal.timeout(30_000) };
    const { faults, cards, ledger } = await playStory(options);
    expect(faults).toEqual([]);
    expect(ledger.cards).toEqual({ shipped: cards.shipped, rejected: cards.refused });
    expect(ledger.history.events.map(({ state }) => state)).toContain("shipped");
  }, 60_000);
});
