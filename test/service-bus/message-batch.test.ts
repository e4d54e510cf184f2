import { ServiceBusClient, type ServiceBusMessageBatch } from "@azure/service-bus";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ServiceBusBroker } from "../../src/sandbox/index.ts";
import { MessageBatch } from "../../src/service-bus/message-batch.ts";
import type { QueueMessage } from "../../src/service-bus/queue-message.ts";

const limit = 4_000;

/** Runs with what makes the Azure client's own batches. */
async function withAzureBatches(use: (make: () => Promise<ServiceBusMessageBatch>) => Promise<void>): Promise<void> {
  await using broker = await ServiceBusBroker.start({ queues: [{ name: "q", maxMessageBytes: limit }] });
  const client = new ServiceBusClient(broker.connectionString());
  const sender = client.createSender("q");
  await use(() => sender.createMessageBatch());
  await client.close();
}

/** The bytes that the client sends for its own batch. */
function bytesOf(batch: ServiceBusMessageBatch): Buffer {
  // Left out of the published types.
  return (batch as unknown as { _generateMessage(): Buffer })._generateMessage();
}

function messageOf(bodyLength: number): QueueMessage {
  return {
    subject: "EXTERNAL_PRODUCTION_SHIPPED",
    messageId: "m",
    contentType: "application/json",
    body: new Uint8Array(bodyLength),
  };
}

const text = (maxLength: number) => fc.oneof(fc.uuid(), fc.string({ unit: "binary", minLength: 1, maxLength }));
const message: fc.Arbitrary<QueueMessage> = fc
  .record({
    // The client takes ids of up to 128 UTF-16 units.
    messageId: text(64),
    correlationId: fc.option(text(200), { nil: undefined }),
    body: fc.uint8Array({ maxLength: 600 }),
    applicationProperties: fc.option(fc.dictionary(fc.stringMatching(/^[A-Za-z-]{1,12}$/), text(300)), {
      nil: undefined,
    }),
  })
  .map(({ correlationId, applicationProperties, ...rest }) => ({
    ...rest,
    subject: "EXTERNAL_PRODUCTION_SHIPPED",
    contentType: "application/json",
    ...(correlationId !== undefined && { correlationId }),
    ...(applicationProperties !== undefined && { applicationProperties: { ...applicationProperties } }),
  }));

describe("MessageBatch", () => {
  test("a batch takes the same messages as the Azure client's own, and is the same bytes", async () => {
    await withAzureBatches(async (azureBatch) => {
      await fc.assert(
        fc.asyncProperty(fc.array(message, { minLength: 1, maxLength: 12 }), async (messages) => {
          const theirs = await azureBatch();
          const ours = new MessageBatch(theirs.maxSizeInBytes);
          for (const one of messages) expect(ours.tryAddMessage(one)).toBe(theirs.tryAddMessage(one));
          expect([ours.count, ours.sizeInBytes]).toEqual([theirs.count, theirs.sizeInBytes]);
          expect(bytesOf(ours)).toEqual(bytesOf(theirs));
          expect(ours.sizeInBytes).toBeLessThanOrEqual(limit);
          expect(bytesOf(ours)).toHaveLength(ours.sizeInBytes);
        }),
        { numRuns: 300 },
      );
    });
  });

  test("every length around the change of forms is right, to the byte of the limit", async () => {
    await withAzureBatches(async (azureBatch) => {
      for (let length = 0; length <= 300; length++) {
        const one = messageOf(length);
        const theirs = await azureBatch();
        theirs.tryAddMessage(one);
        const ours = new MessageBatch(theirs.sizeInBytes);
        expect(ours.tryAddMessage(one)).toBe(true);
        expect(bytesOf(ours)).toEqual(bytesOf(theirs));
        expect(new MessageBatch(theirs.sizeInBytes - 1).tryAddMessage(one)).toBe(false);
      }
    });
  });

  test("a message that does not fit is left out, and a smaller one may follow", () => {
    const batch = new MessageBatch(1_000);
    expect([batch.tryAddMessage(messageOf(990)), batch.count, batch.sizeInBytes]).toEqual([false, 0, 0]);
    expect([300, 600, 200].map((length) => batch.tryAddMessage(messageOf(length)))).toEqual([true, false, true]);
    expect(batch.count).toBe(2);
  });
});
