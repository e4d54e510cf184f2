import type { ServiceBusMessageBatch } from "@azure/service-bus";
import type { TraceContext } from "../telemetry/trace-context.ts";
import { type Clock, systemClock } from "../timing/clock.ts";
import type { ResolvedEndpoint } from "./endpoint.ts";
import type { ProducerHealth } from "./health.ts";
import { MessageBatch } from "./message-batch.ts";
import { classifyFailure, queueError } from "./queue-error.ts";
import type { QueueMessage } from "./queue-message.ts";
import { type RetryPolicy, withRetry } from "./retry.ts";
import { SenderKeeper } from "./sender-keeper.ts";

/** Told when messages are sent together; returns what is told how that ended. */
export type SendObserver = (messages: readonly SentMessage[]) => (error?: unknown) => void;

/** A message that is sent, and the trace that it belongs to. */
interface SentMessage {
  readonly message: QueueMessage;
  readonly trace?: TraceContext | undefined;
}

/** Options of a {@link QueueProducer}. */
interface ProducerOptions {
  readonly clock?: Clock;
  readonly observe?: SendObserver | undefined;
  /** Calls what sends messages of many traces: it belongs to none of them. Default: it is just called. */
  readonly quietly?: (<T>(work: () => T) => T) | undefined;
}

interface Entry extends SentMessage {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

// The Azure client adds ids, subject and annotations to a body.
const headroomBytes = 2048;
const smallestLimitBytes = 256 * 1024;
const maxSendsInFlight = 4;
const maxBatchMessages = 100;
// The premium tier accepts a single message of up to 100 MB, but no batch larger than this.
const maxBatchBytes = 1024 ** 2;

/**
 * Sends messages to a queue. Concurrent sends share a batch, which multiplies the throughput; each still has its own
 * result. A retried send keeps its `messageId`, so the queue accepts it only once.
 */
export class QueueProducer {
  readonly #policy: RetryPolicy;
  readonly #clock: Clock;
  readonly #observe: SendObserver | undefined;
  readonly #quietly: <T>(work: () => T) => T;
  readonly #senders: SenderKeeper;
  readonly #openedAtMs: number;
  readonly #closing = new AbortController();
  #pending: Entry[] = [];
  #inFlight = 0;
  #underWay = 0;
  #limit: Promise<number | undefined> | undefined;
  #knownLimit = smallestLimitBytes - headroomBytes;

  constructor(endpoint: ResolvedEndpoint, policy: RetryPolicy, options: ProducerOptions = {}) {
    this.#policy = policy;
    this.#observe = options.observe;
    this.#quietly = options.quietly ?? ((work) => work());
    this.#clock = options.clock ?? systemClock;
    this.#openedAtMs = this.#clock.now();
    this.#senders = new SenderKeeper({ endpoint, clock: this.#clock, timeoutMs: policy.attemptTimeoutMs });
  }

  /** Checks that the queue exists and that we may send to it. */
  async open(): Promise<void> {
    try {
      this.#limit = Promise.resolve(await this.#askLimit());
    } catch (error) {
      throw queueError("Opening the outbound queue", error);
    }
  }

  /**
   * The largest body that the queue accepts, in bytes; `undefined` when the queue cannot be reached. Asks only once.
   */
  messageLimit(): Promise<number | undefined> {
    this.#limit ??= this.#quietly(() => this.#askLimit()).catch(() => undefined);
    return this.#limit;
  }

  /** The same as far as it is known now: that of the smallest tier of Azure, until the queue was asked. */
  get knownLimit(): number {
    return this.#knownLimit;
  }

  /** Sends one message. Resolves when the queue has accepted it. */
  send(message: QueueMessage, trace?: TraceContext): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#pending.push({ message, trace, resolve, reject });
    // When all promises of this moment have gone on, so that sends started together share a batch.
    if (this.#pending.length === 1) process.nextTick(() => this.#quietly(() => this.#flush()));
    return promise;
  }

  /** How the producer is. Costs nothing. */
  health(): ProducerHealth {
    const { wrong, lastSuccessAtMs, connections } = this.#senders;
    const isClosed = this.#closing.signal.aborted;
    const since = wrong[0]?.since ?? new Date(this.#openedAtMs);
    const undisturbed = lastSuccessAtMs === undefined ? "idle" : "sending";
    return {
      state: isClosed ? "closed" : wrong.length > 0 ? "failing" : undisturbed,
      since,
      waiting: this.#pending.length + this.#underWay,
      ...(lastSuccessAtMs !== undefined && { lastMessage: new Date(lastSuccessAtMs) }),
      connections,
      wrong: isClosed ? [] : wrong,
    };
  }

  /** Rejects the sends that are still waiting and closes the connection. */
  async close(): Promise<void> {
    this.#closing.abort();
    const pending = this.#pending;
    this.#pending = [];
    for (const entry of pending) entry.reject(this.#closing.signal.reason);
    await this.#senders.close();
  }

  #flush(): void {
    while (this.#inFlight < maxSendsInFlight) {
      const [first, ...others] = this.#pending.splice(0, maxBatchMessages);
      if (first === undefined) return;
      void this.#sendGroup([first, ...others]);
    }
  }

  async #sendGroup(group: [Entry, ...Entry[]]): Promise<void> {
    this.#inFlight++;
    this.#underWay += group.length;
    let ended: ReturnType<SendObserver> | undefined;
    try {
      // A message alone is sent as it is.
      const packed = group.length === 1 ? group[0].message : await this.#retried(() => this.#pack(group));
      ended = this.#observe?.(group);
      const sent = this.#retried(() => this.#senders.attempt((sender) => sender.sendMessages(packed)));
      // The messages that did not fit are sent now, too.
      this.#flush();
      await sent;
      ended?.();
      for (const { resolve } of group) resolve();
    } catch (error) {
      const failure = queueError("Sending messages", error);
      ended?.(failure);
      for (const { reject } of group) reject(failure);
    }
    this.#inFlight--;
    this.#underWay -= group.length;
    this.#flush();
  }

  /** Packs a group into one batch. Messages that do not fit wait again. */
  async #pack(group: [Entry, ...Entry[]]): Promise<QueueMessage | ServiceBusMessageBatch> {
    const [{ message: first }] = group;
    const batch = new MessageBatch(Math.min(await this.#maxMessageBytes(), maxBatchBytes));
    for (const { message } of group) if (!batch.tryAddMessage(message)) break;
    const left = group.splice(Math.max(1, batch.count));
    this.#underWay -= left.length;
    this.#pending.unshift(...left);
    return batch.count < 2 ? first : batch;
  }

  async #askLimit(): Promise<number> {
    this.#knownLimit = (await this.#maxMessageBytes()) - headroomBytes;
    return this.#knownLimit;
  }

  async #maxMessageBytes(): Promise<number> {
    const { maxSizeInBytes } = await this.#senders.attempt((sender) => sender.createMessageBatch());
    return maxSizeInBytes;
  }

  #retried<T>(attempt: () => Promise<T>): Promise<T> {
    const mayRetry = (error: unknown) => classifyFailure(error).retryable;
    return withRetry(this.#policy, mayRetry, this.#closing.signal, attempt, this.#clock);
  }
}
