import { isCardwrightError } from "../../errors/cardwright-error.ts";
import type { QueueProducer } from "../../service-bus/producer.ts";
import { ServiceBusFailure } from "../../service-bus/service-bus-failure.ts";
import { untilAborted } from "../../timing/abort.ts";
import type { Draft, NotificationMessage, OrderLedger } from "../ledger/order-ledger.ts";
import { type EncodedMessage, encodeMessage } from "../messages/index.ts";
import type { ProblemListener } from "./problem.ts";

/** A message that is staged, and whether the queue has taken it. */
export interface Attempt {
  readonly message: NotificationMessage;
  readonly sent: boolean;
}

/** A call that waits until its message is sent, with the message as the queue takes it. */
interface Waiting extends PromiseWithResolvers<void> {
  readonly encoded: EncodedMessage | undefined;
}

interface OutboxOptions {
  readonly ledger: OrderLedger;
  readonly outbound: Pick<QueueProducer, "send" | "messageLimit">;
  readonly onProblem: ProblemListener;
  readonly resendIntervalMs: number;
}

const mostAtOnce = 200;
// How soon a message is found that another process, or a transaction of the application, left to be sent.
const pollMs = 1_000;
// Another worker may be sending what comes before a message that a call here waits for.
const otherWorkerMs = 50;

/**
 * Messages on their way to NGOC: recorded in the ledger, and only then sent, so that one that cannot be sent now is sent
 * later with the same `messageId`, by this process or another.
 */
