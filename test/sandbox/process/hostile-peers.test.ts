import { describe, expect, test } from "vitest";
import { meetHostilePeers } from "../../support/proofs/broker/hostile-peers.ts";

describe("cardwright sandbox among hostile peers", () => {
  // The bounded form of `npm run soak -- hostile-peers`, which has one kind after the other, at full size.
  test("lives on, gives memory back, is not held up, and serves others meanwhile", async () => {
    const [result] = await meetHostilePeers({ scale: 0.01, atOnce: true });
    expect(result).toMatchObject({ isAlive: true });
    expect(result?.served).toBeGreaterThan(0);
    // What JavaScript holds: a busy machine decides when the allocator gives memory back, and when the process runs.
    expect(result?.heldMb).toBeLessThan(64);
    expect(result?.maxBusyMs).toBeLessThan(200);
  });
});
