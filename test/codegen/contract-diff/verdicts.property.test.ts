import { describe, expect, test } from "vitest";
import { wronglyHarmless } from "./support/verdicts.ts";

describe("a change that is called harmless", () => {
  test("no change that is called harmless makes a value refused that was sent or may arrive", () => {
    const { harmless, wrong } = wronglyHarmless({ seed: 1, size: 80 });
    expect(wrong.slice(0, 1)).toEqual([]);
    expect(harmless).toBeGreaterThan(20);
  });
});
