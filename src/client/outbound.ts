import type { ServiceBusClient, ServiceBusMessageBatch, ServiceBusSender } from "@azure/service-bus";
import type { EncodedMessage } from "../messages/index.ts";
import type { ResolvedEndpoint } from "./endpoint.ts";
import { type RetryPolicy, withRetry } from "./retry.ts";
import { classifyFailure, serviceBusFailure } from "./service-bus-failure.ts";

interface Entry {
  readonly message: EncodedMessage;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

// What the Azure client adds to a body: ids, subject, annotations.
const headroomBytes = 2048;
const maxSendsInFlight = 4;
const maxBatchMessages = 100;

/**
 * The queue to NGOC. Sends that come at the same time travel in batches, which more than doubles the throughput, and
 * each still has its own result. A repeated send keeps its `messageId`, so the queue takes it once.
 */
export class Outbound {
  readonly #policy: RetryPolicy;
  readonly #connection: ServiceBusClient;
  readonly #sender: ServiceBusSender;
  readonly #closing = new AbortController();
  #waiting: Entry[] = [];
  #inFlight = 0;
  #flushPlanned = false;
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

  /**
   * Sends one message and resolves when the queue has it.
   *
   * An abort takes the message back if it is still waiting; once under way it may arrive all the same.
   */
  send(message: EncodedMessage, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted) return Promise.reject(signal.reason);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const entry: Entry = { message, resolve, reject };
    const abort = () => {
      this.#waiting = this.#waiting.filter((waiting) => waiting !== entry);
      reject(signal?.reason);
    };
    signal?.addEventListener("abort", abort, { once: true });
    this.#enqueue(entry);
    return promise.finally(() => signal?.removeEventListener("abort", abort));
  }

  /** Gives up what is still waiting and closes the connection. */
  async close(): Promise<void> {
    this.#closing.abort();
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const entry of waiting) entry.reject(this.#closing.signal.reason);
    await this.#connection.close();
  }

  #enqueue(entry: Entry): void {
    this.#waiting.push(entry);
    if (this.#flushPlanned) return;
    this.#flushPlanned = true;
    // A microtask later, so that sends started in one go share a batch.
    queueMicrotask(() => {
      this.#flushPlanned = false;
      this.#flush();
    });
  }

  #flush(): void {
    while (this.#waiting.length > 0 && this.#inFlight < maxSendsInFlight) {
      const group = this.#waiting.splice(0, maxBatchMessages);
      this.#inFlight++;
      void this.#sendGroup(group).finally(() => {
        this.#inFlight--;
        this.#flush();
      });
    }
  }

  async #sendGroup(group: Entry[]): Promise<void> {
    let rest = group;
    while (rest.length > 0) {
      const [first] = rest;
      if (first === undefined) return;
      try {
        const batch = rest.length === 1 ? undefined : await this.#retried(() => this.#batchOf(rest));
        if (batch === undefined || batch.count < 2) {
          await this.#retried(() => this.#sender.sendMessages(first.message));
          first.resolve();
          rest = rest.slice(1);
        } else {
          await this.#retried(() => this.#sender.sendMessages(batch));
          for (const sent of rest.slice(0, batch.count)) sent.resolve();
          rest = rest.slice(batch.count);
        }
      } catch (error) {
        const failure = serviceBusFailure("Sending", error);
        // A message too large fails alone; whatever else it is hits the others as well.
        const failed = failure.code === "MESSAGE_TOO_LARGE" ? [first] : rest;
        for (const entry of failed) entry.reject(failure);
        rest = rest.slice(failed.length);
      }
    }
  }

  async #batchOf(entries: readonly Entry[]): Promise<ServiceBusMessageBatch> {
    const batch = await this.#sender.createMessageBatch();
    for (const { message } of entries) if (!batch.tryAddMessage(message)) break;
    return batch;
  }

  #retried<T>(attempt: () => Promise<T>): Promise<T> {
    return withRetry(this.#policy, (error) => classifyFailure(error).retryable, this.#closing.signal, attempt);
  }
}
