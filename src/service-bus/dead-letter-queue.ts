import type { ServiceBusReceivedMessage, ServiceBusReceiver } from "@azure/service-bus";
import { UsageError } from "../errors/usage-error.ts";
import { withTimeout } from "../timing/abort.ts";
import type { ResolvedEndpoint } from "./endpoint.ts";
import { maxCloseMs } from "./queue-connection.ts";
import { queueError } from "./queue-error.ts";

/** Which dead letters to list. */
export interface DeadLetterPage {
  /** The maximum number. Default 100. */
  readonly limit?: number;
  /** Only those behind this sequence number. Default: from the first one. */
  readonly after?: bigint;
}

const maxWaitMs = 2_000;
const batchSize = 50;
const peekSize = 250;
// Messages that are passed over stay locked until the wanted one is found: it should not take longer than their locks.
const maxPassedOver = 2_000;

/**
 * The dead-letter queue of a queue. The right to listen to the queue is enough. Each call opens a connection of its own, as
 * these are rare.
 */
export class DeadLetterQueue {
  readonly #endpoint: ResolvedEndpoint;

  constructor(endpoint: ResolvedEndpoint) {
    this.#endpoint = endpoint;
  }

  /** Lists messages, oldest first, and changes nothing. */
  list({ limit = 100, after = -1n }: DeadLetterPage = {}): Promise<readonly ServiceBusReceivedMessage[]> {
    return this.#with("Listing dead letters", async (receiver) => {
      const found: ServiceBusReceivedMessage[] = [];
      while (found.length < limit) {
        // The Azure client goes on behind the last one.
        const peeked = await receiver.peekMessages(peekSize);
        if (peeked.length === 0) break;
        found.push(...peeked.filter(({ sequenceNumber }) => BigInt(String(sequenceNumber ?? 0)) > after));
      }
      return found.slice(0, limit);
    });
  }

  /**
   * Takes one message out of the queue when `use` resolves with `true`; else leaves it there.
   *
   * @throws UsageError `DEAD_LETTER_UNKNOWN` when it is not there, or somebody else has it in hand
   */
  take(sequenceNumber: bigint, use: (message: ServiceBusReceivedMessage) => Promise<boolean>): Promise<boolean> {
    return this.#with("Taking a dead letter", async (receiver) => {
      const others: ServiceBusReceivedMessage[] = [];
      try {
        const message = await this.#find(receiver, sequenceNumber, others);
        let isDone = false;
        try {
          isDone = await use(message);
        } finally {
          await (isDone ? receiver.completeMessage(message) : receiver.abandonMessage(message));
        }
        return isDone;
      } finally {
        // Given back one after the other: rhea merges neighbouring settlements of one tick.
        for (const other of others) await receiver.abandonMessage(other).catch(() => {});
      }
    });
  }

  async #find(
    receiver: ServiceBusReceiver,
    sequenceNumber: bigint,
    others: ServiceBusReceivedMessage[],
  ): Promise<ServiceBusReceivedMessage> {
    let found: ServiceBusReceivedMessage | undefined;
    while (found === undefined && others.length < maxPassedOver) {
      const received = await receiver.receiveMessages(batchSize, { maxWaitTimeInMs: maxWaitMs });
      if (received.length === 0) break;
      for (const message of received) {
        if (message.sequenceNumber?.toString() === String(sequenceNumber)) found = message;
        else others.push(message);
      }
    }
    if (found !== undefined) return found;
    throw new UsageError(`No dead letter has the sequence number ${sequenceNumber}`, {
      code: "DEAD_LETTER_UNKNOWN",
      help: "List the dead letters again: it was taken, or somebody else has it in hand until its lock ends.",
    });
  }

  async #with<T>(action: string, use: (receiver: ServiceBusReceiver) => Promise<T>): Promise<T> {
    const client = this.#endpoint.connect({});
    try {
      return await use(
        client.createReceiver(this.#endpoint.queue, { subQueueType: "deadLetter", skipParsingBodyAsJson: true }),
      );
    } catch (error) {
      throw error instanceof UsageError ? error : queueError(action, error);
    } finally {
      const closed = client.close().catch(() => {});
      await withTimeout(closed, maxCloseMs);
    }
  }
}
