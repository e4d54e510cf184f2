import { describe, expect, test } from "vitest";
import { ManualClock } from "../../../src/sandbox/broker/index.ts";
import { codeOf, connect, receiveOne, send, startBroker } from "./azure-fixture.ts";

describe("sessions", () => {
  test("a session's messages come in order, and only to whoever holds it", async () => {
    const broker = await startBroker({ requiresSession: true });
    const client = connect(broker);
    await send(client, { body: "a1", sessionId: "a" }, { body: "b1", sessionId: "b" }, { body: "a2", sessionId: "a" });
    const session = await client.acceptSession("q", "a");
    expect(session.sessionId).toBe("a");
    expect(session.sessionLockedUntilUtc.getTime()).toBeGreaterThan(Date.now() + 50_000);
    const messages = await session.receiveMessages(2);
    expect(messages.map(({ body }) => body)).toEqual(["a1", "a2"]);
    for (const message of messages) await session.completeMessage(message);
    expect(broker.queue("q").messages()).toMatchObject([{ sessionId: "b", state: "active" }]);
  });

  test("a session that is held cannot be had; once closed it can", async () => {
    const broker = await startBroker({ requiresSession: true });
    const client = connect(broker);
    const session = await client.acceptSession("q", "a");
    expect(await codeOf(client.acceptSession("q", "a"))).toBe("SessionCannotBeLocked");
    await session.close();
    await (await client.acceptSession("q", "a")).close();
  });

  test("the next session is the one that has waited longest, and a waiter gets one as soon as there is one", async () => {
    const broker = await startBroker({ requiresSession: true });
    const client = connect(broker);
    await send(client, { body: 1, sessionId: "first" }, { body: 2, sessionId: "second" });
    const first = await client.acceptNextSession("q");
    const second = await client.acceptNextSession("q");
    expect([first.sessionId, second.sessionId]).toEqual(["first", "second"]);
    const third = connect(broker).acceptNextSession("q");
    const fourth = connect(broker).acceptNextSession("q");
    await send(connect(broker), { body: 3, sessionId: "third" });
    await first.close();
    expect(new Set([(await third).sessionId, (await fourth).sessionId])).toEqual(new Set(["third", "first"]));
  });

  test("waiting for a session that does not come ends with ServiceTimeout", async () => {
    const broker = await startBroker({ requiresSession: true });
    const client = connect(broker, { retryOptions: { maxRetries: 0, timeoutInMs: 300 } });
    expect(["ServiceTimeout", "SessionCannotBeLocked"]).toContain(await codeOf(client.acceptNextSession("q")));
  });

  test("unsettled messages of a closed session come back uncounted, of an expired one counted", async () => {
    const clock = new ManualClock();
    const broker = await startBroker({ requiresSession: true, lockDurationMs: 30_000 }, { clock });
    const client = connect(broker);
    await send(client, { body: 1, sessionId: "a" });
    const options = { maxAutoLockRenewalDurationInMs: 0 };
    const closed = await client.acceptSession("q", "a", options);
    expect(await receiveOne(closed)).toMatchObject({ deliveryCount: 0 });
    await closed.close();

    const expired = await client.acceptSession("q", "a", options);
    const message = await receiveOne(expired);
    expect(message.deliveryCount).toBe(0);
    clock.advance(30_000);
    expect(await codeOf(expired.renewSessionLock())).toBe("SessionLockLost");
    expect(await codeOf(expired.completeMessage(message))).toBe("SessionLockLost");

    const again = await client.acceptSession("q", "a", options);
    expect(await receiveOne(again)).toMatchObject({ deliveryCount: 1 });
  });

  test("a test lets a session's lock run out now", async () => {
    const broker = await startBroker({ requiresSession: true });
    const client = connect(broker);
    await send(client, { body: 1, sessionId: "a" });
    const session = await client.acceptSession("q", "a");
    const message = await receiveOne(session);
    expect(broker.queue("q").expireLocks("no such token")).toBe(0);
    expect(broker.queue("q").expireLocks(message.lockToken)).toBe(1);
    expect(await codeOf(session.renewSessionLock())).toBe("SessionLockLost");
    expect(await receiveOne(await client.acceptNextSession("q"))).toMatchObject({ body: 1, deliveryCount: 1 });
    expect(broker.queue("q").expireLocks()).toBe(1);
  });

  test("a subscriber hears that its session's lock is lost", async () => {
    const clock = new ManualClock();
    const broker = await startBroker({ requiresSession: true, lockDurationMs: 30_000 }, { clock });
    const session = await connect(broker).acceptSession("q", "a", { maxAutoLockRenewalDurationInMs: 0 });
    const failed = new Promise<unknown>((resolve) => {
      session.subscribe({
        async processMessage() {},
        async processError({ error }) {
          resolve((error as { code?: string }).code);
        },
      });
    });
    await session.peekMessages(1);
    clock.advance(30_000);
    expect(await failed).toBe("SessionLockLost");
  });

  test("a renewed session lock lasts its full time again, with the locks of its messages", async () => {
    const clock = new ManualClock();
    const broker = await startBroker({ requiresSession: true, lockDurationMs: 30_000 }, { clock });
    const client = connect(broker);
    await send(client, { body: 1, sessionId: "a" });
    const session = await client.acceptSession("q", "a", { maxAutoLockRenewalDurationInMs: 0 });
    const message = await receiveOne(session);
    clock.advance(20_000);
    expect((await session.renewSessionLock()).getTime()).toBe(clock.now() + 30_000);
    clock.advance(29_000);
    await session.completeMessage(message);
    expect(broker.queue("q").isEmpty()).toBe(true);
  });

  test("a session keeps its state from one receiver to the next", async () => {
    const broker = await startBroker({ requiresSession: true });
    const client = connect(broker);
    const one = await client.acceptSession("q", "a");
    expect(await one.getSessionState()).toBeFalsy();
    await one.setSessionState({ step: 2 });
    await one.close();
    const two = await client.acceptSession("q", "a");
    expect(await two.getSessionState()).toEqual({ step: 2 });
  });

  test("deferred messages and peeking stay within the session", async () => {
    const broker = await startBroker({ requiresSession: true });
    const client = connect(broker);
    await send(client, { body: "a1", sessionId: "a" }, { body: "b1", sessionId: "b" });
    const a = await client.acceptSession("q", "a");
    const b = await client.acceptSession("q", "b");
    expect(await a.peekMessages(10)).toMatchObject([{ body: "a1" }]);
    const message = await receiveOne(a);
    await a.deferMessage(message);
    if (message.sequenceNumber === undefined) throw new Error("no sequence number");
    expect(await codeOf(b.receiveDeferredMessages(message.sequenceNumber))).toBe("MessageNotFound");
    const [deferred] = await a.receiveDeferredMessages(message.sequenceNumber);
    if (deferred === undefined) throw new Error("nothing deferred");
    await a.completeMessage(deferred);
    expect(broker.queue("q").messages()).toMatchObject([{ body: Buffer.from('"b1"') }]);
  });

  test("a queue with sessions wants them from senders and receivers, one without wants none", async () => {
    const broker = await startBroker({ requiresSession: true });
    broker.createQueue({ name: "plain" });
    const client = connect(broker);
    expect(await codeOf(client.createSender("q").sendMessages({ body: 1 }))).toBe("GeneralError");
    expect(await codeOf(client.createReceiver("q").receiveMessages(1))).toBe("GeneralError");
    // The client looks for the session it asked for before it looks at the error.
    expect(await codeOf(client.acceptSession("plain", "a"))).toBe("SessionCannotBeLocked");
    await client.createSender("plain").sendMessages({ body: 1, sessionId: "kept" });
    expect(await receiveOne(client.createReceiver("plain"))).toMatchObject({ sessionId: "kept" });
  });

  test("a subscriber of a session handles its messages one by one", async () => {
    const broker = await startBroker({ requiresSession: true });
    const client = connect(broker);
    const session = await client.acceptSession("q", "a");
    const bodies: unknown[] = [];
    const done = new Promise<void>((resolve) => {
      session.subscribe({
        async processMessage(message) {
          bodies.push(message.body);
          if (bodies.length === 3) resolve();
        },
        async processError() {},
      });
    });
    await send(client, ...[1, 2, 3].map((body) => ({ body, sessionId: "a" })));
    await done;
    expect(bodies).toEqual([1, 2, 3]);
  });

  test("dead letters of a queue with sessions are received without one", async () => {
    const broker = await startBroker({ requiresSession: true });
    const client = connect(broker);
    await send(client, { body: 1, sessionId: "a" });
    const session = await client.acceptSession("q", "a");
    await session.deadLetterMessage(await receiveOne(session));
    const dead = client.createReceiver("q", { subQueueType: "deadLetter" });
    expect(await receiveOne(dead)).toMatchObject({ body: 1, sessionId: "a" });
  });
});
