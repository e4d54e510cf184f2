import type { PeekMessagesOptions, ServiceBusReceivedMessage } from "@azure/service-bus";
import { backoffMs } from "../timing/backoff.ts";
import type { Clock } from "../timing/clock.ts";
import { Timer } from "../timing/timer.ts";
import type { LineKeeper } from "./line-keeper.ts";
import type { QueueConnection } from "./queue-connection.ts";
import { classifyFailure } from "./queue-error.ts";
import type { ServiceBusProblem } from "./service-bus-problem.ts";

interface SilenceWatchOptions {
  readonly clock: Clock;
  readonly lines: LineKeeper;
  /** Whether a message that came now would be processed at once. */
  readonly hasFreeSlot: () => boolean;
  readonly isInHand: (message: ServiceBusReceivedMessage) => boolean;
  readonly onProblem: (problem: ServiceBusProblem) => void;
}

const lookBackoff = { initialMs: 30_000, maxMs: 5 * 60_000 };
const maxIdleMs = 5 * 60_000;
const maxPeeked = 100;

/**
 * Notices a receiver that gets nothing although messages wait, which Service Bus and networks make now and then: the link
 * is open, has credit, and answers. Peeking goes another way, so it shows the messages that do not come.
 *
 * A replaced line costs two milliseconds, so a false alarm does no harm: a message that another worker has in hand is
 * shown by a peek, too.
 */
export class SilenceWatch {
  readonly #options: SilenceWatchOptions;
  readonly #timer: Timer;
  #lastMessageAtMs: number;
  #lastReplacedAtMs: number;
  /** What waited when the receiver was replaced. It proves the silence when it comes then. */
  #suspected: ReadonlySet<string> = new Set();
  /** Replacements in a row that brought nothing. */
  #inVain = 0;
  #seen: ReadonlySet<string> = new Set();
  /** The oldest message ever peeked on a connection: without it, a second peek goes on where the first ended. */
  #from: { readonly connection: QueueConnection; readonly sequenceNumber: Long } | undefined;

  constructor(options: SilenceWatchOptions) {
    this.#options = options;
    this.#lastMessageAtMs = options.clock.now();
    this.#lastReplacedAtMs = options.clock.now();
    this.#timer = new Timer(options.clock, () => void this.#look());
  }

  /** When the last message came. */
  get lastMessageAtMs(): number {
    return this.#lastMessageAtMs;
  }

  start(): void {
    this.#lastMessageAtMs = this.#options.clock.now();
    this.#timer.set(lookBackoff.initialMs);
  }

  stop(): void {
    this.#timer.clear();
  }

  /** A message came. */
  heard(message: ServiceBusReceivedMessage): void {
    const { clock, onProblem } = this.#options;
    const now = clock.now();
    if (this.#suspected.size > 0) {
      if (this.#suspected.has(String(message.sequenceNumber))) {
        onProblem({ kind: "silence", since: new Date(this.#lastMessageAtMs), forMs: now - this.#lastMessageAtMs });
      }
      this.#suspected = new Set();
    }
    this.#inVain = 0;
    this.#lastMessageAtMs = now;
  }

  async #look(): Promise<void> {
    const { clock, lines, hasFreeSlot } = this.#options;
    const now = clock.now();
    const isQuiet = now - this.#lastMessageAtMs >= lookBackoff.initialMs;
    if (!isQuiet || !hasFreeSlot() || lines.line === undefined) {
      this.#seen = new Set();
    } else if (await this.#isSilent()) {
      this.#suspected = this.#seen;
      this.#replace("silence");
    } else if (now - Math.max(this.#lastMessageAtMs, this.#lastReplacedAtMs) >= maxIdleMs) {
      this.#replace("idle");
    }
    if (!lines.isClosing) this.#timer.set(backoffMs(lookBackoff, this.#inVain + 1));
  }

  #replace(reason: "silence" | "idle"): void {
    this.#lastReplacedAtMs = this.#options.clock.now();
    this.#seen = new Set();
    if (reason === "silence") this.#inVain++;
    this.#options.lines.replace(reason);
  }

  /** Whether a message that nobody here has in hand was there at the last look as well. */
  async #isSilent(): Promise<boolean> {
    const seen = this.#seen;
    this.#seen = new Set();
    const peeked = (await this.#peek()) ?? (await this.#peek()) ?? [];
    const waiting = peeked.filter((message) => message.state === "active" && !this.#options.isInHand(message));
    this.#seen = new Set(waiting.map(({ sequenceNumber }) => String(sequenceNumber)));
    return [...this.#seen].some((sequenceNumber) => seen.has(sequenceNumber));
  }

  /** Returns `undefined` when nobody answered: a second such request ends the connection. */
  async #peek(): Promise<readonly ServiceBusReceivedMessage[] | undefined> {
    const line = this.#options.lines.line;
    if (line === undefined) return [];
    const { connection, receiver } = line;
    // The Azure client knows this option, its types do not.
    const options: PeekMessagesOptions & { omitMessageBody: true } = {
      omitMessageBody: true,
      ...(this.#from?.connection === connection && { fromSequenceNumber: this.#from.sequenceNumber }),
    };
    try {
      const peeked = await connection.request(receiver.peekMessages(maxPeeked, options));
      const oldest = peeked[0]?.sequenceNumber;
      if (this.#from?.connection !== connection && oldest !== undefined) {
        this.#from = { connection, sequenceNumber: oldest };
      }
      return peeked;
    } catch (error) {
      return classifyFailure(error).code === "TIMEOUT" ? undefined : [];
    }
  }
}

type Long = NonNullable<ServiceBusReceivedMessage["sequenceNumber"]>;
