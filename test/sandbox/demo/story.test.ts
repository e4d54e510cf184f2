import { expect, it } from "vitest";
import { playStory } from "../../../src/sandbox/demo/story.ts";

it("the demo's story ends well, and its ledger agrees with what NGOC saw", async () => {
  const options = { cards: 40, seed: 5, onProgress: () => {}, signal: AbortSignal.timeout(30_000) };
  const { faults, cards, ledger } = await playStory(options);
  expect(faults).toEqual([]);
  expect(ledger.cards).toEqual({ shipped: cards.shipped, rejected: cards.refused });
  expect(ledger.history.events.map(({ state }) => state)).toContain("shipped");
}, 60_000);
