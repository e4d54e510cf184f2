import { once } from "node:events";
import { describe, expect, test } from "vitest";
import type { Outcome } from "../../src/service-bus/consumer.ts";
import { ManualClock } from "../../src/timing/clock.ts";
import { type Consuming, complete, fill, startConsumer } from "./consumer-fixture.ts";

const busy: Outcome = { kind: "busy" };
const lockMs = 60_000;

/** Lets time pass in steps that a lock survives, if it is renewed in time. */
async function pass({ broker, until }: Consuming, clock: ManualClock, ms: number): Promise<void> {
  const end = clock.now() + ms;
  const isRenewed = () =>
    broker
      .queue("q")
      .messages("locked")
      .every(({ lockedUntil }) => (lockedUntil?.getTime() ?? 0) - clock.now() > lockMs / 2);
  while (clock.now() < end) {
    clock.advance(lockMs / 4);
    await until("all locks to be renewed", () => {
      if (isRenewed()) return true;
      // The renewal may not be due yet.
      clock.advance(lockMs / 120);
      return false;
    });
  }
}

describe("a message that is delivered again while it is in hand", () => {
  test("holds no slot and is not processed again, and its newest delivery is settled", async () => {
    const held = Promise.withResolvers<void>();
    const { broker, until, begun, problems } = await startConsumer({
      consumer: { concurrency: 2 },
      process: async (message) => {
        if (message.messageId === "m0") await held.promise;
        return complete;
      },
    });
    const queue = broker.queue("q");
    await fill(broker, 1);
    await until("the handler to run", () => begun.length === 1);
    for (let delivered = 2; delivered <= 4; delivered++) {
      queue.expireLocks();
      await until("the message to be delivered again", () => queue.totals().delivered === delivered);
    }
    await fill(broker, 20, 10);
    await until("the others to be handled", () => queue.totals().completed === 20);
    held.resolve();
    await until("the queue to be empty", () => queue.isEmpty());
    expect(begun).toHaveLength(21);
    expect(problems).toEqual([]);
  });
});

describe("a message that somebody else has in hand", () => {
  test("holds no slot, keeps its lock, and is processed again with growing waits", async () => {
    const clock = new ManualClock();
    let asked = 0;
    const consuming = await startConsumer({
      queue: { lockDurationMs: lockMs },
      broker: { clock },
      consumer: { concurrency: 1, clock },
      process: async (message) => (message.messageId === "m0" && ++asked <= 5 ? busy : complete),
    });
    const { broker, until, consumer, begun } = consuming;
    const queue = broker.queue("q");
    await fill(broker, 20);
    await until("the others to be settled", () => consumer.health().inHand === 1 && begun.length === 20);
    expect(consumer.health()).toMatchObject({ handling: 0, busy: 1 });
    expect(queue.totals().completed).toBe(19);
    for (const [waitMs, after] of [
      [500, 2],
      [1_000, 3],
      [2_000, 4],
      [4_000, 5],
    ] as const) {
      clock.advance(waitMs - 1);
      expect(asked).toBe(after - 1);
      clock.advance(1);
      await until("it to be asked again", () => asked === after && consumer.health().busy === 1);
    }
    clock.advance(5_000);
    await until("the queue to be empty", () => queue.isEmpty());
    expect(queue.totals()).toMatchObject({ delivered: 20, completed: 20 });
  });

  test("is one of a bounded number, and then no more are received", async () => {
    const clock = new ManualClock();
    let isBusy = true;
    const { broker, until, consumer } = await startConsumer({
      queue: { lockDurationMs: lockMs },
      broker: { clock },
      consumer: { concurrency: 4, roomSize: 10, clock },
      process: async () => (isBusy ? busy : complete),
    });
    await fill(broker, 50);
    const queue = broker.queue("q");
    await until("the room to be full", () => consumer.health().busy === 13);
    expect(queue.counts()).toMatchObject({ locked: 13, active: 37 });
    isBusy = false;
    clock.advance(500);
    await until("the queue to be empty", () => queue.isEmpty());
    expect(queue.totals()).toMatchObject({ delivered: 50, completed: 50 });
  });
});

