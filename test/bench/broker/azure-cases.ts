import { ServiceBusClient } from "@azure/service-bus";
import type { BenchCase, BenchContext, OpenCase } from "./bench-case.ts";
import { inFlight } from "./in-flight.ts";

const sendCase = (
  name: string,
  send: (context: BenchContext, sender: ReturnType<ServiceBusClient["createSender"]>) => Promise<void>,
  peer?: string,
): BenchCase => ({
  name,
  job: "send",
  ...(peer !== undefined && { peer }),
  async open(context): Promise<OpenCase> {
    const client = new ServiceBusClient(context.connectionString);
    const sender = client.createSender(context.queue);
    await sender.createMessageBatch();
    return { run: () => send(context, sender), close: () => client.close() };
  },
});

const sendsInFlight = (count: number): BenchCase =>
  sendCase(`azure send, ${count === 1 ? "each awaited" : `${count} in flight`}`, ({ messages, payload }, sender) =>
    inFlight(messages, count, (index) => sender.sendMessages({ body: payload, messageId: `${index}` })),
  );

const sendsInBatches = (size: number): BenchCase =>
  sendCase(`azure send, batches of ${size}`, async ({ messages, payload }, sender) => {
    for (let first = 0; first < messages; first += size) {
      const batch = await sender.createMessageBatch();
      for (let index = 0; index < Math.min(size, messages - first); index += 1) batch.tryAddMessage({ body: payload });
      await sender.sendMessages(batch);
    }
  });

const subscription = (concurrency: number): BenchCase => ({
  name: `azure subscribe, concurrency ${concurrency}`,
  job: "receive",
  async open({ connectionString, queue, messages }): Promise<OpenCase> {
    const client = new ServiceBusClient(connectionString);
    const receiver = client.createReceiver(queue);
    await receiver.peekMessages(1);
    return {
      run: () =>
        new Promise((resolve, reject) => {
          let left = messages;
          receiver.subscribe(
            {
              async processMessage(message) {
                await receiver.completeMessage(message);
                left -= 1;
                if (left === 0) resolve();
              },
              async processError({ error }) {
                reject(error);
              },
            },
            { maxConcurrentCalls: concurrency, autoCompleteMessages: false },
          );
        }),
      close: () => client.close(),
    };
  },
});

/** The unmodified `@azure/service-bus` client. */
export const azureCases: readonly BenchCase[] = [
  sendsInFlight(1),
  sendsInFlight(10),
  sendsInFlight(100),
  sendsInBatches(10),
  sendsInBatches(100),
  subscription(1),
  subscription(10),
  subscription(100),
];
