import { describe, expect, test } from "vitest";
import { ManualClock } from "../../../src/sandbox/broker/index.ts";
import { codeOf, connect, receive, receiveOne, send, startBroker } from "./azure-fixture.ts";

const patient = { retryOptions: { maxRetries: 3, retryDelayInMs: 1, timeoutInMs: 500 } };

describe("fault injection", () => {
  test("server-busy is answered as often as asked, and the client retries", async () => {
    const broker = await startBroker();
    const fault = broker.faults.add({ on: "send", queue: "q", times: 2, effect: { kind: "refuse" } });
    expect(await codeOf(connect(broker).createSender("q").sendMessages({ body: 1 }))).toBe("ServiceBusy");
    await send(connect(broker, patient), { body: 2 });
    expect(fault.hits).toBe(2);
    expect(broker.queue("q").messages()).toMatchObject([{ sequenceNumber: 1 }]);
  });

  test("a lost answer to a send leaves a message that a retry repeats", async () => {
    const broker = await startBroker();
    broker.faults.add({ on: "send", effect: { kind: "lose-answer" } });
    await send(connect(broker, patient), { body: 1, messageId: "m" });
    expect(
      broker
        .queue("q")
        .messages()
        .map(({ messageId }) => messageId),
    ).toEqual(["m", "m"]);
  });

  test("with duplicate detection the repeated message is dropped", async () => {
    const broker = await startBroker({ duplicateDetectionWindowMs: 60_000 });
    broker.faults.add({ on: "send", effect: { kind: "lose-answer" } });
    await send(connect(broker, patient), { body: 1, messageId: "m" });
    expect(broker.queue("q").counts().active).toBe(1);
  });

  test("a lost settlement leaves its message locked", async () => {
    const broker = await startBroker();
    const client = connect(broker, { retryOptions: { maxRetries: 0, timeoutInMs: 200 } });
    await send(client, { body: 1 }, { body: 2 });
    const receiver = client.createReceiver("q");
    const [one, two] = await receive(receiver, 2);
    if (!one || !two) throw new Error("two were received");
    broker.faults.add({ on: "settle", effect: { kind: "lose" } });
    broker.faults.add({ on: "settle", effect: { kind: "lose-answer" } });
    expect(await codeOf(receiver.completeMessage(one))).toBe("ServiceTimeout");
    expect(await codeOf(receiver.completeMessage(two))).toBe("ServiceTimeout");
    expect(broker.queue("q").messages()).toMatchObject([{ sequenceNumber: 1, state: "locked" }]);
  });

  test("a refused settlement has the code it was given", async () => {
    const broker = await startBroker();
    const client = connect(broker);
    await send(client, { body: 1 });
    const receiver = client.createReceiver("q");
    const message = await receiveOne(receiver);
    broker.faults.add({
      on: "settle",
      when: ({ operation }) => operation === "accepted",
      effect: { kind: "refuse", condition: "com.microsoft:message-lock-lost" },
    });
    expect(await codeOf(receiver.completeMessage(message))).toBe("MessageLockLost");
  });

  test("a connection dropped after a send was stored makes the client send it again", async () => {
    const broker = await startBroker();
    broker.faults.add({ on: "send", effect: { kind: "drop-connection", when: "after" } });
    await send(connect(broker, patient), { body: 1, messageId: "m" });
    expect(
      broker
        .queue("q")
        .messages()
        .map(({ messageId }) => messageId),
    ).toEqual(["m", "m"]);
  });

  test("a message can be delivered twice, the next one first, or late", async () => {
    const clock = new ManualClock();
    const broker = await startBroker({}, { clock });
    const client = connect(broker);
    const options = { receiveMode: "receiveAndDelete" } as const;

    await send(client, { body: "twice", messageId: "t" });
    broker.faults.add({ on: "deliver", when: ({ messageId }) => messageId === "t", effect: { kind: "twice" } });
    expect((await receive(client.createReceiver("q", options), 2)).map(({ body }) => body)).toEqual(["twice", "twice"]);

    await send(client, { body: 1 }, { body: 2 }, { body: 3 });
    broker.faults.add({ on: "deliver", effect: { kind: "reorder" } });
    const reordered = await client.createReceiver("q", options).receiveMessages(3);
    expect(reordered.map(({ body }) => body)).toEqual([2, 1, 3]);

    await send(client, { body: "late" });
    broker.faults.add({ on: "deliver", effect: { kind: "delay", ms: 60_000 } });
    const delivered = broker.events.once((event) => event.type === "delivered");
    const late = receiveOne(client.createReceiver("q", options));
    await delivered;
    clock.advance(60_000);
    expect((await late).body).toBe("late");
  });

  test("a closed link is opened again by the subscriber", async () => {
    const broker = await startBroker();
    const client = connect(broker, patient);
    const done = broker.events.once((event) => event.type === "completed");
    client.createReceiver("q").subscribe({ async processMessage() {}, async processError() {} });
    await broker.events.once((event) => event.type === "link-attached" && event.entity === "q");
    const again = broker.events.once((event) => event.type === "link-attached" && event.entity === "q");
    expect(broker.closeLinks("Q")).toBe(1);
    await again;
    await send(connect(broker), { body: 1 });
    await done;
  });

  test("attaching, authorizing and managing can be refused", async () => {
    const broker = await startBroker();
    const client = connect(broker);
    broker.faults.add({
      on: "attach",
      queue: "Q",
      effect: { kind: "refuse", condition: "amqp:resource-limit-exceeded" },
    });
    expect(await codeOf(client.createSender("q").sendMessages({ body: 1 }))).toBe("QuotaExceeded");
    broker.faults.add({ on: "authorize", effect: { kind: "refuse", condition: "amqp:unauthorized-access" } });
    expect(await codeOf(client.createSender("q").sendMessages({ body: 1 }))).toBe("UnauthorizedAccess");
    const receiver = client.createReceiver("q");
    const fault = broker.faults.add({
      on: "manage",
      skip: 1,
      when: ({ operation }) => operation === "com.microsoft:peek-message",
      effect: { kind: "refuse" },
    });
    await receiver.peekMessages(1);
    expect(await codeOf(receiver.peekMessages(1))).toBe("ServiceBusy");
    expect(fault.hits).toBe(1);
  });

  test("a removed fault strikes no more", async () => {
    const broker = await startBroker();
    const fault = broker.faults.add({ on: "send", times: Number.POSITIVE_INFINITY, effect: { kind: "refuse" } });
    const sender = connect(broker).createSender("q");
    expect(await codeOf(sender.sendMessages({ body: 1 }))).toBe("ServiceBusy");
    fault.remove();
    await sender.sendMessages({ body: 1 });
    broker.faults.add({ on: "send", effect: { kind: "refuse" } });
    broker.faults.clear();
    await sender.sendMessages({ body: 1 });
    expect(fault.hits).toBe(1);
  });
});
