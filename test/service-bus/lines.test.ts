import { ServiceBusClient } from "@azure/service-bus";
import { describe, expect, test } from "vitest";
import { ServiceBusBroker } from "../../src/sandbox/broker/index.ts";
import { QueueConnection } from "../../src/service-bus/queue-connection.ts";
import { type Clock, ManualClock, systemClock } from "../../src/timing/clock.ts";
import { FlakyNetwork } from "../support/proofs/liveness/flaky-network.ts";
import { complete, fill, makeConsumer, startConsumer } from "./consumer-fixture.ts";

describe("a message that is held", () => {
  test("stops no other, though the library's ring of 2,048 deliveries would be full", async () => {
    const held = Promise.withResolvers<void>();
    const { broker, consumer, until, problems } = await startConsumer({
      consumer: { concurrency: 32 },
      process: async (message) => {
        if (message.messageId === "m0") await held.promise;
        return complete;
      },
    });
    await fill(broker, 5_000);
    const queue = broker.queue("q");
    await until("4,999 messages to be completed", () => queue.totals().completed === 4_999, 60_000);
    held.resolve();
    await until("the queue to be empty", () => queue.isEmpty());
    expect(queue.totals()).toMatchObject({ delivered: 5_000 });
    expect(consumer.health().replacements).toBeGreaterThanOrEqual(1);
    expect(problems).toEqual([]);
  });
});

describe("a settlement whose answer never comes", () => {
  test.each(["lose", "lose-answer"] as const)("is repeated another way (%s), and nobody waits for it", async (kind) => {
    const { broker, until, problems, begun, consumer } = await startConsumer({ consumer: { settleTimeoutMs: 1_000 } });
    broker.faults.add({ on: "settle", queue: "q", times: 3, effect: { kind } });
    await fill(broker, 200);
    await until("the queue to be empty", () => broker.queue("q").isEmpty());
    expect(begun).toHaveLength(200);
    expect(broker.queue("q").totals()).toMatchObject({ completed: 200, delivered: 200 });
    await until("the line to be replaced", () => consumer.health().replacements >= 1);
    expect(problems).toEqual([]);
  });

  test("is no problem when the broker refuses it once", async () => {
    const { broker, until, problems } = await startConsumer();
    broker.faults.add({ on: "settle", queue: "q", effect: { kind: "refuse" } });
    await fill(broker, 1);
    await until("the queue to be empty", () => broker.queue("q").isEmpty());
    expect(broker.queue("q").totals()).toMatchObject({ delivered: 1 });
    expect(problems).toEqual([]);
  });

  test("is told when nothing helps, and the message comes again", async () => {
    const clock = new ManualClock();
    const { broker, until, kinds } = await startConsumer({ consumer: { settleTimeoutMs: 1_000, clock } });
    broker.faults.add({ on: "settle", queue: "q", effect: { kind: "lose" } });
    const refused = broker.faults.add({
      on: "manage",
      times: 100,
      when: ({ operation }) => operation?.includes("update-disposition") === true,
      effect: { kind: "refuse", condition: "amqp:internal-error" },
    });
    await fill(broker, 1);
    await until("the problem", () => {
      // The waits between the attempts.
      clock.advance(1_000);
      return kinds().includes("settlement-failed");
    });
    refused.remove();
    broker.queue("q").expireLocks();
    await until("the queue to be empty", () => broker.queue("q").isEmpty());
  });
});

describe("a connection that is lost", () => {
  test("does not make a message in hand come again: it is settled over the new one", async () => {
    const held = Promise.withResolvers<void>();
    const { broker, network, until, begun, kinds } = await startConsumer({
      process: async (message) => {
        if (message.messageId === "m0") await held.promise;
        return complete;
      },
    });
    await fill(broker, 1);
    await until("the handler to run", () => begun.length === 1);
    await network.refuse();
    await until("the outage to be told", () => kinds().includes("connection"));
    await network.mend();
    await until("the end of the outage to be told", () => kinds().includes("connection-restored"));
    held.resolve();
    await until("the queue to be empty", () => broker.queue("q").isEmpty());
    expect(begun).toEqual(["m0"]);
    expect(broker.queue("q").totals()).toMatchObject({ delivered: 1, completed: 1 });
    expect(kinds()).toEqual(["connection", "connection-restored"]);
  });

  test("is told once with its reason and its beginning, however often it is tried", async () => {
    const { network, until, problems, consumer } = await startConsumer();
    await until("the link to be open", () => consumer.health().state === "receiving");
    await network.refuse();
    await until("five attempts", () => consumer.health().connections >= 6);
    expect(problems).toMatchObject([{ kind: "connection", attempts: 1, error: { code: "CONNECTION" } }]);
    expect(consumer.health()).toMatchObject({
      state: "connecting",
      wrong: [{ kind: "connection", code: "CONNECTION", since: expect.any(Date) }],
    });
    await network.mend();
    await until("the link to be open again", () => consumer.health().state === "receiving");
    expect(problems[1]).toMatchObject({ kind: "connection-restored", since: expect.any(Date) });
    expect(problems[1]).toHaveProperty("attempts", expect.any(Number));
    expect(consumer.health().wrong).toEqual([]);
  });

  test("leaves no receiver behind that takes messages: each is handled once", async () => {
    const { broker, network, until, begun, kinds, consumer } = await startConsumer({ queue: { maxDeliveryCount: 3 } });
    for (let round = 0; round < 3; round++) {
      await until("the link to be open", () => consumer.health().state === "receiving");
      const told = kinds().length;
      await network.refuse();
      await until("the outage to be told", () => kinds().length > told);
      await network.mend();
    }
    await until("the link to be open", () => consumer.health().state === "receiving");
    await fill(broker, 50);
    await until("the queue to be empty", () => broker.queue("q").isEmpty());
    expect(begun).toHaveLength(50);
    expect(broker.queue("q").totals()).toMatchObject({ delivered: 50, completed: 50 });
    // The connection of the sender is closed.
    await until("one connection to be left", () => network.open === 1 && broker.connectionCount === 1);
  });

  test("by a detached link costs nothing: the message in hand is settled", async () => {
    const held = Promise.withResolvers<void>();
    const { broker, until, begun, problems } = await startConsumer({
      process: async () => {
        if (begun.length === 1) await held.promise;
        return complete;
      },
    });
    await fill(broker, 1);
    await until("the handler to run", () => begun.length === 1);
    broker.closeLinks("q");
    await fill(broker, 5, 10);
    await until("five messages to be completed", () => broker.queue("q").totals().completed === 5);
    held.resolve();
    await until("the queue to be empty", () => broker.queue("q").isEmpty());
    expect(begun).toHaveLength(6);
    expect(problems).toEqual([]);
  });
});

