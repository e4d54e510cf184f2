import { setImmediate as nextTick } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { SettlementGate, type SettlementKind } from "../../src/service-bus/settlement-gate.ts";
import { settleAtRandom } from "../support/proofs/settlements.ts";

describe("SettlementGate", () => {
  /** Runs settlements all at once and tells which started together. */
  async function ticksOf(kinds: readonly SettlementKind[]): Promise<string[]> {
    const gate = new SettlementGate();
    const ticks: string[] = [];
    let tick: SettlementKind[] = [];
    const all = Promise.all(kinds.map((kind) => gate.run(kind, async () => void tick.push(kind))));
    let done = false;
    void all.then(() => {
      done = true;
    });
    while (!done || tick.length > 0) {
      if (tick.length > 0) ticks.push(tick.join(" "));
      tick = [];
      await nextTick();
    }
    return ticks;
  }

  test("starts settlements of one kind together", async () => {
    expect(await ticksOf(["complete", "complete", "complete"])).toEqual(["complete complete complete"]);
  });

  test("never starts two kinds in one tick", async () => {
    expect(await ticksOf(["complete", "abandon", "complete", "abandon", "abandon"])).toEqual([
      "complete",
      "abandon abandon abandon",
      "complete",
    ]);
  });

  test("starts each dead-lettering alone, as each has a reason of its own", async () => {
    expect(await ticksOf(["dead-letter", "dead-letter", "complete"])).toEqual([
      "dead-letter",
      "dead-letter",
      "complete",
    ]);
  });

  test("hands on what the settlement resolves or rejects with", async () => {
    const gate = new SettlementGate();
    await expect(gate.run("complete", async () => 7)).resolves.toBe(7);
    await expect(gate.run("abandon", () => Promise.reject(new Error("lock lost")))).rejects.toThrow("lock lost");
  });
});

describe("2,000 messages settled at random at concurrency 50", () => {
  const options = { messages: 2_000, concurrency: 50, seed: 7 };

  test("through the gate each ends as its handler decided", async () => {
    expect(await settleAtRandom({ ...options, gated: true })).toMatchObject({ wrong: 0, lost: 0 });
  });

  test("without it the Azure client loses messages, which is why there is a gate", async () => {
    const { wrong, lost } = await settleAtRandom({ ...options, gated: false });
    expect(wrong).toBeGreaterThan(0);
    expect(lost).toBeGreaterThan(0);
  });
});
