import { expect, test } from "vitest";
import { ServiceBusBroker } from "../../src/sandbox/index.ts";
import { resolveEndpoint } from "../../src/service-bus/endpoint.ts";
import { QueueProducer } from "../../src/service-bus/producer.ts";
import type { QueueMessage } from "../../src/service-bus/queue-message.ts";

const message = (messageId: string): QueueMessage => ({
  subject: "EXTERNAL_PRODUCTION_CARD_PRODUCED",
  messageId,
  contentType: "application/json",
  body: Buffer.from("{}"),
});

// Without failLostSends each of these takes the 20 seconds that an attempt may take.
test.each([
  ["the link closes", { kind: "close-link" }],
  ["the connection drops", { kind: "drop-connection" }],
  ["the connection drops after the queue has it", { kind: "drop-connection", when: "after" }],
] as const)("a send during which %s is tried again at once", { timeout: 10_000 }, async (_, effect) => {
  await using broker = await ServiceBusBroker.start({ queues: [{ name: "q", duplicateDetectionWindowMs: 60_000 }] });
  const endpoint = resolveEndpoint("outbound", { connectionString: broker.connectionString(), queue: "q" });
  const producer = new QueueProducer(endpoint, {
    attempts: 5,
    initialDelayMs: 1,
    maxDelayMs: 5,
    attemptTimeoutMs: 20_000,
  });
  await producer.send(message("first"));
  broker.faults.add({ on: "send", effect });
  await Promise.all([producer.send(message("second")), producer.send(message("third"))]);
  const ids = broker
    .queue("q")
    .messages()
    .map(({ messageId }) => messageId);
  expect(ids).toEqual(["first", "second", "third"]);
  await producer.close();
});
