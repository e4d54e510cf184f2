import { setImmediate } from "node:timers/promises";
import type { Problem, ProductionPartnerClientOptions } from "../../../../src/index.ts";
import type { OrderLedger } from "../../../../src/production-partner/ledger/index.ts";
import { MemoryLedger } from "../../../../src/production-partner/ledger/index.ts";
import { ManualClock } from "../../../../src/sandbox/index.ts";
import { seededRandom } from "../../seeded-random.ts";
import { type Bureau, startBureau } from "./bureau.ts";
import type { FailingDatabase } from "./failing-database.ts";

/** How many of the requests do what, and how long the good ones took. */
export interface SlowOutcome {
  readonly goodMs: number;
  readonly handledGood: number;
  /** The most handlers that ran at a time, of all workers. */
  readonly mostAtOnce: number;
}

/**
 * Handlers of which some never return and some take ten times the lock: how long until all the others have been handled?
 *
 * @param of.usualMs how long an ordinary handler takes
 */
export async function slowHandlers(of: {
  readonly good: number;
  readonly hung: number;
  readonly slow: number;
  readonly workers: number;
  readonly seed: number;
  readonly usualMs: number;
  readonly lockMs: number;
  readonly maxMs: number;
}): Promise<SlowOutcome> {
  const { good, hung, slow, workers, seed, usualMs, lockMs, maxMs } = of;
  const random = seededRandom(seed);
  const all = good + hung + slow;
  const order = Array.from({ length: all }, (_, index) => ({ index, at: random() })).sort((a, b) => a.at - b.at);
  const kinds = new Map(
    order.map(({ index }, rank) => [`CARD-${index}`, rank < hung ? "hung" : rank < hung + slow ? "slow" : "good"]),
  );
  const ledger = new MemoryLedger();
  const handledGood = new Set<string>();
  let running = 0;
  let mostAtOnce = 0;
  const stop = new AbortController();
  await using bureau = await startBureau({
    sandbox: { lockDurationMs: lockMs },
    workers,
    client: () => ({ ledger }),
    handler: async ({ payload: { card } }) => {
      mostAtOnce = Math.max(mostAtOnce, ++running);
      const kind = kinds.get(card.cardId);
      await new Promise<void>((resolve) => {
        stop.signal.addEventListener("abort", () => resolve(), { once: true });
        if (kind !== "hung") setTimeout(resolve, kind === "slow" ? 10 * lockMs : usualMs);
      });
      running--;
      if (kind === "good") handledGood.add(card.cardId);
    },
  });
  await bureau.fill(all);
  const began = performance.now();
  await bureau.start();
  await bureau.until(`all ${good} good requests to be handled`, () => handledGood.size === good, maxMs);
  const goodMs = performance.now() - began;
  stop.abort();
  return { goodMs, handledGood: handledGood.size, mostAtOnce };
}

/** What has become of messages some of whose settlements got no answer. */
export interface LostOutcome {
  readonly handled: number;
  readonly lost: number;
  readonly longestPauseMs: number;
  readonly handledTwice: number;
}

/** Loses the answers to some settlements on links that live: all must be handled, and nothing may stand still. */
export async function lostSettlements(of: {
  readonly messages: number;
  readonly rate: number;
  readonly seed: number;
  readonly settleTimeoutMs: number;
  readonly maxMs: number;
}): Promise<LostOutcome> {
  const { messages, rate, seed, settleTimeoutMs, maxMs } = of;
  const random = seededRandom(seed);
  const handled = new Map<string, number>();
  let lastAt = 0;
  let longestPauseMs = 0;
  await using bureau = await startBureau({
    sandbox: { lockDurationMs: 30_000 },
    client: () => ({ settleTimeoutMs, concurrency: 32 }),
    handler: ({ payload: { card } }) => {
      const now = performance.now();
      if (handled.size > 0) longestPauseMs = Math.max(longestPauseMs, now - lastAt);
      lastAt = now;
      handled.set(card.cardId, (handled.get(card.cardId) ?? 0) + 1);
    },
  });
  await bureau.fill(messages);
  const fault = bureau.sandbox.broker.faults.add({
    on: "settle",
    times: messages,
    when: () => random() < rate,
    effect: { kind: "lose-answer" },
  });
  await bureau.start();
  await bureau.until(`all ${messages} requests to be handled`, () => handled.size === messages, maxMs);
  await bureau.until("the queue to be empty", () => bureau.sandbox.toPartner.isEmpty(), maxMs);
  const handledTwice = [...handled.values()].filter((count) => count > 1).length;
  return { handled: handled.size, lost: fault.hits, longestPauseMs, handledTwice };
}