describe("a handler that does not return", () => {
  /** Handlers of "m0" to "m{count - 1}" return when they are let. */
  async function withHeld(count: number, options: Parameters<typeof startConsumer>[0] = {}) {
    const clock = new ManualClock();
    const held = Array.from({ length: count }, () => Promise.withResolvers<Outcome>());
    const consuming = await startConsumer({
      ...options,
      queue: { lockDurationMs: lockMs },
      broker: { clock },
      consumer: { concurrency: 4, clock, ...options.consumer },
      process: async (message) => held[Number(String(message.messageId).slice(1))]?.promise ?? complete,
    });
    return { ...consuming, clock, held, queue: consuming.broker.queue("q") };
  }

  test("leaves its slot after a quarter of the lock, and after twice the usual time when that is known", async () => {
    const { broker, clock, held, queue, until, consumer, begun } = await withHeld(8);
    await fill(broker, 4);
    await until("all slots to be taken", () => begun.length === 4);
    await fill(broker, 20, 100);
    clock.advance(14_999);
    expect(consumer.health()).toMatchObject({ handling: 4, slow: 0 });
    clock.advance(1);
    await until("the others to be settled", () => begun.length === 24 && consumer.health().inHand === 4);
    expect(consumer.health()).toMatchObject({ handling: 0, slow: 4 });
    // Twice the median of those that took no time, but at least 50 ms.
    await fill(broker, 4, 4);
    await until("all slots to be taken again", () => begun.length === 28);
    clock.advance(50);
    await until("them to be slow", () => consumer.health().slow === 8);
    for (const { resolve } of held) resolve(complete);
    await until("the queue to be empty", () => queue.isEmpty());
    expect(queue.totals()).toMatchObject({ delivered: 28, completed: 28 });
  });

  test("keeps its slot when as many as allowed have left theirs, and the health says so", async () => {
    const { broker, clock, held, queue, until, consumer, begun } = await withHeld(6, { consumer: { maxSlow: 2 } });
    await fill(broker, 6);
    await until("all slots to be taken", () => begun.length === 4);
    clock.advance(15_000);
    await until("two to be slow, and two more to begin", () => begun.length === 6);
    clock.advance(15_000);
    await fill(broker, 10, 100);
    expect(consumer.health()).toMatchObject({ handling: 4, slow: 2, wrong: [{ kind: "handlers-stuck" }] });
    held[0]?.resolve(complete);
    await until("the others to be handled", () => queue.totals().completed === 11);
    expect(consumer.health().wrong).toEqual([]);
    for (const { resolve } of held) resolve(complete);
    await until("the queue to be empty", () => queue.isEmpty());
  });

  test("is told after 30 seconds, then after 1, 2, 4 … minutes, and when it ends", async () => {
    const consuming = await withHeld(1);
    const { broker, clock, held, queue, until, begun, problems } = consuming;
    await fill(broker, 1);
    await until("the handler to run", () => begun.length === 1);
    await pass(consuming, clock, 250_000);
    await until("it to be told four times", () => problems.length === 4);
    held[0]?.resolve(complete);
    await until("the queue to be empty", () => queue.isEmpty());
    const told = problems.map((problem) => [problem.kind, "forMs" in problem && Math.round(problem.forMs / 30_000)]);
    expect(told.map(([kind]) => kind)).toEqual([...Array(4).fill("handler-slow"), "handler-finished"]);
    expect(problems[0]).toMatchObject({ messageId: "m0", since: expect.any(Date) });
    expect(queue.totals()).toMatchObject({ delivered: 1 });
  });

  test("has its signal aborted after its limit; its message is given back, also when it does not care", async () => {
    const clock = new ManualClock();
    const signals: AbortSignal[] = [];
    const { promise: never } = Promise.withResolvers<Outcome>();
    const { broker, until, kinds } = await startConsumer({
      queue: { lockDurationMs: lockMs },
      broker: { clock },
      consumer: { clock, handlerTimeoutMs: 10_000 },
      process: async (message, { signal }) => {
        signals.push(signal);
        if (signals.length > 2) return complete;
        if (message.messageId === "m0") return await never;
        await once(signal, "abort");
        return { settlement: "abandon", afterMs: 0 };
      },
    });
    const queue = broker.queue("q");
    await fill(broker, 2);
    await until("both handlers to run", () => signals.length === 2);
    clock.advance(10_000);
    await until("the one that cares to be given back and handled", () => queue.totals().completed === 1);
    expect(signals.slice(0, 2).every(({ aborted }) => aborted)).toBe(true);
    expect(signals[0]?.reason).toMatchObject({ name: "TimeoutError" });
    clock.advance(5_000);
    await until("the queue to be empty", () => queue.isEmpty());
    expect(queue.totals()).toMatchObject({ abandoned: 2, delivered: 4 });
    expect(kinds().filter((kind) => kind === "handler-timeout")).toHaveLength(2);
  });

  test("has its signal aborted when the consumer closes, which is no timeout, also when it asks late", async () => {
    let late: AbortSignal | undefined;
    const { promise: isClosed, resolve: closed } = Promise.withResolvers<void>();
    const { broker, consumer, until } = await startConsumer({
      process: async (_message, context) => {
        await isClosed;
        late = context.signal;
        return complete;
      },
    });
    await fill(broker, 1);
    await until("the handler to run", () => consumer.health().handling === 1);
    await consumer.close();
    closed();
    await until("the handler to ask for its signal", () => late !== undefined);
    expect(late).toMatchObject({ aborted: true, reason: { name: "AbortError" } });
  });
});

