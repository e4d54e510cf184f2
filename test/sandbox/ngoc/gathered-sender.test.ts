import { ServiceBusClient } from "@azure/service-bus";
import { describe, expect, test } from "vitest";
import { ServiceBusBroker } from "../../../src/sandbox/broker/index.ts";
import { GatheredSender } from "../../../src/sandbox/ngoc/gathered-sender.ts";

const megabyte = 1024 ** 2;
const message = (messageId: string, bytes = 10) => ({
  subject: "TEST",
  messageId,
  contentType: "application/json",
  body: Buffer.alloc(bytes, "1"),
});

async function start(stack: AsyncDisposableStack) {
  const broker = stack.use(await ServiceBusBroker.start({ queues: [{ name: "requests", maxMessageBytes: megabyte }] }));
  const client = stack.adopt(new ServiceBusClient(broker.connectionString()), (one) => one.close());
  const sender = new GatheredSender(client.createSender("requests"));
  return {
    broker,
    sender,
    sentIds: () =>
      broker
        .queue("requests")
        .messages()
        .map((one) => one.messageId),
  };
}

describe("GatheredSender", () => {
  test("sends what starts in one moment together and in order", async () => {
    await using stack = new AsyncDisposableStack();
    const { broker, sender, sentIds } = await start(stack);
    const watch = broker.faults.add({ on: "send", times: 1000, effect: { kind: "delay", ms: 0 } });
    const ids = Array.from({ length: 50 }, (_, index) => `message-${index}`);
    await Promise.all(ids.map((id) => sender.send(message(id))));
    expect(sentIds()).toEqual(ids);
    expect(watch.hits).toBe(1);
  });

  test("sends a message of any shape after those that wait", async () => {
    await using stack = new AsyncDisposableStack();
    const { sender, sentIds } = await start(stack);
    const sends = [sender.send(message("first")), sender.sendAlone({ messageId: "second", body: { any: "shape" } })];
    await Promise.all([...sends, sender.send(message("third"))]);
    expect(sentIds()).toEqual(["first", "second", "third"]);
  });

  test("splits what is too large for one batch, and a refused message takes no other with it", async () => {
    await using stack = new AsyncDisposableStack();
    const { sender, sentIds } = await start(stack);
    const sizes = [100_000, 100_000, 100_000, 2 * megabyte, 10];
    const ends = await Promise.allSettled(sizes.map((bytes, index) => sender.send(message(`${index}`, bytes))));
    expect(ends.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "fulfilled", "rejected", "fulfilled"]);
    expect(sentIds()).toEqual(["0", "1", "2", "4"]);
  });
});
