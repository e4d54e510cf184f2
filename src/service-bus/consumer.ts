import { setTimeout as delay } from "node:timers/promises";
import {
  type ServiceBusClient,
  ServiceBusError,
  type ServiceBusReceivedMessage,
  type ServiceBusReceiver,
} from "@azure/service-bus";
import type { ResolvedEndpoint } from "./endpoint.ts";
import { LockRenewal } from "./lock-renewal.ts";
import { serviceBusFailure } from "./service-bus-failure.ts";
import type { ServiceBusProblem } from "./service-bus-problem.ts";
import { SettlementGate } from "./settlement-gate.ts";
import { isStale } from "./stale-delivery.ts";

/** What the broker is to do with a message, and when. */
export interface Outcome {
  readonly settlement: "complete" | "abandon";
  /** How long the message waits before it is settled, its lock renewed meanwhile. */
  readonly afterMs: number;
}

interface QueueConsumerOptions {
  readonly concurrency: number;
  readonly lockRenewalMs: number;
  readonly settleTimeoutMs: number;
  readonly retryDelayMs: number;
  readonly maxRetryDelayMs: number;
  readonly onProblem: (problem: ServiceBusProblem) => void;
  /** Decides what becomes of a message; must not reject. */
  readonly process: (message: ServiceBusReceivedMessage) => Promise<Outcome>;
}

/** Takes the messages of a queue, has them processed, and settles each through the {@link SettlementGate}. */
export class QueueConsumer {
  readonly #options: QueueConsumerOptions;
  readonly #connection: ServiceBusClient;
  readonly #receiver: ServiceBusReceiver;
  readonly #gate = new SettlementGate();
  readonly #locks: LockRenewal;
  readonly #underWay = new Map<ServiceBusReceivedMessage, Promise<void>>();
  /** Ends the waits of messages that are to be given back later. */
  readonly #hurrying = new AbortController();
  #isStopping = false;
  #subscription: { close(): Promise<void> } | undefined;

  constructor(endpoint: ResolvedEndpoint, options: QueueConsumerOptions) {
    this.#options = options;
    const { settleTimeoutMs, retryDelayMs, maxRetryDelayMs } = options;
    this.#connection = endpoint.connect({
      // One try a cycle: the subscription itself starts cycles for ever, and a failed start must be told at once.
      retryOptions: {
        maxRetries: 0,
        timeoutInMs: settleTimeoutMs,
        retryDelayInMs: retryDelayMs,
        maxRetryDelayInMs: maxRetryDelayMs,
      },
    });
    this.#receiver = this.#connection.createReceiver(endpoint.queue, {
      receiveMode: "peekLock",
      maxAutoLockRenewalDurationInMs: 0,
      // The body is read by us, so that what is not JSON is told apart from JSON text in a string.
      skipParsingBodyAsJson: true,
    });
    this.#locks = new LockRenewal({
      renew: (message) => this.#receiver.renewMessageLock(message),
      longestMs: options.lockRenewalMs,
    });
  }

  /** Proves that the queue is there and lets us listen: a subscription alone would try a wrong key for ever. */
  async open(): Promise<void> {
    try {
      await this.#receiver.peekMessages(1);
    } catch (error) {
      throw serviceBusFailure("Opening the inbound queue", error);
    }
  }

  /** Starts taking messages. */
  subscribe(): void {
    this.#subscription = this.#receiver.subscribe(
      {
        processMessage: (message) => this.#take(message),
        processError: async ({ error }) => {
          if (this.#isStopping) return;
          this.#options.onProblem({ kind: "connection", error: serviceBusFailure("Receiving", error) });
        },
      },
      { maxConcurrentCalls: this.#options.concurrency, autoCompleteMessages: false },
    );
  }

  /** Stops taking messages and waits until those under way are settled. */
  async drain(): Promise<void> {
    this.#isStopping = true;
    await this.#subscription?.close();
    // Only now: given back earlier, they would be delivered to us again.
    this.#hurrying.abort();
    while (this.#underWay.size > 0) await Promise.all(this.#underWay.values());
  }

  /** Closes the connection; messages that are not settled are delivered again when their locks expire. */
  async close(): Promise<void> {
    this.#isStopping = true;
    this.#hurrying.abort();
    this.#locks.stop();
    await this.#connection.close();
  }

  /** Resolves when the message is processed: then the Azure client asks for the next one, while this one is settled. */
  async #take(message: ServiceBusReceivedMessage): Promise<void> {
    this.#locks.hold(message);
    const processed = this.#options.process(message);
    this.#underWay.set(message, this.#settle(message, processed));
    await processed;
  }

  async #settle(message: ServiceBusReceivedMessage, processed: Promise<Outcome>): Promise<void> {
    const { settlement, afterMs } = await processed;
    // Nobody else is kept waiting: the next message is handled meanwhile.
    if (afterMs > 0) await delay(afterMs, undefined, { signal: this.#hurrying.signal }).catch(() => {});
    this.#locks.release(message);
    try {
      if (isStale(message)) throw new ServiceBusError("The connection that it came on is gone", "MessageLockLost");
      await this.#gate.run(settlement, () =>
        settlement === "complete" ? this.#receiver.completeMessage(message) : this.#receiver.abandonMessage(message),
      );
    } catch (error) {
      this.#options.onProblem({
        kind: "settlement-failed",
        ...(message.messageId === undefined ? {} : { messageId: String(message.messageId) }),
        error: serviceBusFailure(settlement === "complete" ? "Completing" : "Giving back", error),
      });
    }
    this.#underWay.delete(message);
  }
}