describe("a handler that has ended", () => {
  test("leaves its slot while its end is written; as many as there are slots may do so", async () => {
    const written = Promise.withResolvers<void>();
    const { broker, until, begun, consumer } = await startConsumer({
      consumer: { concurrency: 2 },
      process: async (_message, context) => {
        context.handlerEnded();
        context.handlerEnded();
        await written.promise;
        return complete;
      },
    });
    const queue = broker.queue("q");
    await fill(broker, 10);
    await until("all that may to have begun", () => begun.length === 4 && queue.counts().active === 6);
    expect(consumer.health()).toMatchObject({ inHand: 4, handling: 2, slow: 0 });
    written.resolve();
    await until("the queue to be empty", () => queue.isEmpty() && consumer.health().inHand === 0);
    expect(consumer.health()).toMatchObject({ handling: 0, slow: 0 });
    expect(queue.totals()).toMatchObject({ delivered: 10, completed: 10 });
  });

  test("is not slow when its end takes long to be written, and is still given back after its limit", async () => {
    const clock = new ManualClock();
    const { promise: never } = Promise.withResolvers<Outcome>();
    const { broker, until, begun, consumer, kinds } = await startConsumer({
      queue: { lockDurationMs: lockMs },
      broker: { clock },
      consumer: { concurrency: 1, clock, handlerTimeoutMs: 20_000 },
      process: async (_message, context) => {
        context.handlerEnded();
        return begun.length === 1 ? never : complete;
      },
    });
    const queue = broker.queue("q");
    await fill(broker, 1);
    await until("the handler to have ended", () => begun.length === 1 && consumer.health().handling === 0);
    clock.advance(15_000);
    expect(consumer.health()).toMatchObject({ handling: 0, slow: 0 });
    clock.advance(5_000);
    await until("its signal to be aborted", () => kinds().includes("handler-timeout"));
    clock.advance(5_000);
    await until("the queue to be empty", () => queue.isEmpty() && consumer.health().inHand === 0);
    expect(consumer.health()).toMatchObject({ handling: 0, slow: 0 });
    expect(queue.totals()).toMatchObject({ delivered: 2, abandoned: 1, completed: 1 });
  });
});

