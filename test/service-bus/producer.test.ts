import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { EncodedMessage } from "../../src/production-partner/messages/index.ts";
import { ServiceBusBroker } from "../../src/sandbox/index.ts";
import { resolveEndpoint } from "../../src/service-bus/endpoint.ts";
import { QueueProducer } from "../../src/service-bus/producer.ts";

let broker: ServiceBusBroker;
let outbound: QueueProducer;

beforeEach(async () => {
  broker = await ServiceBusBroker.start({ queues: [{ name: "q", maxMessageBytes: 64 * 1024 }] });
  const endpoint = resolveEndpoint("outbound", {
    connectionString: broker.connectionString({ queue: "q", rights: ["Send"] }),
  });
  outbound = new QueueProducer(endpoint, { attempts: 3, initialDelayMs: 1, maxDelayMs: 5, attemptTimeoutMs: 2_000 });
});
afterEach(async () => {
  await outbound.close();
  await broker.close();
});

function message(messageId: string, bytes = 10): EncodedMessage {
  return {
    subject: "EXTERNAL_PRODUCTION_SHIPPED",
    messageId,
    contentType: "application/json",
    body: Buffer.alloc(bytes, "x"),
  };
}

describe("QueueProducer", () => {
  test("sends at the same time arrive all, in order, whatever batches they travel in", async () => {
    const ids = Array.from({ length: 950 }, (_, index) => `m${index}`);
    await Promise.all(ids.map((id) => outbound.send(message(id, 300))));
    expect(
      broker
        .queue("q")
        .messages()
        .map(({ messageId }) => messageId),
    ).toEqual(ids);
  });

  test("each has its own result: one too large fails alone", async () => {
    const sends = [message("a"), message("b", 100_000), message("c")].map((one) => outbound.send(one));
    const [a, b, c] = await Promise.allSettled(sends);
    expect([a?.status, c?.status]).toEqual(["fulfilled", "fulfilled"]);
    expect(b).toMatchObject({ status: "rejected", reason: { code: "MESSAGE_TOO_LARGE" } });
    expect(broker.queue("q").counts().active).toBe(2);
  });

  test("batches are cut at the size that the queue allows", async () => {
    await Promise.all(Array.from({ length: 30 }, (_, index) => outbound.send(message(`m${index}`, 20_000))));
    expect(broker.queue("q").counts().active).toBe(30);
  });

  test("a batch that is refused is tried again, and fails as one when that does not help", async () => {
    const together = (from: number) =>
      Promise.allSettled(Array.from({ length: 20 }, (_, index) => outbound.send(message(`m${from + index}`))));
    const busy = broker.faults.add({ on: "send", effect: { kind: "refuse" } });
    expect((await together(0)).every(({ status }) => status === "fulfilled")).toBe(true);
    expect([busy.hits, broker.queue("q").counts().active]).toEqual([1, 20]);

    broker.faults.add({ on: "send", effect: { kind: "refuse", condition: "amqp:unauthorized-access" } });
    const refused = await together(100);
    expect(new Set(refused.map((one) => one.status === "rejected" && one.reason.code))).toEqual(
      new Set(["UNAUTHORIZED"]),
    );
    expect(broker.queue("q").counts().active).toBe(20);
  });

  test("close ends what waits", async () => {
    await outbound.send(message("first"));
    const sends = Array.from({ length: 2_000 }, (_, index) => outbound.send(message(`m${index}`)));
    const results = Promise.allSettled(sends);
    await outbound.close();
    expect((await results).some(({ status }) => status === "rejected")).toBe(true);
  });
});
