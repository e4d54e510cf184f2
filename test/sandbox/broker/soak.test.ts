import { describe, expect, test } from "vitest";
import { keepBooks } from "../../support/proofs/broker/books.ts";
import { fuzzFrames } from "../../support/proofs/broker/fuzz.ts";
import { measureMemory } from "../../support/proofs/broker/memory.ts";

// Small versions of `npm run soak -- broker` and `npm run soak -- broker-frames`.

describe("broker under load", () => {
  test("random settlements, drops and closes: every message ends once, as its handler decided", async () => {
    const books = await keepBooks({
      messages: 2000,
      receivers: 3,
      seed: 20_261_121,
      lockDurationMs: 1000,
      drops: 2,
      closes: 2,
      percent: { abandon: 20, deadLetter: 15, expire: 5 },
    });
    expect(books).toMatchObject({
      lost: 0,
      completedTwice: 0,
      completedAndDeadLettered: 0,
      againstDecision: 0,
      drops: 2,
    });
    expect(books.completed + books.deadLettered).toBe(2000);
    expect(books.left).toEqual({ active: 0, locked: 0, deferred: 0, scheduled: 0, deadLettered: books.deadLettered });
  });

  test("frames that nobody checked end their own connections at most", async () => {
    const result = await fuzzFrames({ frames: 10_000, seed: 20_261_126 });
    expect(result).toMatchObject({ internalErrors: [], consoleCalls: 0, isServing: true, isRestored: true });
    // They came as far as that.
    expect(result.reached).toMatchObject({ enqueued: expect.any(Number), delivered: expect.any(Number) });
  });

  test("the broker's memory comes back once messages have gone through it", async () => {
    const { baseMb, endMb } = await measureMemory(10_000);
    expect(endMb).toBeLessThan(baseMb + 3);
  });
});