describe("while what the processing needs is away", () => {
  test("nothing is received, no delivery is spent in five minutes, and all is handled afterwards", async () => {
    const clock = new ManualClock();
    const told: unknown[] = [];
    let isAway = true;
    let probes = 0;
    const consuming = await startConsumer({
      queue: { lockDurationMs: lockMs, maxDeliveryCount: 10 },
      broker: { clock },
      consumer: {
        clock,
        probe: async () => {
          probes++;
          if (isAway) throw new Error("still away");
        },
        paused: (error) => told.push(error),
        resumed: (pause) => told.push(pause),
      },
      process: async () => (isAway ? { kind: "away", error: "the ledger" } : complete),
    });
    const { broker, until, consumer, problems } = consuming;
    const queue = broker.queue("q");
    await fill(broker, 500);
    await until("receiving to pause", () => consumer.health().state === "paused");
    await until("what was on its way to be in hand", () => consumer.health().inHand === 8);
    const since = consumer.health().since;
    await pass(consuming, clock, 5 * 60_000);
    expect(queue.counts()).toMatchObject({ locked: 8, active: 492 });
    expect(told).toEqual(["the ledger"]);
    expect(probes).toBeGreaterThan(10);
    isAway = false;
    clock.advance(5_000);
    await until("the queue to be empty", () => queue.isEmpty(), 20_000);
    expect(told[1]).toMatchObject({ since, forMs: expect.any(Number), attempts: expect.any(Number) });
    expect(told).toHaveLength(2);
    expect(queue.totals()).toMatchObject({ delivered: 500, completed: 500 });
    expect(queue.totals()).not.toHaveProperty("abandoned");
    expect(queue.totals()).not.toHaveProperty("lock-expired");
    expect(problems).toEqual([]);
    expect(consumer.health()).toMatchObject({ state: "receiving", wrong: [] });
  });
});

describe("drain", () => {
  test("begins no handler, gives back what waits, and settles what runs", async () => {
    const held = Promise.withResolvers<void>();
    const { broker, until, begun, consumer } = await startConsumer({
      consumer: { concurrency: 4 },
      process: async (message) => {
        if (message.messageId === "m0") return busy;
        await held.promise;
        return complete;
      },
    });
    const queue = broker.queue("q");
    await fill(broker, 10);
    await until("all slots to be taken", () => begun.length === 5 && consumer.health().busy === 1);
    const drained = consumer.drain();
    await until("the busy one to be given back", () => queue.totals().abandoned === 1);
    held.resolve();
    await drained;
    expect(begun).toHaveLength(5);
    expect(queue.counts()).toMatchObject({ active: 6, locked: 0 });
    expect(consumer.health()).toMatchObject({ state: "draining", inHand: 0 });
  });
});

describe("two messages of one id", () => {
  test("both keep their locks while the first is handled, and neither uses up its deliveries", async () => {
    const held = Promise.withResolvers<Outcome>();
    let isDone = false;
    const { broker, until, begun, consumer } = await startConsumer({
      // The second is in hand elsewhere as long as the first is.
      process: async () => (begun.length === 1 ? held.promise : isDone ? complete : busy),
    });
    await fill(broker, 1);
    await until("the first to be in hand", () => begun.length === 1);
    await fill(broker, 1);
    await until("the second to have been asked for twice", () => begun.length >= 3);
    expect(broker.queue("q").totals()).toMatchObject({ delivered: 2 });
    expect(broker.queue("q").totals().abandoned ?? 0).toBe(0);
    isDone = true;
    held.resolve(complete);
    await until("the queue to be empty", () => broker.queue("q").isEmpty() && consumer.health().inHand === 0);
    expect(broker.queue("q").totals()).toMatchObject({ delivered: 2, completed: 2 });
  });
});
