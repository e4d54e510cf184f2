import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { EncodedMessage } from "../../src/production-partner/messages/index.ts";
import { ServiceBusBroker } from "../../src/sandbox/index.ts";
import { resolveEndpoint } from "../../src/service-bus/endpoint.ts";
import { QueueProducer } from "../../src/service-bus/producer.ts";
import { ManualClock } from "../../src/timing/clock.ts";
import { FlakyNetwork } from "../support/proofs/liveness/flaky-network.ts";
import { waitFor } from "../support/wait-for.ts";

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

  test("a connection that swallows packets is thrown away, and so is one that was not opened", async () => {
    await using network = await FlakyNetwork.start(broker);
    const endpoint = resolveEndpoint("outbound", {
      connectionString: network.through(broker.connectionString()),
      queue: "q",
    });
    const producer = new QueueProducer(endpoint, {
      attempts: 20,
      initialDelayMs: 1,
      maxDelayMs: 5,
      attemptTimeoutMs: 300,
    });
    network.swallow();
    const first = producer.send(message("first"));
    await waitFor({ broker, what: "a second connection", until: () => network.accepted >= 2 });
    await network.mend();
    await first;
    network.swallowOpen();
    await producer.send(message("second"));
    expect(producer.health()).toMatchObject({ state: "sending", waiting: 0, wrong: [] });
    await waitFor({ broker, what: "one connection to be left", until: () => network.open === 1 });
    await producer.close();
    await waitFor({ broker, what: "no connection to be left", until: () => network.open === 0 });
    // What was swallowed was the answer: the second message arrived more than once, with one id.
    const ids = broker
      .queue("q")
      .messages()
      .map(({ messageId }) => messageId);
    expect(new Set(ids)).toEqual(new Set(["first", "second"]));
  });

  test("the sender is a new one every half hour, before its token ends", async () => {
    const clock = new ManualClock();
    const endpoint = resolveEndpoint("outbound", { connectionString: broker.connectionString(), queue: "q" });
    const policy = { attempts: 3, initialDelayMs: 1, maxDelayMs: 5, attemptTimeoutMs: 2_000 };
    const producer = new QueueProducer(endpoint, policy, { clock });
    const attached: string[] = [];
    broker.events.on(({ type }) => attached.push(type));
    for (let halfHour = 0; halfHour < 4; halfHour++) {
      await Promise.all([producer.send(message(`a${halfHour}`)), producer.send(message(`b${halfHour}`))]);
      clock.advance(30 * 60_000);
    }
    const count = (type: string) => attached.filter((one) => one === type).length;
    await waitFor({ broker, what: "the old ones to be closed", until: () => count("link-detached") === 3 });
    expect(count("link-attached")).toBe(4);
    expect(producer.health()).toMatchObject({ connections: 1 });
    await producer.close();
  });

  test("its health says since when the queue takes nothing, and why", async () => {
    await outbound.send(message("first"));
    expect(outbound.health()).toMatchObject({ state: "sending", lastMessage: expect.any(Date), wrong: [] });
    const refused = broker.faults.add({
      on: "send",
      times: 100,
      effect: { kind: "refuse", condition: "amqp:resource-limit-exceeded" },
    });
    await expect(outbound.send(message("second"))).rejects.toMatchObject({ code: "QUEUE_FULL" });
    expect(outbound.health()).toMatchObject({ state: "failing", wrong: [{ kind: "connection", code: "QUEUE_FULL" }] });
    refused.remove();
    await outbound.send(message("third"));
    expect(outbound.health().wrong).toEqual([]);
  });
});
