import { ServiceBusClient } from "@azure/service-bus";
import { BrokerProcess } from "../../broker-process.ts";

/** The broker's heap, after a full collection, along the way of many messages through it. */
export interface MemoryFigures {
  readonly baseMb: number;
  readonly endMb: number;
  readonly steps: readonly { readonly messages: number; readonly heapMb: number }[];
  readonly seconds: number;
}

const chunk = 1000;

/** Sends, receives and completes messages through a broker in its own process, and measures that process. */
export async function measureMemory(messages: number): Promise<MemoryFigures> {
  const started = performance.now();
  await using broker = await BrokerProcess.start([{ name: "q" }]);
  const client = new ServiceBusClient(broker.connectionString);
  const sender = client.createSender("q");
  const receiver = client.createReceiver("q");
  const pass = async (): Promise<void> => {
    await sender.sendMessages(Array.from({ length: chunk }, (_, body) => ({ body })));
    for (let left = chunk; left > 0; ) {
      const received = await receiver.receiveMessages(left);
      await Promise.all(received.map((message) => receiver.completeMessage(message)));
      left -= received.length;
    }
  };
  // The base is taken when code is compiled and connections are open.
  for (let warm = 0; warm < 20; warm += 1) await pass();
  const { heapMb: baseMb } = await broker.usage();
  const steps: { messages: number; heapMb: number }[] = [];
  const total = Math.ceil(messages / chunk);
  for (let done = 1; done <= total; done += 1) {
    await pass();
    if (done % Math.ceil(total / 10) === 0)
      steps.push({ messages: done * chunk, heapMb: (await broker.usage()).heapMb });
  }
  await client.close();
  const { heapMb: endMb } = await broker.usage();
  return { baseMb, endMb, steps, seconds: (performance.now() - started) / 1000 };
}
