import { describe, expect, test } from "vitest";
import { codeOf, connect, send, startBroker } from "./azure-fixture.ts";

describe("sending", () => {
  test("a message sent is in the queue as it was sent", async () => {
    const broker = await startBroker();
    await send(connect(broker), {
      body: { card: 1 },
      messageId: "m-1",
      subject: "PRODUCED",
      correlationId: "c-1",
      contentType: "application/json",
      applicationProperties: { attempt: 3, urgent: true },
    });
    expect(broker.queue("Q").counts()).toEqual({ active: 1, locked: 0, deferred: 0, scheduled: 0, deadLettered: 0 });
    const [message] = broker.queue("q").messages();
    expect(message).toMatchObject({
      sequenceNumber: 1,
      messageId: "m-1",
      subject: "PRODUCED",
      state: "active",
      applicationProperties: { attempt: 3, urgent: true },
      body: Buffer.from('{"card":1}'),
    });
  });

  test("a batch arrives as single messages, in order", async () => {
    const broker = await startBroker();
    const sender = connect(broker).createSender("q");
    const batch = await sender.createMessageBatch();
    for (const body of ["a", "b", "c"]) expect(batch.tryAddMessage({ body, messageId: body })).toBe(true);
    await sender.sendMessages(batch);
    await sender.sendMessages([
      { body: "d", messageId: "d" },
      { body: "e", messageId: "e" },
    ]);
    expect(
      broker
        .queue("q")
        .messages()
        .map((message) => message.messageId),
    ).toEqual(["a", "b", "c", "d", "e"]);
  });

  test("a batch stops where the queue's size limit is", async () => {
    const broker = await startBroker({ maxMessageBytes: 2000 });
    const sender = connect(broker).createSender("q");
    const batch = await sender.createMessageBatch();
    expect(batch.maxSizeInBytes).toBe(2000);
    expect(batch.tryAddMessage({ body: Buffer.alloc(1500) })).toBe(true);
    expect(batch.tryAddMessage({ body: Buffer.alloc(1500) })).toBe(false);
    await sender.sendMessages(batch);
    expect(broker.queue("q").counts().active).toBe(1);
  });

  test("an oversize message is refused and its link goes on", async () => {
    const broker = await startBroker({ maxMessageBytes: 70_000 });
    const sender = connect(broker).createSender("q");
    expect(await codeOf(sender.sendMessages({ body: Buffer.alloc(300_000) }))).toBe("MessageSizeExceeded");
    await sender.sendMessages({ body: Buffer.alloc(69_000) });
    expect(broker.queue("q").counts().active).toBe(1);
  });

  test("a message larger than a frame arrives whole", async () => {
    const broker = await startBroker();
    const body = Buffer.alloc(200_000, "x");
    const client = connect(broker);
    await send(client, { body });
    const [message] = await client.createReceiver("q", { receiveMode: "receiveAndDelete" }).receiveMessages(1);
    expect(message?.body).toEqual(body);
  });

  test("a full queue refuses more", async () => {
    const broker = await startBroker({ maxQueueBytes: 1500 });
    const sender = connect(broker).createSender("q");
    await sender.sendMessages({ body: Buffer.alloc(1000) });
    expect(await codeOf(sender.sendMessages({ body: Buffer.alloc(1000) }))).toBe("QuotaExceeded");
    expect(broker.queue("q").counts().active).toBe(1);
  });

  test("a message sent again within the window is dropped", async () => {
    const broker = await startBroker({ duplicateDetectionWindowMs: 60_000 });
    await send(connect(broker), { body: 1, messageId: "m" }, { body: 2, messageId: "m" }, { body: 3, messageId: "n" });
    expect(
      broker
        .queue("q")
        .messages()
        .map((message) => message.messageId),
    ).toEqual(["m", "n"]);
    expect(broker.queue("q").totals()).toMatchObject({ enqueued: 2, "duplicate-dropped": 1 });
  });

  test("a queue that does not exist is named", async () => {
    const broker = await startBroker();
    const sending = connect(broker).createSender("Not/Declared").sendMessages({ body: 1 });
    await expect(sending).rejects.toThrow("The messaging entity 'sb://127.0.0.1/Not/Declared' could not be found.");
    await expect(sending).rejects.toMatchObject({ code: "MessagingEntityNotFound" });
  });
});
