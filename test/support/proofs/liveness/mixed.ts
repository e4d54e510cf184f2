import { MemoryLedger } from "../../../../src/production-partner/ledger/index.ts";
import { awayLedger } from "../../away-ledger.ts";
import { seededRandom } from "../../seeded-random.ts";
import { startBureau } from "./bureau.ts";

/** What happened while everything failed now and then. */
export interface MixedOutcome {
  readonly seconds: number;
  readonly sent: number;
  readonly ended: number;
  readonly deadLettered: number;
  readonly longestWaitMs: number;
  readonly faults: { readonly [name: string]: number };
}

/**
 * Sends requests all the time, to two workers, while connections drop, answers to settlements are lost, the ledger is away, and
 * handlers fail, hang or are slow. Each request must come to its handler within `maxWaitMs`, and all must end.
 */
export async function mixed(of: {
  readonly seed: number;
  readonly seconds: number;
  readonly maxWaitMs: number;
}): Promise<MixedOutcome> {
  const { seed, seconds, maxWaitMs } = of;
  const random = seededRandom(seed);
  const ledger = awayLedger(new MemoryLedger());
  const sentAt = new Map<string, number>();
  const ended = new Set<string>();
  const faults: { [name: string]: number } = {};
  const count = (name: string) => {
    faults[name] = (faults[name] ?? 0) + 1;
  };
  let longestWaitMs = 0;
  await using bureau = await startBureau({
    sandbox: { lockDurationMs: 2_000, maxDeliveryCount: 1_000 },
    workers: 2,
    client: () => ({
      ledger: ledger.ledger,
      settleTimeoutMs: 1_000,
      handlerTimeoutMs: 3_000,
      redeliveryDelayMs: 20,
      maxDeliveries: false,
      retry: { initialDelayMs: 20, maxDelayMs: 500, attemptTimeoutMs: 1_000 },
    }),
    handler: async ({ payload: { card } }, { deliveryCount, signal }) => {
      const { cardId } = card;
      if (deliveryCount === 0) longestWaitMs = Math.max(longestWaitMs, performance.now() - (sentAt.get(cardId) ?? 0));
      const luck = deliveryCount < 3 ? random() : 1;
      if (luck < 0.02) {
        count("hung handler");
        await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
      } else if (luck < 0.05) {
        count("failed handler");
        throw new Error("no printer");
      } else if (luck < 0.1) {
        count("slow handler");
        await new Promise((resolve) => setTimeout(resolve, 2_500));
      }
      ended.add(cardId);
    },
  });
  const { broker } = bureau.sandbox;
  broker.faults.add({ on: "settle", times: 1e9, when: () => random() < 0.01, effect: { kind: "lose-answer" } });
  await bureau.start();
  const began = performance.now();
  let sent = 0;
  while (performance.now() - began < seconds * 1_000) {
    for (let index = 0; index < 20; index++) sentAt.set(`CARD-${sent + index}`, performance.now());
    await bureau.fill(20, sent);
    sent += 20;
    const luck = random();
    if (luck < 0.02) {
      count("dropped connections");
      broker.dropConnections();
    } else if (luck < 0.03) {
      count("ledger away");
      ledger.fails = "all";
      const awayMs = 200 + random() * 3_000;
      setTimeout(() => {
        ledger.fails = "none";
      }, awayMs);
    }
    await bureau.until("the bureau to keep up", () => sent - ended.size < 200, maxWaitMs);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await bureau.until("all requests to end", () => ended.size === sent, maxWaitMs);
  await bureau.until("the queue to be empty", () => bureau.sandbox.toPartner.isEmpty(), maxWaitMs);
  const { deadLettered } = bureau.sandbox.toPartner.counts();
  return { seconds: (performance.now() - began) / 1000, sent, ended: ended.size, deadLettered, longestWaitMs, faults };
}
