import {
  type MessageHandlers,
  ServiceBusError,
  type ServiceBusReceivedMessage,
  type ServiceBusReceiver,
} from "@azure/service-bus";
import { answeredWithin, withTimeout } from "../timing/abort.ts";
import { maxCloseMs, type QueueConnection, unanswered } from "./queue-connection.ts";

/** A message, and the line that it came on. */
export interface Delivery {
  readonly message: ServiceBusReceivedMessage;
  readonly line: Line;
  /** The number of the delivery on its line, from 0. */
  readonly number: number;
}

/** Handlers of the Azure client, with one that its types do not name: called whenever the link is attached. */
interface LinkHandlers extends MessageHandlers {
  postInitialize(): Promise<void>;
}

type State = "opening" | "open" | "failed" | "closing" | "closed";

// What settles within this time after the last message was taken settles on the link.
const settleGraceMs = 1_000;

/**
 * One receiver with its one subscription. Lines are replaced, never mended:
 *
 * - A line that failed once is closed. The Azure client attaches its link again by itself, and then takes a message of
 *   the old link for one of the new: settling it hangs, or gets the answer to another message.
 * - rhea keeps the deliveries of a link in a ring of 2,048, which is freed from its oldest end only. One message that
 *   is not settled lets 2,047 others pass, and then the link stands still.
 *
 * A message whose line is closed is settled through the receiver of another line.
 */
