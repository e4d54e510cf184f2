import { seededRandom } from "../../seeded-random.ts";
import { startBureau } from "./bureau.ts";
import type { FailingDatabase } from "./failing-database.ts";

/** What happened while everything failed now and then. */
export interface MixedOutcome {
  readonly seconds: number;
  readonly sent: number;
  readonly ended: number;
  readonly deadLettered: number;
  /** The cards whose report has not reached NGOC. */
  readonly unreported: number;
  readonly longestWaitMs: number;
  readonly faults: { readonly [name: string]: number };
}

/**
 * Sends requests all the time, to two workers that report each card, while connections drop or swallow packets, tokens are
 * refused, answers to settlements and sends are lost, the database fails, and handlers fail, hang or are slow. Each request
 * must come to its handler within `maxWaitMs`, and all must end and be reported.
 */
export async function mixed(of: {
  readonly database: FailingDatabase;
  readonly seed: number;
  readonly seconds: number;
  readonly maxWaitMs: number;
}): Promise<MixedOutcome> {
  const { database, seed, seconds, maxWaitMs } = of;
  const random = seededRandom(seed);
  const sentAt = new Map<string, number>();
  const ended = new Set<string>();
  const faults: { [name: string]: number } = {};
  const count = (name: string) => {
    faults[name] = (faults[name] ?? 0) + 1;
  };
  let longestWaitMs = 0;
  const ledgers = [await database.open(), await database.open()];
  await using bureau = await startBureau({
    sandbox: { lockDurationMs: 2_000, maxDeliveryCount: 1_000 },
    workers: ledgers.length,
    client: (worker) => ({
      ...(ledgers[worker] !== undefined && { ledger: ledgers[worker] }),
      settleTimeoutMs: 1_000,
      handlerTimeoutMs: 3_000,
      redeliveryDelayMs: 20,
      maxDeliveries: false,
      retry: { initialDelayMs: 20, maxDelayMs: 500, attemptTimeoutMs: 1_000 },
    }),
    handler: async ({ payload: { card } }, { deliveryCount, signal }, client) => {
      const { cardId } = card;
      if (deliveryCount === 0) longestWaitMs = Math.max(longestWaitMs, performance.now() - (sentAt.get(cardId) ?? 0));
      const luck = deliveryCount < 3 ? random() : 1;
      if (luck < 0.02) {
        count("hung handler");
        await new Promise<void>((_, reject) =>
          signal.addEventListener("abort", () => reject(signal.reason), { once: true }),
        );
      }
      if (luck < 0.05) {
        count("failed handler");
        throw new Error("no printer");
      }
      if (luck < 0.1) {
        count("slow handler");
        await new Promise((resolve) => setTimeout(resolve, 2_500));
      }
      await client.reportCardProduced({ cardId, reportData: {} });
      ended.add(cardId);
    },
  });
  const { broker, ngoc, toPartner } = bureau.sandbox;
  broker.faults.add({ on: "settle", times: 1e9, when: () => random() < 0.01, effect: { kind: "lose-answer" } });
  const fromPartner = bureau.sandbox.fromPartner.name;
  broker.faults.add({
    on: "send",
    queue: fromPartner,
    times: 1e9,
    when: () => random() < 0.01,
    effect: { kind: "lose-answer" },
  });
  await bureau.start();
  const began = performance.now();
  let sent = 0;
  let mending: Promise<unknown> | undefined;
  /** One outage at a time, for a while. */
  const outage = (name: string, begin: () => unknown, end: () => Promise<void>, mostMs: number): void => {
    if (mending !== undefined) return;
    count(name);
    const lasts = 200 + random() * mostMs;
    mending = (async () => {
      await begin();
      await new Promise((resolve) => setTimeout(resolve, lasts));
      await end();
      mending = undefined;
    })();
  };
  while (performance.now() - began < seconds * 1_000) {
    for (let index = 0; index < 20; index++) sentAt.set(`CARD-${sent + index}`, performance.now());
    await bureau.fill(20, sent);
    sent += 20;
    const luck = random();
    if (luck < 0.02) {
      count("dropped connections");
      broker.dropConnections();
    } else if (luck < 0.05) {
      outage(
        database.failure,
        () => database.fail(),
        () => database.mend(),
        3_000,
      );
    } else if (luck < 0.065) {
      outage(
        "swallowed packets",
        () => bureau.network.swallow(),
        () => bureau.network.mend(),
        2_000,
      );
    } else if (luck < 0.08) {
      outage(
        "closed network, then a refused token",
        () => bureau.network.refuse(),
        async () => {
          broker.faults.add({ on: "authorize", times: 1, effect: { kind: "refuse" } });
          await bureau.network.mend();
        },
        1_000,
      );
    }
    await bureau.until("the bureau to keep up", () => sent - ended.size < 200, maxWaitMs);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await mending;
  await bureau.until("all requests to end", () => ended.size === sent, maxWaitMs);
  await bureau.until("the queue to be empty", () => toPartner.isEmpty(), maxWaitMs);
  const unreported = () => ngoc.book.countCards().ordered;
  await bureau.until("all reports to reach NGOC", () => unreported() === 0, maxWaitMs);
  return {
    seconds: (performance.now() - began) / 1000,
    sent,
    ended: ended.size,
    deadLettered: toPartner.counts().deadLettered,
    unreported: unreported(),
    longestWaitMs,
    faults,
  };
}
