import { ServiceBusClient } from "@azure/service-bus";
import { onTestFinished } from "vitest";
import { type BrokerOptions, type QueueOptions, ServiceBusBroker } from "../../src/sandbox/broker/index.ts";
import { type Outcome, QueueConsumer, type QueueConsumerOptions } from "../../src/service-bus/consumer.ts";
import { resolveEndpoint } from "../../src/service-bus/endpoint.ts";
import type { ServiceBusProblem } from "../../src/service-bus/service-bus-problem.ts";
import { FlakyNetwork } from "../support/proofs/liveness/flaky-network.ts";
import { waitFor } from "../support/wait-for.ts";

export const complete: Outcome = { settlement: "complete", afterMs: 0 };

type Process = QueueConsumerOptions["process"];

/** A consumer of the queue "q" of an embedded broker, behind a network that can be broken. */
export interface Consuming {
  readonly broker: ServiceBusBroker;
  readonly network: FlakyNetwork;
  readonly consumer: QueueConsumer;
  readonly problems: ServiceBusProblem[];
  /** The kinds of the problems, in order. */
  kinds(): string[];
  /** The ids of the messages whose processing has begun, in order. */
  readonly begun: string[];
  until(what: string, holds: () => boolean, timeoutMs?: number): Promise<void>;
  /** Makes a further consumer of the queue, which is closed when the test ends. */
  another(process?: Process, options?: Partial<QueueConsumerOptions>): QueueConsumer;
}

/** Waits are as short as a test wants. */
const quick = {
  concurrency: 8,
  lockRenewalMs: 300_000,
  settleTimeoutMs: 5_000,
  retryDelayMs: 50,
  maxRetryDelayMs: 500,
};

/** Makes a consumer that has not started yet, for one test. */
export async function makeConsumer(
  options: {
    readonly queue?: Partial<QueueOptions>;
    readonly broker?: BrokerOptions;
    readonly consumer?: Partial<QueueConsumerOptions>;
    readonly process?: Process;
  } = {},
): Promise<Consuming> {
  const broker = await ServiceBusBroker.start({ queues: [{ name: "q", ...options.queue }], ...options.broker });
  const network = await FlakyNetwork.start(broker);
  const problems: ServiceBusProblem[] = [];
  const begun: string[] = [];
  const consumers: QueueConsumer[] = [];
  const connectionString = network.through(broker.connectionString({ queue: "q", rights: ["Listen"] }));
  const another = (process: Process = async () => complete, more: Partial<QueueConsumerOptions> = {}) => {
    const consumer = new QueueConsumer(resolveEndpoint("inbound", { connectionString }), {
      ...quick,
      onProblem: (problem) => problems.push(problem),
      ...more,
      process: (message, context) => {
        begun.push(String(message.messageId));
        return process(message, context);
      },
    });
    consumers.push(consumer);
    return consumer;
  };
  const consumer = another(options.process, options.consumer);
  onTestFinished(async () => {
    await Promise.all(consumers.map((one) => one.close()));
    await network[Symbol.asyncDispose]();
    await broker.close();
  });
  return {
    broker,
    network,
    consumer,
    problems,
    begun,
    kinds: () => problems.map(({ kind }) => kind),
    until: (what, holds, timeoutMs) =>
      waitFor({ broker, what, until: holds, ...(timeoutMs !== undefined && { timeoutMs }) }),
    another,
  };
}

/** {@link makeConsumer}, and starts it. */
export async function startConsumer(options: Parameters<typeof makeConsumer>[0] = {}): Promise<Consuming> {
  const consuming = await makeConsumer(options);
  await consuming.consumer.open();
  consuming.consumer.subscribe();
  return consuming;
}

const batchSize = 500;

/** Sends messages with the ids m0, m1, …, straight to the broker. */
export async function fill(broker: ServiceBusBroker, count: number, from = 0): Promise<void> {
  const client = new ServiceBusClient(broker.connectionString());
  const sender = client.createSender("q");
  for (let first = from; first < from + count; first += batchSize) {
    const size = Math.min(batchSize, from + count - first);
    await sender.sendMessages(
      Array.from({ length: size }, (_, index) => ({ messageId: `m${first + index}`, body: 0 })),
    );
  }
  await client.close();
}
