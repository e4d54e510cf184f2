import { describe, expect, test } from "vitest";
import { ManualClock } from "../../../src/sandbox/broker/index.ts";
import { codeOf, connect, receiveOne, send, startBroker } from "./azure-fixture.ts";

describe("receiving", () => {
  test("a completed message is gone", async () => {
    const broker = await startBroker();
    const client = connect(broker);
    await send(client, { body: "a" });
    const receiver = client.createReceiver("q");
    const message = await receiveOne(receiver);
    expect(message).toMatchObject({ body: "a", deliveryCount: 0, state: "active" });
    expect(broker.queue("q").counts()).toMatchObject({ active: 0, locked: 1 });
    await receiver.completeMessage(message);
    expect(broker.queue("q").isEmpty()).toBe(true);
  });

  test("an abandoned message comes back in its place with one more delivery and the changed properties", async () => {
    const broker = await startBroker();
    const client = connect(broker);
    await send(client, { body: "a", applicationProperties: { kept: "yes" } }, { body: "b" });
    const receiver = client.createReceiver("q");
    await receiver.abandonMessage(await receiveOne(receiver), { tried: 1 });
    const again = await receiveOne(receiver);
    expect(again).toMatchObject({ body: "a", deliveryCount: 1, applicationProperties: { kept: "yes", tried: 1 } });
  });

  test("a dead-lettered message is in the dead-letter queue with its reason", async () => {
    const broker = await startBroker();
    const client = connect(broker);
    await send(client, { body: "a" });
    const receiver = client.createReceiver("q");
    await receiver.deadLetterMessage(await receiveOne(receiver), {
      deadLetterReason: "unreadable",
      deadLetterErrorDescription: "not JSON",
      extra: 7,
    });
    expect(broker.queue("q").counts()).toMatchObject({ active: 0, locked: 0, deadLettered: 1 });
    const dead = client.createReceiver("q", { subQueueType: "deadLetter" });
    const message = await receiveOne(dead);
    expect(message).toMatchObject({
      body: "a",
      deadLetterReason: "unreadable",
      deadLetterErrorDescription: "not JSON",
      applicationProperties: { extra: 7 },
    });
    expect(await codeOf(dead.deadLetterMessage(message))).toBe("GeneralError");
  });

  test("a message is delivered maxDeliveryCount times, then dead-lettered", async () => {
    const broker = await startBroker({ maxDeliveryCount: 3 });
    const client = connect(broker);
    await send(client, { body: "a" });
    const receiver = client.createReceiver("q");
    for (let delivery = 0; delivery < 3; delivery += 1) {
      const message = await receiveOne(receiver);
      expect(message.deliveryCount).toBe(delivery);
      await receiver.abandonMessage(message);
    }
    expect(broker.queue("q").deadLetterQueue.messages()).toMatchObject([
      { deadLetterReason: "MaxDeliveryCountExceeded" },
    ]);
  });

  test("an expired lock gives the message back and is lost to its holder", async () => {
    const clock = new ManualClock();
    const broker = await startBroker({ lockDurationMs: 30_000 }, { clock });
    const client = connect(broker);
    await send(client, { body: "a" });
    const receiver = client.createReceiver("q", { maxAutoLockRenewalDurationInMs: 0 });
    const message = await receiveOne(receiver);
    expect(message.lockedUntilUtc?.getTime()).toBe(clock.now() + 30_000);
    clock.advance(29_999);
    expect(broker.queue("q").counts().locked).toBe(1);
    clock.advance(1);
    expect(broker.queue("q").counts()).toMatchObject({ active: 1, locked: 0 });
    expect(await codeOf(receiver.completeMessage(message))).toBe("MessageLockLost");
    expect((await receiveOne(receiver)).deliveryCount).toBe(1);
  });

  test("a renewed lock lasts its full time again", async () => {
    const clock = new ManualClock();
    const broker = await startBroker({ lockDurationMs: 30_000 }, { clock });
    const client = connect(broker);
    await send(client, { body: "a" });
    const receiver = client.createReceiver("q", { maxAutoLockRenewalDurationInMs: 0 });
    const message = await receiveOne(receiver);
    clock.advance(20_000);
    expect((await receiver.renewMessageLock(message)).getTime()).toBe(clock.now() + 30_000);
    clock.advance(29_000);
    await receiver.completeMessage(message);
    expect(broker.queue("q").isEmpty()).toBe(true);
  });

  test("the client renews a lock while a handler works", async () => {
    const broker = await startBroker({ lockDurationMs: 1000 });
    const client = connect(broker);
    await send(client, { body: "a" });
    const receiver = client.createReceiver("q");
    const renewals = countEvents(broker, "lock-renewed", 3);
    const completed = broker.events.once((event) => event.type === "completed");
    receiver.subscribe({
      async processMessage() {
        await renewals;
      },
      async processError() {},
    });
    await completed;
    expect(broker.queue("q").totals()).toMatchObject({ delivered: 1, completed: 1 });
  });

  test("receiveMessages takes what is there and leaves the rest", async () => {
    const broker = await startBroker();
    const client = connect(broker);
    await send(client, { body: 1 }, { body: 2 }, { body: 3 });
    const receiver = client.createReceiver("q");
    expect(await receiver.receiveMessages(2)).toHaveLength(2);
    expect(broker.queue("q").counts()).toMatchObject({ active: 1, locked: 2 });
    expect(await receiver.receiveMessages(5, { maxWaitTimeInMs: 2000 })).toHaveLength(1);
    expect(await receiver.receiveMessages(1, { maxWaitTimeInMs: 50 })).toHaveLength(0);
  });

  test("a drained link takes nothing that comes later", async () => {
    const broker = await startBroker();
    const client = connect(broker);
    const receiver = client.createReceiver("q");
    expect(await receiver.receiveMessages(5, { maxWaitTimeInMs: 50 })).toHaveLength(0);
    await send(client, { body: 1 });
    expect(broker.queue("q").counts()).toMatchObject({ active: 1, locked: 0 });
  });

  test("subscribe handles up to maxConcurrentCalls messages at once", async () => {
    const broker = await startBroker();
    const client = connect(broker);
    await send(client, ...Array.from({ length: 12 }, (_, body) => ({ body })));
    let running = 0;
    let most = 0;
    const allCompleted = countEvents(broker, "completed", 12);
    const subscription = client.createReceiver("q").subscribe(
      {
        async processMessage() {
          running += 1;
          most = Math.max(most, running);
          await new Promise((resolve) => setImmediate(resolve));
          running -= 1;
        },
        async processError() {},
      },
      { maxConcurrentCalls: 4 },
    );
    await allCompleted;
    await subscription.close();
    expect(most).toBe(4);
    expect(broker.queue("q").isEmpty()).toBe(true);
  });

  test("a handler that always throws sends its message to the dead-letter queue", async () => {
    const broker = await startBroker({ maxDeliveryCount: 2 });
    const client = connect(broker);
    await send(client, { body: "a" });
    const dead = broker.events.once((event) => event.type === "dead-lettered");
    client.createReceiver("q").subscribe({
      async processMessage() {
        throw new Error("never works");
      },
      async processError() {},
    });
    await dead;
    expect(broker.queue("q").counts()).toMatchObject({ active: 0, deadLettered: 1 });
  });

  test("receiveAndDelete removes a message as it is sent out", async () => {
    const broker = await startBroker();
    const client = connect(broker);
    await send(client, { body: "a" });
    const receiver = client.createReceiver("q", { receiveMode: "receiveAndDelete" });
    expect(await receiveOne(receiver)).toMatchObject({ body: "a" });
    expect(broker.queue("q").isEmpty()).toBe(true);
  });

  test("two receivers share a queue and no message comes twice", async () => {
    const broker = await startBroker();
    const [one, two] = [connect(broker), connect(broker)];
    await send(one, ...Array.from({ length: 20 }, (_, body) => ({ body })));
    const seen: unknown[] = [];
    const allCompleted = countEvents(broker, "completed", 20);
    for (const client of [one, two]) {
      client.createReceiver("q").subscribe({
        async processMessage(message) {
          seen.push(message.body);
        },
        async processError() {},
      });
    }
    await allCompleted;
    expect(seen.sort((a, b) => Number(a) - Number(b))).toEqual(Array.from({ length: 20 }, (_, body) => body));
  });

  function countEvents(broker: Awaited<ReturnType<typeof startBroker>>, type: string, count: number): Promise<void> {
    let seen = 0;
    return broker.events
      .once((event) => {
        if (event.type === type) seen += 1;
        return seen === count;
      })
      .then(() => undefined);
  }
});