export class Line {
  readonly connection: QueueConnection;
  readonly receiver: ServiceBusReceiver;
  /** When the line was made. */
  readonly openedAtMs: number;
  readonly #deps: {
    readonly take: (delivery: Delivery) => Promise<void>;
    readonly failed: (line: Line, error: unknown) => void;
  };
  readonly #stopping = new AbortController();
  readonly #attached = Promise.withResolvers<void>();
  /** Deliveries that have a place in the ring. */
  readonly #unsettled = new Set<number>();
  /** Settlements that wait for their answers: called when none will come. */
  readonly #waiting = new Set<() => void>();
  #left = 0;
  #deliveries = 0;
  #settledAll: (() => void) | undefined;
  #state: State = "opening";
  #subscription: { close(): Promise<void> } | undefined;
  #closing: Promise<void> | undefined;

  constructor(options: {
    readonly connection: QueueConnection;
    readonly queue: string;
    readonly nowMs: number;
    /** Takes a message; one more may come when the promise resolves. */
    readonly take: (delivery: Delivery) => Promise<void>;
    /** Called once, when the line fails after it was open. */
    readonly failed: (line: Line, error: unknown) => void;
  }) {
    this.connection = options.connection;
    this.openedAtMs = options.nowMs;
    this.#deps = options;
    this.receiver = options.connection.client.createReceiver(options.queue, {
      receiveMode: "peekLock",
      maxAutoLockRenewalDurationInMs: 0,
      // We parse the body ourselves, to distinguish a body that is not JSON from a JSON string.
      skipParsingBodyAsJson: true,
    });
    // Nobody may be waiting for it.
    this.#attached.promise.catch(() => {});
  }

  /** Whether messages of this line can be settled on it. */
  get isOpen(): boolean {
    return this.#state === "open" || this.#state === "closing";
  }

  /** How many deliveries lie between the oldest that is not settled and the newest, both included. */
  get span(): number {
    const [oldest] = this.#unsettled;
    return oldest === undefined ? 0 : this.#deliveries - oldest;
  }

  /** Attaches the link and starts receiving. Rejects when it fails, or takes longer than `timeoutMs`. */
  async open(concurrency: number, timeoutMs: number): Promise<void> {
    const handlers: LinkHandlers = {
      processMessage: (message) => this.#take(message),
      processError: async ({ error, errorSource }) => {
        // Our handler never throws, and settles itself.
        if (errorSource === "receive") this.fail(error);
      },
      postInitialize: async () => this.#wasAttached(),
    };
    this.#subscription = this.receiver.subscribe(handlers, {
      maxConcurrentCalls: concurrency,
      autoCompleteMessages: false,
      abortSignal: this.#stopping.signal,
    });
    try {
      await answeredWithin(this.#attached.promise, timeoutMs, unanswered);
    } catch (error) {
      this.fail(error);
      throw error;
    }
  }

  /** Opens without receiving, to settle messages of other lines. Rejects as {@link open} does. */
  async openForSettling(timeoutMs: number): Promise<void> {
    try {
      await answeredWithin(this.receiver.peekMessages(1), timeoutMs, unanswered);
    } catch (error) {
      this.fail(error);
      throw error;
    }
    this.#wasAttached();
  }

  /** Takes no more messages and never comes back; {@link close} does the rest. */
  fail(error: unknown): void {
    const before = this.#state;
    if (before === "failed" || before === "closed") return;
    this.#state = "failed";
    // First, and not awaited: a receiver that is closed while the connection is down would come back with it and take
    // messages that nobody settles.
    void this.#stop();
    this.#stopping.abort();
    this.#abandonAnswers();
    if (before === "opening") this.#attached.reject(error);
    if (before === "open") this.#deps.failed(this, error);
  }

  /** Resolves when the settlement is answered, with `false` when the line went before. Rejects as it does. */
  whileOpen(answer: Promise<void>): Promise<boolean> {
    return new Promise((resolve, reject) => {
      const giveUp = () => resolve(false);
      this.#waiting.add(giveUp);
      answer.then(
        () => {
          this.#waiting.delete(giveUp);
          resolve(true);
        },
        (error: unknown) => {
          this.#waiting.delete(giveUp);
          reject(error);
        },
      );
    });
  }

  /** Takes no more messages; for the end, when the connection is closed at once. */
  abandon(): void {
    this.#state = "closed";
    void this.#stop();
    this.#stopping.abort();
    this.#attached.reject(unanswered());
    this.#abandonAnswers();
  }

  /** The delivery no longer takes a place in the ring. */
  settled(delivery: Delivery): void {
    this.#unsettled.delete(delivery.number);
    this.#tellSettled();
  }

  /** The delivery is settled elsewhere: it keeps its place in the ring, and closing the line need not wait for it. */
  leave(delivery: Delivery): void {
    if (this.#unsettled.has(delivery.number)) this.#left++;
    this.#tellSettled();
  }

  /** Stops taking messages. Those on their way are taken before it resolves; never rejects, and waits two seconds. */
  async stop(): Promise<void> {
    await withTimeout(this.#stop(), maxCloseMs);
  }

  /** Stops taking messages, lets those in hand be settled for a moment, and closes the link. Never rejects. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    if (this.#state === "open") {
      this.#state = "closing";
      await this.stop();
      await this.#letSettle();
    }
    this.abandon();
    await withTimeout(
      this.receiver.close().catch(() => {}),
      maxCloseMs,
    );
  }

  async #letSettle(): Promise<void> {
    if (this.#unsettled.size <= this.#left || this.#state !== "closing") return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#settledAll = resolve;
    await withTimeout(promise, settleGraceMs);
  }

  #tellSettled(): void {
    if (this.#unsettled.size <= this.#left) this.#settledAll?.();
  }

  #abandonAnswers(): void {
    for (const giveUp of this.#waiting) giveUp();
    this.#waiting.clear();
    this.#settledAll?.();
  }

  async #stop(): Promise<void> {
    // It waits for an attach that is under way, which may take a minute.
    await this.#subscription?.close().catch(() => {});
  }

  #take(message: ServiceBusReceivedMessage): Promise<void> {
    const number = this.#deliveries++;
    this.#unsettled.add(number);
    return this.#deps.take({ message, line: this, number });
  }

  #wasAttached(): void {
    if (this.#state === "opening") {
      this.#state = "open";
      this.#attached.resolve();
    } else if (this.#state === "open" || this.#state === "closing") {
      this.fail(new ServiceBusError("The connection was lost", "ServiceCommunicationProblem"));
    }
  }
}
