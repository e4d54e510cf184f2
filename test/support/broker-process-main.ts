// The child of broker-process.ts: a broker that is asked over the process channel.
import { type QueueOptions, ServiceBusBroker } from "../../src/sandbox/broker/index.ts";

/** What the parent may ask; each request is answered with one reply. */
export type BrokerRequest =
  | { readonly ask: "start"; readonly queues: readonly QueueOptions[] }
  | { readonly ask: "purge" | "counts"; readonly queue: string }
  | { readonly ask: "usage" }
  | { readonly ask: "close" };

/** The answer to a request. */
export interface BrokerReply {
  readonly connectionString?: string;
  readonly counts?: ReturnType<ReturnType<ServiceBusBroker["queue"]>["counts"]>;
  readonly cpuMs?: number;
  readonly heapMb?: number;
}

let broker: ServiceBusBroker | undefined;

async function answer(request: BrokerRequest): Promise<BrokerReply> {
  switch (request.ask) {
    case "start":
      broker = await ServiceBusBroker.start({ queues: request.queues });
      return { connectionString: broker.connectionString() };
    case "purge":
      broker?.queue(request.queue).purge();
      return {};
    case "counts":
      return broker === undefined ? {} : { counts: broker.queue(request.queue).counts() };
    case "usage": {
      const { user, system } = process.cpuUsage();
      globalThis.gc?.();
      return { cpuMs: (user + system) / 1000, heapMb: process.memoryUsage().heapUsed / 1024 ** 2 };
    }
    case "close":
      await broker?.close();
      setImmediate(() => process.disconnect());
      return {};
  }
}

process.on("message", (request: BrokerRequest) => {
  void answer(request).then((reply) => process.send?.(reply));
});
