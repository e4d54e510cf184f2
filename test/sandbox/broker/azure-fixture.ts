import {
  ServiceBusClient,
  type ServiceBusClientOptions,
  type ServiceBusMessage,
  type ServiceBusReceivedMessage,
  type ServiceBusReceiver,
} from "@azure/service-bus";
import { onTestFinished } from "vitest";
import { type BrokerOptions, type QueueOptions, ServiceBusBroker } from "../../../src/sandbox/broker/index.ts";

/** Waits are as long as a slow machine needs, retries as short as a test wants. */
const quick: ServiceBusClientOptions = { retryOptions: { maxRetries: 0, retryDelayInMs: 10, timeoutInMs: 10_000 } };

/** A broker with the queue "q", and others if they are given, for one test, closed when it ends. */
export async function startBroker(
  queue: Partial<QueueOptions> = {},
  { queues = [], ...options }: BrokerOptions = {},
): Promise<ServiceBusBroker> {
  const broker = await ServiceBusBroker.start({ queues: [{ name: "q", ...queue }, ...queues], ...options });
  onTestFinished(() => broker.close());
  return broker;
}

/** The unmodified Azure client for one test, closed when it ends. */
export function connect(
  broker: ServiceBusBroker,
  options: { connectionString?: string } & ServiceBusClientOptions = {},
): ServiceBusClient {
  const { connectionString = broker.connectionString(), ...rest } = options;
  const client = new ServiceBusClient(connectionString, { ...quick, ...rest });
  onTestFinished(() => client.close());
  return client;
}

/** Sends messages one after the other over a sender of their own. */
export async function send(client: ServiceBusClient, ...messages: readonly ServiceBusMessage[]): Promise<void> {
  const sender = client.createSender("q");
  for (const message of messages) await sender.sendMessages(message);
  await sender.close();
}

/** Receives exactly one message, or fails. */
export async function receiveOne(receiver: ServiceBusReceiver): Promise<ServiceBusReceivedMessage> {
  const [message] = await receiver.receiveMessages(1, { maxWaitTimeInMs: 10_000 });
  if (message === undefined) throw new Error("no message came");
  return message;
}

/** Receives `count` messages, or fails. */
export async function receive(receiver: ServiceBusReceiver, count: number): Promise<ServiceBusReceivedMessage[]> {
  const messages: ServiceBusReceivedMessage[] = [];
  while (messages.length < count) {
    const more = await receiver.receiveMessages(count - messages.length, { maxWaitTimeInMs: 10_000 });
    if (more.length === 0) throw new Error(`only ${messages.length} of ${count} messages came`);
    messages.push(...more);
  }
  return messages;
}

/** The `code` of the error a promise fails with; fails when it does not. */
export async function codeOf(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return (error as { code?: unknown }).code ?? String(error);
  }
  throw new Error("expected a failure");
}
