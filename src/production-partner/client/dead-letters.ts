import type { ServiceBusReceivedMessage } from "@azure/service-bus";
import { UsageError } from "../../errors/usage-error.ts";
import type { DeadLetterPage, DeadLetterQueue } from "../../service-bus/dead-letter-queue.ts";
import type { OrderLedger } from "../ledger/order-ledger.ts";
import type { RawMessage } from "../ledger/quarantine.ts";
import { messageIdText } from "../messages/index.ts";
import type { DeadLetterOutcome } from "./handling.ts";

/** A message in the dead-letter queue of the queue from NGOC, without its content. */
export interface DeadLetter {
  /** Identifies it in its queue. */
  readonly sequenceNumber: bigint;
  /** The message type: its subject. */
  readonly type?: string;
  readonly messageId?: string;
  readonly enqueuedAt?: Date;
  readonly deliveryCount: number;
  /** Why it is there: `HandlerFailed` when this client gave it up, `MaxDeliveryCountExceeded` when the queue did. */
  readonly reason?: string;
  readonly description?: string;
}

/** A dead letter with its content. */
export interface DeadLetterWithContent extends DeadLetter {
  /** As it arrived. May hold personal data. */
  readonly raw: RawMessage;
}

/**
 * What became of a dead letter that was handed to the handlers again. It leaves the dead-letter queue unless its handler
 * `failed` or another worker is `busy` with it.
 *
 * - `handled`: its handler has finished; `was-handled`: it had finished before
 * - `rejected`, `refused`, `invalid`: NGOC was told, and it is in the quarantine
 */
export type DeadLetterHandling = { readonly kind: DeadLetterOutcome["kind"]; readonly error?: unknown };

interface Dependencies {
  readonly queue: DeadLetterQueue;
  readonly ledger: OrderLedger;
  readonly process: (message: ServiceBusReceivedMessage) => Promise<DeadLetterOutcome>;
  readonly replay: (id: string) => Promise<{ readonly outcome: { readonly kind: string } }>;
}

/**
 * The dead-letter queue of the queue from NGOC: messages whose handler failed on every delivery. The right to listen is
 * enough.
 */
export class DeadLetters {
  readonly #deps: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
  }

  /**
   * Lists messages, the oldest first, without their content.
   *
   * @throws QueueError `CONNECTION`, `UNAUTHORIZED`, …
   */
  async list(options: DeadLetterPage = {}): Promise<readonly DeadLetter[]> {
    return (await this.#deps.queue.list(options)).map(deadLetterOf);
  }

  /** Finds a message with its content; `undefined` when it is not there. */
  async show(sequenceNumber: bigint): Promise<DeadLetterWithContent | undefined> {
    const [message] = await this.#deps.queue.list({ limit: 1, after: sequenceNumber - 1n });
    if (message === undefined || numberOf(message) !== sequenceNumber) return undefined;
    return { ...deadLetterOf(message), raw: message };
  }

  /**
   * Hands a message to the handlers again.
   *
   * @param options.evenIfTold whether to do so although NGOC was told that the message was not handled, and may have ordered
   * again since. Default false
   * @throws UsageError `DEAD_LETTER_UNKNOWN`, or `DEAD_LETTER_TOLD` when NGOC was told
   * @throws DatabaseError `DATABASE` when the ledger cannot be used; the message stays
   */
  async handle(sequenceNumber: bigint, options: { readonly evenIfTold?: boolean } = {}): Promise<DeadLetterHandling> {
    let outcome: DeadLetterHandling = { kind: "busy" };
    await this.#deps.queue.take(sequenceNumber, async (message) => {
      outcome = await this.#handle(message, options.evenIfTold ?? false);
      return outcome.kind !== "failed" && outcome.kind !== "busy";
    });
    return outcome;
  }

  /**
   * Removes a message for good. What the ledger knows of it stays.
   *
   * @throws UsageError `DEAD_LETTER_UNKNOWN`
   */
  async remove(sequenceNumber: bigint): Promise<void> {
    await this.#deps.queue.take(sequenceNumber, async () => true);
  }

  async #handle(message: ServiceBusReceivedMessage, evenIfTold: boolean): Promise<DeadLetterHandling> {
    const entry = await this.#quarantined(messageIdText(message.messageId));
    if (entry === undefined) {
      const outcome = await this.#deps.process(message);
      return { kind: outcome.kind, ...("error" in outcome && { error: outcome.error }) };
    }
    if (!evenIfTold) {
      throw new UsageError("NGOC was told that this message was not handled", {
        code: "DEAD_LETTER_TOLD",
        details: { messageId: entry.messageId, answer: entry.answer?.errorCode ?? null },
        help: "NGOC may have ordered again since. When you are sure that it has not, handle it with evenIfTold.",
      });
    }
    const { outcome } = await this.#deps.replay(entry.id);
    return outcome as DeadLetterHandling;
  }

  /** The entry of the quarantine of a message that was given up. */
  async #quarantined(messageId: string | undefined) {
    const filter = { reason: "handler-failed", state: "kept" } as const;
    let after: string | undefined;
    do {
      const page = await this.#deps.ledger.quarantine.list({ ...filter, ...(after !== undefined && { after }) });
      const entry = page.items.find((each) => each.messageId === messageId);
      if (entry !== undefined) return entry;
      after = page.next;
    } while (after !== undefined);
    return undefined;
  }
}

function deadLetterOf(message: ServiceBusReceivedMessage): DeadLetter {
  const { subject, enqueuedTimeUtc, deliveryCount = 0, deadLetterReason, deadLetterErrorDescription } = message;
  const messageId = messageIdText(message.messageId);
  return {
    sequenceNumber: numberOf(message),
    ...(subject !== undefined && { type: subject }),
    ...(messageId !== undefined && { messageId }),
    ...(enqueuedTimeUtc !== undefined && { enqueuedAt: enqueuedTimeUtc }),
    deliveryCount,
    ...(deadLetterReason !== undefined && { reason: deadLetterReason }),
    ...(deadLetterErrorDescription !== undefined && { description: deadLetterErrorDescription }),
  };
}

function numberOf({ sequenceNumber }: ServiceBusReceivedMessage): bigint {
  return BigInt(sequenceNumber?.toString() ?? "0");
}