/** What has become of messages that waited for the end of an outage. */
export interface AwayOutcome {
  readonly handled: number;
  readonly deadLettered: number;
  readonly abandoned: number;
  readonly told: readonly string[];
  readonly seconds: number;
}

interface Outage {
  readonly messages: number;
  readonly minutes: number;
  readonly maxMs: number;
}

/** Lets a database fail for a while, by the clock, with messages waiting: none may be dead-lettered, all handled afterwards. */
export async function ledgerAway(of: Outage & { readonly database: FailingDatabase }): Promise<AwayOutcome> {
  const { database, minutes, maxMs } = of;
  const ledger = await database.open();
  return outage(of, { ledger }, async ({ bureau, clock, problemTold }) => {
    await database.fail();
    await bureau.start();
    await problemTold("ledger-unavailable");
    // Of 60 s: a renewal that failed is tried again, which takes a little of the clock.
    const inTime = () => {
      const isInTime = bureau.sandbox.toPartner
        .messages("locked")
        .every(({ lockedUntil }) => Number(lockedUntil) > clock.now() + 20_000);
      if (!isInTime) clock.advance(20);
      return isInTime;
    };
    for (let seconds = 0; seconds < minutes * 60; seconds += 2) {
      clock.advance(2_000);
      // So that the answers to renewals reach the client before the clock moves on.
      for (let turn = 0; turn < 5; turn++) await setImmediate();
      await bureau.until("locks to be renewed in time", inTime, maxMs);
    }
    await database.mend();
    await problemTold("ledger-restored");
  });
}

/** Swallows what the broker sends for a while, by the clock, with messages waiting. */
export async function networkAway(of: Outage): Promise<AwayOutcome> {
  // What the Azure client waits for goes by the system's clock.
  const client = { ledger: new MemoryLedger(), settleTimeoutMs: 500, retry: { attemptTimeoutMs: 500 } };
  return outage(of, client, async ({ bureau, clock, problemTold }) => {
    await bureau.start();
    await bureau.until(
      "a message to be settled",
      () => (bureau.sandbox.toPartner.totals().completed ?? 0) > 0,
      of.maxMs,
    );
    bureau.network.swallow();
    await problemTold("connection");
    clock.advance(of.minutes * 60_000);
    await bureau.network.mend();
    await problemTold("connection-restored");
  });
}

/** Fills the queue, lets something happen to a client whose clock is in hand, and waits until all is handled. */
async function outage(
  { messages, maxMs }: Outage,
  { ledger, ...client }: ProductionPartnerClientOptions & { readonly ledger: OrderLedger },
  happen: (to: {
    readonly bureau: Bureau;
    readonly clock: ManualClock;
    /** Waits, second by second of the clock, until the client tells something. */
    readonly problemTold: (kind: Problem["kind"]) => Promise<void>;
  }) => Promise<void>,
): Promise<AwayOutcome> {
  const began = performance.now();
  const clock = new ManualClock();
  const handled = new Set<string>();
  await using bureau = await startBureau({
    sandbox: { lockDurationMs: 60_000, clock },
    client: () => ({ ledger, clock, concurrency: 64, ...client }),
    handler: ({ payload: { card } }) => void handled.add(card.cardId),
  });
  const { toPartner } = bureau.sandbox;
  await bureau.fill(messages);
  const problemTold = (kind: Problem["kind"]) =>
    bureau.until(
      `"${kind}" to be told`,
      () => {
        const isTold = bureau.problems.some((problem) => problem.kind === kind);
        if (!isTold) clock.advance(1_000);
        return isTold;
      },
      maxMs,
    );
  await happen({ bureau, clock, problemTold });
  const isEmpty = () => {
    const { active, locked } = toPartner.counts();
    // Slowly, so that locks are renewed: what failed again in between waits for its next attempt.
    if (active + locked > 0) clock.advance(100);
    return active + locked === 0;
  };
  await bureau.until("the queue to be empty", isEmpty, maxMs);
  return {
    handled: handled.size,
    deadLettered: toPartner.counts().deadLettered,
    abandoned: toPartner.totals().abandoned ?? 0,
    told: bureau.problems.map(({ kind }) => kind),
    seconds: (performance.now() - began) / 1000,
  };
}