describe("a network that swallows packets", () => {
  test("is noticed by requests that are not answered, and what is in hand is settled afterwards", async () => {
    const held = Promise.withResolvers<void>();
    const { broker, network, until, begun, kinds } = await startConsumer({
      // Renewed after half a second: the first request that is not answered.
      queue: { lockDurationMs: 20_000 },
      consumer: { settleTimeoutMs: 300, openTimeoutMs: 2_000, concurrency: 2 },
      process: async (message) => {
        if (message.messageId === "m0") await held.promise;
        return complete;
      },
    });
    await fill(broker, 2);
    await until("both handlers to run and one to be done", () => broker.queue("q").totals().completed === 1);
    network.swallow();
    held.resolve();
    await until("the outage to be told", () => kinds().includes("connection"));
    await network.mend();
    await fill(broker, 3, 10);
    await until("the queue to be empty", () => broker.queue("q").isEmpty(), 20_000);
    expect(new Set(begun)).toEqual(new Set(["m0", "m1", "m10", "m11", "m12"]));
    expect(begun).toHaveLength(5);
    expect(kinds().at(-1)).toBe("connection-restored");
    // What was thrown away left no socket.
    await until("one connection to be left", () => network.open === 1);
  });

  test("while a connection opens makes that client useless for ever: it is thrown away", async () => {
    const { broker, network, consumer, until, begun } = await makeConsumer({
      consumer: { openTimeoutMs: 1_500, settleTimeoutMs: 1_500 },
    });
    network.swallow();
    await expect(consumer.open()).rejects.toMatchObject({ code: "TIMEOUT" });
    await network.mend();
    await consumer.open();
    consumer.subscribe();
    await fill(broker, 1);
    await until("the message to be handled", () => begun.length === 1);
    await until("one connection to be left", () => network.open === 1);
  });
});

describe("close", () => {
  test("ends within seconds when nobody answers, and leaves no socket", async () => {
    const { network, consumer, until } = await startConsumer();
    await until("the link to be open", () => consumer.health().state === "receiving");
    network.swallow();
    const before = performance.now();
    await consumer.close();
    expect(performance.now() - before).toBeLessThan(5_000);
    await until("no connection to be left", () => network.open === 0);
  });

  test("while a link opens leaves no timer that would keep the process running", async () => {
    const pending = new Set<() => void>();
    const clock: Clock = {
      now: () => Date.now(),
      wakeAt(timeMs, wake) {
        const cancel = systemClock.wakeAt(timeMs, () => {
          pending.delete(wake);
          wake();
        });
        pending.add(wake);
        return () => {
          pending.delete(wake);
          cancel();
        };
      },
    };
    const { consumer, network, until } = await makeConsumer({ consumer: { clock } });
    await consumer.open();
    const closed = consumer.close();
    consumer.subscribe();
    await closed;
    await until("no connection to be left", () => network.open === 0);
    expect(pending.size).toBe(0);
  });

  test("during an outage ends at once", async () => {
    const { network, consumer, until, kinds } = await startConsumer();
    await until("the link to be open", () => consumer.health().state === "receiving");
    await network.refuse();
    await until("the outage to be told", () => kinds().includes("connection"));
    await Promise.all([consumer.drain(), consumer.close()]);
    expect(consumer.health().state).toBe("closed");
  });
});

describe("canary: the Azure client", () => {
  test("still has the socket where we destroy it", async () => {
    await using broker = await ServiceBusBroker.start({ queues: [{ name: "q" }] });
    await using network = await FlakyNetwork.start(broker);
    const client = new ServiceBusClient(network.through(broker.connectionString()));
    await client.createReceiver("q").peekMessages(1);
    network.swallow();
    const connection = new QueueConnection(client, { openedAtMs: 0, requestTimeoutMs: 100, silent: () => {} });
    await connection.discard();
    await expect.poll(() => network.open).toBe(0);
  });
});
