import { describe, expect, test } from "vitest";
import { ManualClock } from "../../../src/sandbox/broker/index.ts";
import { codeOf, connect, receive, receiveOne, send, startBroker } from "./azure-fixture.ts";

describe("management operations", () => {
  test("a deferred message is received by its number, and stays deferred when abandoned", async () => {
    const broker = await startBroker();
    const client = connect(broker);
    await send(client, { body: "a" });
    const receiver = client.createReceiver("q");
    const { sequenceNumber } = await receiveOne(receiver).then(async (message) => {
      await receiver.deferMessage(message, { why: "later" });
      return message;
    });
    if (sequenceNumber === undefined) throw new Error("no sequence number");
    expect(broker.queue("q").counts()).toMatchObject({ active: 0, deferred: 1 });
    expect(await receiver.receiveMessages(1, { maxWaitTimeInMs: 50 })).toEqual([]);

    const [deferred] = await receiver.receiveDeferredMessages(sequenceNumber);
    if (deferred === undefined) throw new Error("nothing deferred");
    expect(deferred).toMatchObject({ state: "deferred", deliveryCount: 1, applicationProperties: { why: "later" } });
    expect(await codeOf(receiver.receiveDeferredMessages(sequenceNumber))).toBe("MessageNotFound");
    await receiver.abandonMessage(deferred);
    expect(broker.queue("q").counts()).toMatchObject({ active: 0, deferred: 1 });

    const [again] = await receiver.receiveDeferredMessages([sequenceNumber]);
    if (again === undefined) throw new Error("nothing deferred");
    expect(again.deliveryCount).toBe(2);
    await receiver.completeMessage(again);
    expect(broker.queue("q").isEmpty()).toBe(true);
  });

  test("a deferred message can be dead-lettered, renewed and received at most once", async () => {
    const broker = await startBroker();
    const client = connect(broker);
    await send(client, { body: "a" }, { body: "b" });
    const receiver = client.createReceiver("q");
    const numbers = [];
    for (const message of await receive(receiver, 2)) {
      await receiver.deferMessage(message);
      if (message.sequenceNumber !== undefined) numbers.push(message.sequenceNumber);
    }
    const [first] = await receiver.receiveDeferredMessages(numbers.slice(0, 1));
    if (first === undefined) throw new Error("nothing deferred");
    expect((await receiver.renewMessageLock(first)).getTime()).toBeGreaterThan(Date.now() + 50_000);
    await receiver.deadLetterMessage(first, { deadLetterReason: "no", deadLetterErrorDescription: "not today" });
    const deleter = client.createReceiver("q", { receiveMode: "receiveAndDelete" });
    expect(await deleter.receiveDeferredMessages(numbers.slice(1))).toMatchObject([{ body: "b" }]);
    expect(broker.queue("q").counts()).toEqual({ active: 0, locked: 0, deferred: 0, scheduled: 0, deadLettered: 1 });
  });

  test("a message is settled over $management when its link is gone", async () => {
    const broker = await startBroker();
    const client = connect(broker);
    await send(client, ...["complete", "abandon", "defer", "deadLetter"].map((body) => ({ body, messageId: body })));
    const receiver = client.createReceiver("q");
    const messages = await receive(receiver, 4);
    broker.closeLinks("q");
    // By the answer to this the client has heard that its link is gone; from then on it settles over $management.
    await receiver.peekMessages(1);
    const [complete, abandon, defer, deadLetter] = messages;
    if (!complete || !abandon || !defer || !deadLetter) throw new Error("four were received");
    await receiver.completeMessage(complete);
    await receiver.abandonMessage(abandon, { again: 1 });
    await receiver.deferMessage(defer, { later: 2 });
    await receiver.deadLetterMessage(deadLetter, { deadLetterReason: "bad", deadLetterErrorDescription: "worse" });
    expect(broker.queue("q").messages()).toMatchObject([
      { messageId: "abandon", state: "active", deliveryCount: 1, applicationProperties: { again: 1 } },
      { messageId: "defer", state: "deferred", applicationProperties: { later: 2 } },
    ]);
    expect(broker.queue("q").deadLetterQueue.messages()).toMatchObject([
      { messageId: "deadLetter", deadLetterReason: "bad", deadLetterDescription: "worse" },
    ]);
  });

  test("peek shows messages in every state and locks none", async () => {
    const broker = await startBroker();
    const client = connect(broker);
    const later = new Date(Date.now() + 3600_000);
    await send(client, { body: 1 }, { body: 2 }, { body: 3 }, { body: 4, scheduledEnqueueTimeUtc: later });
    const receiver = client.createReceiver("q");
    const [first] = await receive(receiver, 2);
    if (first === undefined) throw new Error("nothing received");
    await receiver.deferMessage(first);
    const peeked = await client.createReceiver("q").peekMessages(10);
    expect(peeked.map(({ body, state }) => [body, state])).toEqual([
      [1, "deferred"],
      [2, "active"],
      [3, "active"],
      [4, "scheduled"],
    ]);
    const [, , third, fourth] = peeked;
    if (third?.sequenceNumber === undefined || fourth?.sequenceNumber === undefined)
      throw new Error("four were peeked");
    expect(await receiver.peekMessages(1, { fromSequenceNumber: third.sequenceNumber })).toMatchObject([{ body: 3 }]);
    expect(await receiver.peekMessages(1, { fromSequenceNumber: fourth.sequenceNumber.add(1) })).toEqual([]);
    expect(broker.queue("q").counts()).toEqual({ active: 1, locked: 1, deferred: 1, scheduled: 1, deadLettered: 0 });
  });

  test("a peek shows no more than 4 MiB at once, and the next one goes on from there", async () => {
    const broker = await startBroker();
    const client = connect(broker);
    const sender = client.createSender("q");
    await Promise.all(Array.from({ length: 20 }, () => sender.sendMessages({ body: Buffer.alloc(250_000) })));
    const receiver = client.createReceiver("q");
    expect(await receiver.peekMessages(100)).toHaveLength(16);
    expect(await receiver.peekMessages(100)).toHaveLength(4);
    expect(await receiver.peekMessages(100)).toHaveLength(0);
  });

  test("a body left out of a peek is told by its size", async () => {
    const broker = await startBroker();
    const client = connect(broker);
    await send(client, { body: "a body" });
    const receiver = client.createReceiver("q");
    const notInTheTypes: object = { omitMessageBody: true };
    const [peeked] = await receiver.peekMessages(1, notInTheTypes);
    expect(peeked?.body).toBeUndefined();
    expect(peeked?._rawAmqpMessage.deliveryAnnotations?.["omitted-message-body-size"]).toBeGreaterThan("a body".length);
    expect(await receiveOne(receiver)).toMatchObject({ body: "a body" });
  });

  test("a number named twice stands for one message", async () => {
    const broker = await startBroker();
    const client = connect(broker);
    const sender = client.createSender("q");
    const [scheduled] = await sender.scheduleMessages({ body: "later" }, new Date(Date.now() + 60_000));
    if (scheduled === undefined) throw new Error("no number");
    await sender.cancelScheduledMessages([scheduled, scheduled]);
    expect(broker.queue("q").totals()).toMatchObject({ "schedule-cancelled": 1 });

    await send(client, { body: "deferred" });
    const receiver = client.createReceiver("q");
    const message = await receiveOne(receiver);
    await receiver.deferMessage(message);
    if (message.sequenceNumber === undefined) throw new Error("no number");
    const received = await receiver.receiveDeferredMessages([message.sequenceNumber, message.sequenceNumber]);
    expect(received).toHaveLength(1);
    for (const one of received) await receiver.completeMessage(one);
    expect(broker.queue("q").isEmpty()).toBe(true);
  });

  test("a message whose schedule is over when it comes in was never scheduled", async () => {
    const broker = await startBroker();
    const client = connect(broker);
    await send(client, { body: 1, scheduledEnqueueTimeUtc: new Date(Date.now() - 1000) });
    expect(await receiveOne(client.createReceiver("q"))).toMatchObject({ state: "active" });
  });

  test("scheduled messages come at their time, with new numbers, unless cancelled", async () => {
    const clock = new ManualClock();
    const broker = await startBroker({}, { clock });
    const client = connect(broker);
    const sender = client.createSender("q");
    const at = new Date(clock.now() + 60_000);
    const [one, two] = await sender.scheduleMessages([{ body: "one" }, { body: "two" }], at);
    if (one === undefined || two === undefined) throw new Error("no numbers");
    await sender.sendMessages({ body: "three", scheduledEnqueueTimeUtc: new Date(clock.now() + 90_000) });
    expect(broker.queue("q").counts()).toMatchObject({ active: 0, scheduled: 3 });
    await sender.cancelScheduledMessages(two);
    expect(await codeOf(sender.cancelScheduledMessages(two))).toBe("MessageNotFound");
    clock.advance(59_999);
    expect(broker.queue("q").counts()).toMatchObject({ active: 0, scheduled: 2 });
    clock.advance(1);
    const message = await receiveOne(client.createReceiver("q"));
    expect(message).toMatchObject({ body: "one", state: "scheduled" });
    expect(message.sequenceNumber?.greaterThan(one)).toBe(true);
    expect(message.enqueuedTimeUtc).toEqual(at);
    clock.advance(30_000);
    expect(await receiveOne(client.createReceiver("q"))).toMatchObject({ body: "three" });
  });

  test("a message expires at its time to live: dropped, or dead-lettered if the queue says so", async () => {
    const clock = new ManualClock();
    const broker = await startBroker({ defaultTimeToLiveMs: 60_000 }, { clock });
    broker.createQueue({ name: "keep", deadLetterOnExpiry: true });
    const client = connect(broker);
    await send(client, { body: "default" }, { body: "own", timeToLive: 10_000 });
    await client.createSender("keep").sendMessages({ body: "kept", timeToLive: 10_000 });
    const receiver = client.createReceiver("keep", { maxAutoLockRenewalDurationInMs: 0 });
    clock.advance(10_000);
    expect(broker.queue("q").messages()).toMatchObject([{ expiresAt: new Date(clock.now() + 50_000) }]);
    expect(broker.queue("keep").deadLetterQueue.messages()).toMatchObject([
      { deadLetterReason: "TTLExpiredException" },
    ]);
    clock.advance(50_000);
    expect(broker.queue("q").isEmpty()).toBe(true);
    expect(broker.queue("q").totals()).toMatchObject({ expired: 2 });

    await client.createSender("keep").sendMessages({ body: "held", timeToLive: 10_000 });
    const held = await receiveOne(receiver);
    clock.advance(20_000);
    expect(broker.queue("keep").counts().locked).toBe(1);
    await receiver.abandonMessage(held);
    expect(broker.queue("keep").counts()).toMatchObject({ active: 0, deadLettered: 2 });
  });

  test("a dead-letter queue delivers without counting and never expires anything", async () => {
    const clock = new ManualClock();
    const broker = await startBroker({ maxDeliveryCount: 1, defaultTimeToLiveMs: 60_000 }, { clock });
    const client = connect(broker);
    await send(client, { body: "a" });
    const receiver = client.createReceiver("q");
    await receiver.abandonMessage(await receiveOne(receiver));
    const dead = client.createReceiver("q", { subQueueType: "deadLetter" });
    for (let delivery = 0; delivery < 3; delivery += 1) {
      const message = await receiveOne(dead);
      expect(message.deliveryCount).toBe(1);
      await dead.abandonMessage(message);
    }
    clock.advance(24 * 3600_000);
    expect(broker.queue("q/$DeadLetterQueue").counts().active).toBe(1);
    expect(await codeOf(client.createSender("q/$DeadLetterQueue").sendMessages({ body: 1 }))).toBe("GeneralError");
  });

  test("messages and dead letters are forwarded where the queue says", async () => {
    const broker = await startBroker({ forwardDeadLetteredTo: "bin" }, { queues: [{ name: "bin" }] });
    broker.createQueue({ name: "front", forwardTo: "q" });
    const client = connect(broker);
    await client.createSender("front").sendMessages({ body: "a" });
    expect(broker.queue("front").isEmpty()).toBe(true);
    const receiver = client.createReceiver("q");
    await receiver.deadLetterMessage(await receiveOne(receiver), {
      deadLetterReason: "bad",
      deadLetterErrorDescription: "",
    });
    expect(await receiveOne(client.createReceiver("bin"))).toMatchObject({
      body: "a",
      deadLetterReason: "bad",
      deadLetterSource: "q",
    });
  });

  test("what is scheduled on a forwarding queue waits there, can be cancelled, and is forwarded when it is due", async () => {
    const clock = new ManualClock();
    const queues = [
      { name: "front", forwardTo: "q" },
      { name: "to-picky", forwardTo: "picky" },
      { name: "picky", requiresSession: true },
    ];
    const broker = await startBroker({}, { clock, queues });
    const sender = connect(broker).createSender("front");
    const due = new Date(clock.now() + 60_000);
    const [cancelled, kept] = await sender.scheduleMessages([{ body: "cancelled" }, { body: "kept" }], due);
    expect(broker.queue("front").counts()).toMatchObject({ scheduled: 2 });
    expect(broker.queue("q").isEmpty()).toBe(true);
    if (cancelled !== undefined) await sender.cancelScheduledMessages(cancelled);
    expect(broker.queue("front").messages()).toMatchObject([{ sequenceNumber: kept?.toNumber() }]);
    await connect(broker).createSender("to-picky").scheduleMessages({ body: "no session" }, due);
    clock.advance(60_000);
    expect(broker.queue("front").isEmpty()).toBe(true);
    expect(broker.queue("q").messages()).toMatchObject([{ state: "active" }]);
    // What its target refuses is not lost.
    expect(broker.queue("to-picky").deadLetterQueue.messages()).toMatchObject([
      { deadLetterReason: "ForwardingFailed", deadLetterDescription: expect.stringContaining("SessionId") },
    ]);
  });

  test("messages are not forwarded in circles, and dead letters not lost where their target refuses them", async () => {
    const queues = [{ name: "picky", requiresSession: true }];
    const broker = await startBroker({ forwardDeadLetteredTo: "picky" }, { queues });
    broker.createQueue({ name: "ring", forwardTo: "ring" });
    const client = connect(broker);
    expect(await codeOf(client.createSender("ring").sendMessages({ body: "a" }))).toBe("GeneralError");
    await send(client, { body: "a" });
    const receiver = client.createReceiver("q");
    await receiver.deadLetterMessage(await receiveOne(receiver));
    expect(broker.queue("q").counts().deadLettered).toBe(1);
  });
});