export class Outbox {
  readonly #with: OutboxOptions;
  readonly #waiting = new Map<string, Waiting>();
  #running: Promise<void> | undefined;
  #isWanted = false;
  #nextLook = 0;
  #isResending = false;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(options: OutboxOptions) {
    this.#with = options;
  }

  /**
   * Stages all messages of a draft or none, then sends them. Resolves when each was tried once, with whether the queue has
   * taken it: what is staged goes out in the end, so a failed try is a problem and not a failure of the call.
   */
  async send(draft: Draft, signal?: AbortSignal): Promise<readonly Attempt[]> {
    signal?.throwIfAborted();
    const limit = await this.#with.outbound.messageLimit();
    signal?.throwIfAborted();
    const encodings = new Map<string, EncodedMessage>();
    const messages = await this.#with.ledger.stage(checkedDraft(draft, limit, encodings));
    const sent = messages.map(({ messageId }) => {
      const waiting = this.#waiting.get(messageId) ?? {
        ...Promise.withResolvers<void>(),
        encoded: encodings.get(messageId),
      };
      this.#waiting.set(messageId, waiting);
      return waiting.promise;
    });
    this.wake();
    const outcomes = await untilAborted(Promise.allSettled(sent), signal);
    return messages.map((message, index) => ({ message, sent: outcomes[index]?.status === "fulfilled" }));
  }

  /** Looks for staged messages to send, now. */
  wake(): void {
    this.#isWanted = true;
    if (this.#stopped || this.#running !== undefined) return;
    clearTimeout(this.#timer);
    this.#running = this.#run().finally(() => {
      this.#running = undefined;
      if (this.#isWanted) this.wake();
      else this.#plan();
    });
  }

  /** Sends everything that is due; resolves when nothing of it is left, or it failed and was put off. */
  async flush(): Promise<void> {
    this.wake();
    while (this.#running !== undefined) await this.#running;
  }

  /** Sends what earlier calls, or another process, could not: now, and again and again. */
  startResending(): void {
    this.#isResending = true;
    this.wake();
  }

  /** Stops; messages under way are still recorded as sent. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
    this.#giveUp(new Error("The client was closed"));
  }

  #plan(): void {
    if (this.#stopped) return;
    const idleMs = this.#isResending ? Math.min(pollMs, this.#with.resendIntervalMs) : undefined;
    const afterMs = this.#waiting.size > 0 ? otherWorkerMs : idleMs;
    if (afterMs !== undefined) this.#timer = setTimeout(() => this.wake(), afterMs).unref();
  }

  async #run(): Promise<void> {
    while (this.#isWanted && !this.#stopped) {
      this.#isWanted = false;
      try {
        if ((await this.#sendDue()) > 0) this.#isWanted = true;
      } catch (error) {
        // The ledger is not to be had; the messages are in it, and are sent when it is again.
        this.#with.onProblem({ kind: "processing-failed", error });
        this.#giveUp(error);
      }
    }
  }

  async #sendDue(): Promise<number> {
    const { ledger } = this.#with;
    // What comes later is taken the next time.
    const waiting = [...this.#waiting.keys()];
    const messages = await ledger.takeUnsent({ limit: mostAtOnce });
    if (messages.length > 0) await this.#deliverAll(messages);

    // While one pass does not hold all there is to send, a look at every call that waits is made only now and then.
    if (messages.length === mostAtOnce && performance.now() < this.#nextLook) return messages.length;
    this.#nextLook = performance.now() + pollMs;

    // What a call here waits for and was not taken: another worker may have sent it, or it waits for its next try.
    const taken = new Set(messages.map(({ messageId }) => messageId));
    const others = waiting.filter((messageId) => !taken.has(messageId));
    if (others.length > 0) {
      const unsent = new Map((await ledger.listUnsent(others)).map((message) => [message.messageId, message]));
      for (const messageId of others) {
        const message = unsent.get(messageId);
        if (message === undefined) this.#take(messageId)?.resolve();
        else if (message.isPutOff) this.#take(messageId)?.reject(new Error("It is sent later"));
      }
    }
    return messages.length;
  }

  async #deliverAll(messages: readonly NotificationMessage[]): Promise<void> {
    const sent: string[] = [];
    await Promise.all(
      messages.map(async (message) => {
        if (await this.#deliver(message)) sent.push(message.messageId);
      }),
    );
    // Before that is written down, which shares its transaction with what the calls do next.
    for (const messageId of sent) this.#take(messageId)?.resolve();
    if (sent.length > 0) await this.#with.ledger.markSent(sent);
  }

  async #deliver(message: NotificationMessage): Promise<boolean> {
    const { messageId } = message;
    try {
      await this.#with.outbound.send(this.#waiting.get(messageId)?.encoded ?? encodeMessage(message));
      return true;
    } catch (error) {
      if (this.#stopped) return false;
      this.#with.onProblem({ kind: "send-failed", messageId, error });
      const errorCode = isCardwrightError(error) ? error.code : "UNKNOWN";
      await this.#with.ledger.postpone(messageId, { errorCode, longestMs: this.#with.resendIntervalMs });
      this.#take(messageId)?.reject(error);
      return false;
    }
  }

  #take(messageId: string): Waiting | undefined {
    const waiting = this.#waiting.get(messageId);
    this.#waiting.delete(messageId);
    return waiting;
  }

  #giveUp(error: unknown): void {
    for (const messageId of [...this.#waiting.keys()]) this.#take(messageId)?.reject(error);
  }
}

/**
 * A draft whose messages are checked before they are staged: what cannot be sent must not reach the ledger.
 *
 * @param limit the largest body that the queue takes, in bytes, where it is known
 * @param encodings is given what was encoded for the check, by `messageId`
 */
export function checkedDraft(
  draft: Draft,
  limit: number = Number.POSITIVE_INFINITY,
  encodings?: Map<string, EncodedMessage>,
): Draft {
  return {
    ...draft,
    compose(known) {
      const messages = draft.compose(known);
      for (const message of messages) {
        const encoded = encodeMessage(message);
        if (encoded.body.byteLength > limit) {
          throw new ServiceBusFailure(`${message.type} is too large for the queue, so it was not sent`, {
            code: "MESSAGE_TOO_LARGE",
            details: { bytes: encoded.body.byteLength, limit },
            help: "Send less in one message.",
          });
        }
        encodings?.set(message.messageId, encoded);
      }
      return messages;
    },
  };
}
