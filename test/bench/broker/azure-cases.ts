import { ServiceBusClient } from "@azure/service-bus";
import type { BenchCase, BenchContext, OpenCase } from "./bench-case.ts";
import { Hold } from "./hold.ts";
import { inFlight } from "./in-flight.ts";
import { notification } from "./notification.ts";

const sendCase = (
  name: string,
  inFlight: number,
  send: (context: BenchContext, sender: ReturnType<ServiceBusClient["createSender"]>) => Promise<void>,
): BenchCase => ({
  name,
  job: "send",
  inFlight,
  async open(context): Promise<OpenCase> {
    const client = new ServiceBusClient(context.connectionString);
    const sender = client.createSender(context.queue);
    await sender.createMessageBatch();
    return { run: () => send(context, sender), close: () => client.close() };
  },
});

const sendsInFlight = (count: number): BenchCase =>
  sendCase(
    `azure send, ${count === 1 ? "each awaited" : `${count} in flight`}`,
    count,
    ({ messages, payload }, sender) =>
      inFlight(messages, count, (index) => sender.sendMessages(notification(index, payload))),
  );

const sendsInBatches = (size: number): BenchCase =>
  sendCase(`azure send, batches of ${size}`, size, async ({ messages, payload }, sender) => {
    for (let first = 0; first < messages; first += size) {
      const batch = await sender.createMessageBatch();
      for (let index = 0; index < Math.min(size, messages - first); index += 1)
        batch.tryAddMessage(notification(first + index, payload));
      await sender.sendMessages(batch);
    }
  });

const subscription = (concurrency: number): BenchCase => ({
  name: `azure subscribe, concurrency ${concurrency}`,
  job: "receive",
  inFlight: concurrency,
  async open({ connectionString, queue, messages }): Promise<OpenCase> {
    const client = new ServiceBusClient(connectionString);
    const receiver = client.createReceiver(queue);
    const hold = new Hold(messages);
    const subscribed = receiver.subscribe(
      {
        async processMessage(message) {
          await hold.arrived();
          await receiver.completeMessage(message);
          hold.done();
        },
        async processError({ error }) {
          throw error;
        },
      },
      { maxConcurrentCalls: concurrency, autoCompleteMessages: false },
    );
    await hold.first;
    return {
      run: async () => {
        await hold.lift();
        await subscribed.close();
      },
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
