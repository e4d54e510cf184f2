import type { ServiceBusClient, ServiceBusMessageBatch, ServiceBusSender } from "@azure/service-bus";
import type { ResolvedEndpoint } from "./endpoint.ts";
import { MessageBatch } from "./message-batch.ts";
import type { QueueMessage } from "./queue-message.ts";
import { type RetryPolicy, withRetry } from "./retry.ts";
import { classifyFailure, serviceBusFailure } from "./service-bus-failure.ts";

interface Entry {
  readonly message: QueueMessage;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

// What the Azure client adds to a body: ids, subject, annotations.
const headroomBytes = 2048;
const maxSendsInFlight = 4;
const maxBatchMessages = 100;
// The premium tier takes a single message of up to 100 MB, but no larger batch than this.
const maxBatchBytes = 1024 ** 2;

/**
 * Sends messages to a queue. Sends that come at the same time travel in batches, which multiplies the throughput, and each still
 * has its own result. A repeated send keeps its `messageId`, so the queue takes it once.
 */
export class QueueProducer {
  readonly #policy: RetryPolicy;
  readonly #connection: ServiceBusClient;
  readonly #sender: ServiceBusSender;
  readonly #closing = new AbortController();
  #waiting: Entry[] = [];
  #inFlight = 0;
  #limit: Promise<number | undefined> | undefined;

  constructor(endpoint: ResolvedEndpoint, policy: RetryPolicy) {
    this.#policy = policy;
    // The retries are ours: the Azure client's own would repeat a refused key for 90 s.
    this.#connection = endpoint.connect({ retryOptions: { maxRetries: 0, timeoutInMs: policy.attemptTimeoutMs } });
    this.#sender = this.#connection.createSender(endpoint.queue);
  }

  /** Proves that the queue is there and lets us send. */
  async open(): Promise<void> {
    try {
      const { maxSizeInBytes } = await this.#sender.createMessageBatch();
      this.#limit = Promise.resolve(maxSizeInBytes - headroomBytes);
    } catch (error) {
      throw serviceBusFailure("Opening the outbound queue", error);
    }
  }

  /** The largest body that the queue takes, in bytes; `undefined` when it could not be asked. Asks once. */
  messageLimit(): Promise<number | undefined> {
    this.#limit ??= this.#sender.createMessageBatch().then(
      ({ maxSizeInBytes }) => maxSizeInBytes - headroomBytes,
      () => undefined,
    );
    return this.#limit;
  }

  /** Sends one message and resolves when the queue has it. */
  send(message: QueueMessage): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#waiting.push({ message, resolve, reject });
    // A microtask later, so that sends started in one go share a batch.
    if (this.#waiting.length === 1) queueMicrotask(() => this.#flush());
    return promise;
  }

  /** Gives up what is still waiting and closes the connection. */
  async close(): Promise<void> {
    this.#closing.abort();
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const entry of waiting) entry.reject(this.#closing.signal.reason);
    await this.#connection.close();
  }

  #flush(): void {
    while (this.#inFlight < maxSendsInFlight) {
      const [first, ...others] = this.#waiting.splice(0, maxBatchMessages);
      if (first === undefined) return;
      void this.#sendGroup([first, ...others]);
    }
  }

  async #sendGroup(group: [Entry, ...Entry[]]): Promise<void> {
    this.#inFlight++;
    try {
      const cargo = await this.#retried(() => this.#pack(group));
      const sent = this.#retried(() => this.#sender.sendMessages(cargo));
      // What there was no room for goes on its way, too.
      this.#flush();
      await sent;
      for (const { resolve } of group) resolve();
    } catch (error) {
      const failure = serviceBusFailure("Sending", error);
      for (const { reject } of group) reject(failure);
    }
    this.#inFlight--;
    this.#flush();
  }

  /** Makes a group one thing to send: a message that is alone as it is. What a batch has no room for waits again. */
  async #pack(group: [Entry, ...Entry[]]): Promise<QueueMessage | ServiceBusMessageBatch> {
    const [{ message: first }] = group;
    if (group.length === 1) return first;
    const { maxSizeInBytes } = await this.#sender.createMessageBatch();
    const batch = new MessageBatch(Math.min(maxSizeInBytes, maxBatchBytes));
    for (const { message } of group) if (!batch.tryAddMessage(message)) break;
    this.#waiting.unshift(...group.splice(Math.max(1, batch.count)));
    return batch.count < 2 ? first : batch;
  }

  #retried<T>(attempt: () => Promise<T>): Promise<T> {
    return withRetry(this.#policy, (error) => classifyFailure(error).retryable, this.#closing.signal, attempt);
  }
}
