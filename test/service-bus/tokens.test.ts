import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ManualClock } from "../../src/timing/clock.ts";
import { complete, fill, startConsumer } from "./consumer-fixture.ts";

const minuteMs = 60_000;

// The Azure client dates its tokens by the system's clock, and so must the broker.
beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"] }));
afterEach(() => void vi.useRealTimers());

function advance(clock: ManualClock, ms: number): void {
  vi.setSystemTime(clock.now() + ms);
  clock.advance(ms);
}

describe("a token", () => {
  test("is renewed by a new line every half hour, though every third request is refused: nothing stops", async () => {
    const clock = new ManualClock();
    const lives = 10;
    const { broker, consumer, until, begun, problems } = await startConsumer({
      queue: { lockDurationMs: 300_000 },
      broker: { clock, tokenClock: clock },
      consumer: { clock },
    });
    await until("the link to be open", () => consumer.health().state === "receiving");
    let requests = 0;
    let isFilling = false;
    const refused = broker.faults.add({
      on: "authorize",
      times: 1_000,
      // Those of the consumer only.
      when: () => !isFilling && ++requests % 3 === 0,
      effect: { kind: "refuse" },
    });
    const attached = () => consumer.health().replacements;
    for (let halfHour = 1; halfHour <= 2 * lives; halfHour++) {
      const before = attached();
      advance(clock, 30 * minuteMs);
      await until("the line to be replaced", () => {
        // The wait before the next attempt.
        if (attached() === before) advance(clock, 50);
        return attached() > before;
      });
      isFilling = true;
      await fill(broker, 1, halfHour);
      isFilling = false;
      await until("a message to be settled", () => begun.length === halfHour && consumer.health().inHand === 0);
    }
    expect(refused.hits).toBeGreaterThan(3);
    expect(problems).toEqual([]);
    expect(consumer.health().wrong).toEqual([]);
  });

  test("that ended costs no message in hand: it is settled over a new line", async () => {
    const clock = new ManualClock();
    const held = Promise.withResolvers<void>();
    const { broker, consumer, until, begun, problems } = await startConsumer({
      queue: { lockDurationMs: 300_000 },
      // Only the tokens age: the consumer does not see it coming.
      broker: { tokenClock: clock },
      process: async () => {
        if (begun.length === 1) await held.promise;
        return complete;
      },
    });
    await fill(broker, 1);
    await until("the handler to run", () => begun.length === 1);
    vi.setSystemTime(clock.now() + 61 * minuteMs);
    clock.advance(61 * minuteMs);
    await until("a new line", () => consumer.health().replacements === 1);
    held.resolve();
    await until("the queue to be empty", () => broker.queue("q").isEmpty());
    expect(broker.queue("q").totals()).toMatchObject({ delivered: 1, completed: 1 });
    expect(problems).toEqual([]);
  });
});

describe("silence", () => {
  test("of a receiver is noticed within a minute, and the receiver replaced", async () => {
    const clock = new ManualClock();
    const { broker, consumer, until, begun, problems, kinds } = await startConsumer({
      broker: { clock },
      consumer: { clock },
    });
    await fill(broker, 1);
    await until("a message to be handled", () => begun.length === 1);
    expect(broker.muteReceivers("q")).toBe(1);
    await fill(broker, 3, 10);
    const peeks = () => broker.queue("q").totals();
    await until("the messages to wait", () => broker.queue("q").counts().active === 3);
    await until("the receiver to be replaced", () => {
      advance(clock, 1_000);
      return consumer.health().replacements === 1;
    });
    await until("the messages to be handled", () => begun.length === 4);
    expect(problems).toMatchObject([{ kind: "silence", forMs: expect.any(Number) }]);
    expect(kinds()).toHaveLength(1);
    expect(peeks().delivered).toBe(4);
  });

  test("of an empty queue is none: the receiver is replaced every five minutes, and nothing is told", async () => {
    const clock = new ManualClock();
    const { broker, consumer, until, problems } = await startConsumer({ broker: { clock }, consumer: { clock } });
    await until("the link to be open", () => consumer.health().state === "receiving");
    const began = clock.now();
    await until("three replacements", () => {
      advance(clock, 5_000);
      return consumer.health().replacements === 3;
    });
    expect(clock.now() - began).toBeGreaterThan(15 * minuteMs - 5_000);
    expect(problems).toEqual([]);
    await fill(broker, 1);
    await until("the queue to be empty", () => broker.queue("q").isEmpty());
  });
});
