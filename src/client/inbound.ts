import {
  type ServiceBusClient,
  ServiceBusError,
  type ServiceBusReceivedMessage,
  type ServiceBusReceiver,
} from "@azure/service-bus";
import type { ResolvedEndpoint } from "./endpoint.ts";
import type { Outcome } from "./message-processor.ts";
import type { ProblemListener } from "./problem.ts";
import { classifyFailure, serviceBusFailure } from "./service-bus-failure.ts";
import { SettlementGate } from "./settlement-gate.ts";
import { isStale } from "./stale-delivery.ts";

interface InboundOptions {
  readonly concurrency: number;
  readonly lockRenewalMs: number;
  readonly settleTimeoutMs: number;
  readonly retryDelayMs: number;
  readonly maxRetryDelayMs: number;
  readonly onProblem: ProblemListener;
  /** Decides what becomes of a message; must not reject. */
  readonly process: (message: ServiceBusReceivedMessage) => Promise<Outcome>;
}

/** The queue from NGOC: takes messages, has them processed, and settles each through the {@link SettlementGate}. */
export class Inbound {
  readonly #options: InboundOptions;
  readonly #connection: ServiceBusClient;
  readonly #receiver: ServiceBusReceiver;
  readonly #gate = new SettlementGate();
  readonly #underWay = new Set<Promise<void>>();
  #subscription: { close(): Promise<void> } | undefined;

  constructor(endpoint: ResolvedEndpoint, options: InboundOptions) {
    this.#options = options;
    const { settleTimeoutMs, retryDelayMs, maxRetryDelayMs, lockRenewalMs } = options;
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
      maxAutoLockRenewalDurationInMs: lockRenewalMs,
      // The body is read by us, so that what is not JSON is told apart from JSON text in a string.
      skipParsingBodyAsJson: true,
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
        processError: async ({ error, errorSource }) => {
          // A lost lock is told by the settlement that fails on it; the renewer may see it first.
          if (errorSource === "renewLock" && classifyFailure(error).code === "LOCK_LOST") return;
          this.#options.onProblem({ kind: "connection", error: serviceBusFailure("Receiving", error) });
        },
      },
      { maxConcurrentCalls: this.#options.concurrency, autoCompleteMessages: false },
    );
  }

  /** Stops taking messages and waits until those under way are settled. */
  async drain(): Promise<void> {
    await this.#subscription?.close();
    while (this.#underWay.size > 0) await Promise.all(this.#underWay);
  }

  /** Closes the connection; messages that are not settled are delivered again when their locks expire. */
  async close(): Promise<void> {
    await this.#connection.close();
  }

  /** Resolves when the message is processed: then the Azure client asks for the next one, while this one is settled. */
  async #take(message: ServiceBusReceivedMessage): Promise<void> {
    const outcome = this.#options.process(message);
    const settled = outcome.then((what) => this.#settle(message, what));
    this.#underWay.add(settled);
    void settled.finally(() => this.#underWay.delete(settled));
    await outcome;
  }

  async #settle(message: ServiceBusReceivedMessage, outcome: Outcome): Promise<void> {
    try {
      if (isStale(message)) throw new ServiceBusError("The connection that it came on is gone", "MessageLockLost");
      await this.#gate.run(outcome, () =>
        outcome === "complete" ? this.#receiver.completeMessage(message) : this.#receiver.abandonMessage(message),
      );
    } catch (error) {
      this.#options.onProblem({
        kind: "settlement-failed",
        ...(message.messageId === undefined ? {} : { messageId: String(message.messageId) }),
        error: serviceBusFailure(outcome === "complete" ? "Completing" : "Giving back", error),
      });
    }
  }
}
