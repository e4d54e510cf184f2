import { describe, expect, test } from "vitest";
import { sendHostileMessages } from "../../support/proofs/hostile-messages.ts";

describe("1,000 messages, half of them broken", () => {
  test("each valid one is handled once and each invalid one answered once", async () => {
    const outcome = await sendHostileMessages({ messages: 1_000, seed: 3 });
    expect(outcome).toMatchObject({ mishandled: 0, misanswered: 0, left: 0, problems: 0 });
    expect(outcome.invalid).toBeGreaterThan(400);
  });
});
