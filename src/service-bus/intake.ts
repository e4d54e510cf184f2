import type { ServiceBusReceivedMessage } from "@azure/service-bus";
import type { Clock } from "../timing/clock.ts";
import { Entry, keyOf } from "./entry.ts";
import { HandlerWatch, type Run } from "./handler-watch.ts";
import type { Delivery } from "./line.ts";
import type { LockRenewal } from "./lock-renewal.ts";
import type { Outcome, SettledOutcome } from "./outcome.ts";
import type { ServiceBusProblem } from "./service-bus-problem.ts";
import { WaitingRoom } from "./waiting-room.ts";

/** What the processing of a message may use. */
export interface ProcessContext {
  /** Aborts when the handler takes longer than it may, or the consumer closes. */
  readonly signal: AbortSignal;
  /** Makes room for the next handler before the processing has ended. */
  handlerEnded(): void;
}

interface IntakeOptions {
  readonly clock: Clock;
  readonly concurrency: number;
  readonly maxSlow: number;
  readonly roomSize: number;
  readonly lockRenewalMs: number;
  readonly handlerTimeoutMs: number;
  readonly locks: LockRenewal;
  readonly process: (message: ServiceBusReceivedMessage, context: ProcessContext) => Promise<Outcome>;
  readonly probe: () => Promise<void>;
  readonly paused: (error: unknown) => void;
  readonly resumed: (pause: { readonly since: Date; readonly forMs: number; readonly attempts: number }) => void;
  /** Settles a message that was processed. Never rejects. */
  readonly settle: (entry: Entry, outcome: SettledOutcome) => Promise<void>;
  /** Called with the older delivery of a message that was delivered again. */
  readonly outdated: (delivery: Delivery) => void;
  readonly onProblem: (problem: ServiceBusProblem) => void;
}

const giveBack: SettledOutcome = { settlement: "abandon", afterMs: 0 };
// A processing that throws breaks its contract; the message must not come again at once, and for ever.
const giveBackLater: SettledOutcome = { settlement: "abandon", afterMs: 1_000 };

/**
 * Decides which of the messages in hand are processed: at most `concurrency` at a time hold a slot. A message that is
 * delivered again, that somebody else has in hand, or whose handler is slow, holds none; nor does one whose handler has
 * ended, so that the next messages arrive while the end of the last ones is written. Of these there are as many at most.
 */
export class Intake {
  readonly #options: IntakeOptions;
  /** The newest entry of each message. */
  readonly #held = new Map<string, Entry>();
  readonly #waiting: Entry[] = [];
  readonly #room: WaitingRoom;
  readonly #watch: HandlerWatch;
  #inHand = 0;
  #slots = 0;
  /** Messages whose handlers have ended and left their slots. */
  #ending = 0;
  #phase: "taking" | "stopping" | "stopped" = "taking";
  #empty: PromiseWithResolvers<void> | undefined;

  constructor(options: IntakeOptions) {
    this.#options = options;
    const { clock, maxSlow, handlerTimeoutMs, locks, onProblem, probe, paused, resumed } = options;
    this.#room = new WaitingRoom({
      clock,
      size: options.roomSize,
      probe,
      paused,
      resumed,
      ready: (entries) => this.#enter(entries),
    });
    this.#watch = new HandlerWatch({
      clock,
      maxSlow,
      handlerTimeoutMs,
      lockMs: () => locks.lockMs,
      handlerEnded: (run) => this.#handlerEnded(run),
      leftSlot: (run) => this.#leaveSlot(run),
      givenUp: (run) => this.#end(run, giveBack),
      onProblem,
    });
  }

  /** Counts for the health of the consumer. */
  get counts(): IntakeCounts {
    return {
      inHand: this.#inHand,
      handling: this.#slots,
      slow: this.#watch.slow,
      waiting: this.#waiting.length,
      busy: this.#room.busy,
    };
  }

  /** Since when what the processing needs is away. */
  get away(): { readonly sinceMs: number; readonly error: unknown } | undefined {
    return this.#room.away;
  }

  /** Whether a message that came now would be processed at once. */
  get hasFreeSlot(): boolean {
    return this.#slots < this.#options.concurrency && this.away === undefined;
  }

  /** Whether handlers that do not end keep all slots. */
  get isStuck(): boolean {
    return this.#watch.isFull && this.#slots >= this.#options.concurrency;
  }

  /** Takes a message. The promise is the credit: it resolves when one more message may come. */
  take(delivery: Delivery): Promise<void> {
    const key = keyOf(delivery.message);
    const known = this.#held.get(key);
    // Delivered again because it was given back, or because its lock was lost in the last moment: processed again.
    if (known !== undefined && known.state !== "settling") {
      const older = known.delivery;
      known.delivery = delivery;
      this.#options.locks.hold(known);
      if (known.state === "working") {
        this.#options.locks.limit(known, this.#options.clock.now() + this.#options.lockRenewalMs);
      }
      this.#options.outdated(older);
      return Promise.resolve();
    }
    const entry = new Entry(key, delivery);
    this.#held.set(key, entry);
    this.#inHand++;
    this.#options.locks.hold(entry);
    if (this.#phase === "stopped") {
      this.#settle(entry, giveBack);
    } else if (this.#waiting.length === 0 && this.#phase === "taking" && this.hasFreeSlot) {
      this.#work(entry);
    } else {
      this.#waiting.push(entry);
      this.#fill();
    }
    return entry.credit;
  }

  /** Whether the message is in hand. */
  has(message: ServiceBusReceivedMessage): boolean {
    return this.#held.has(keyOf(message));
  }

  /** Begins no handler any more. */
  stop(): void {
    if (this.#phase === "taking") this.#phase = "stopping";
  }

  /** Gives back what no handler has begun, and waits until all that is in hand is settled. */
  async drain(): Promise<void> {
    this.#phase = "stopped";
    for (const entry of [...this.#room.stop(), ...this.#waiting.splice(0)]) this.#settle(entry, giveBack);
    if (this.#inHand === 0) return;
    this.#empty ??= Promise.withResolvers();
    await this.#empty.promise;
  }

  /** Aborts the signals of the handlers, and lets go of everything. */
  close(): void {
    this.#phase = "stopped";
    this.#room.stop();
    this.#waiting.length = 0;
    this.#watch.stop();
  }

  #enter(entries: readonly Entry[]): void {
    for (const entry of entries) entry.state = "waiting";
    this.#waiting.push(...entries);
    this.#fill();
  }

  #fill(): void {
    while (this.#phase === "taking" && this.hasFreeSlot) {
      const entry = this.#waiting.shift();
      if (entry === undefined) return;
      this.#work(entry);
    }
  }

  // Without `async`, as in #settle: a promise less for each message.
  #work(entry: Entry): void {
    const { locks, lockRenewalMs, process } = this.#options;
    this.#slots++;
    entry.state = "working";
    const run = this.#watch.begin(entry);
    locks.limit(entry, run.startedAtMs + lockRenewalMs);
    process(entry.message, run).then(
      (outcome) => this.#end(run, outcome),
      () => this.#end(run, giveBackLater),
    );
  }

  #handlerEnded(run: Run): void {
    if (!run.holdsSlot || this.#ending >= this.#options.concurrency) return;
    run.isEnding = true;
    this.#ending++;
    this.#leaveSlot(run);
  }

  #leaveSlot(run: Run): void {
    run.holdsSlot = false;
    this.#slots--;
    run.entry.giveCredit();
    this.#fill();
  }

  #end(run: Run, outcome: Outcome): void {
    const { entry } = run;
    if (run.isEnding) this.#ending--;
    run.isEnding = false;
    const isSettled = outcome.kind !== "busy" && outcome.kind !== "away";
    // It was given up before.
    if (!this.#watch.end(run, isSettled) && entry.state !== "working") return;
    if (run.holdsSlot) this.#slots--;
    run.holdsSlot = false;
    if (isSettled) {
      this.#settle(entry, outcome);
    } else {
      // A handler may take its time; nobody knows how long this takes.
      this.#options.locks.limit(entry);
      if (this.#phase === "stopped") this.#settle(entry, giveBack);
      else if (outcome.kind === "busy") this.#room.addBusy(entry);
      else this.#room.addAway(entry, outcome.error);
    }
    this.#fill();
  }

  #settle(entry: Entry, outcome: SettledOutcome): void {
    entry.state = "settling";
    entry.giveCredit();
    void this.#options.settle(entry, outcome).then(() => {
      this.#inHand--;
      if (this.#held.get(entry.key) === entry) this.#held.delete(entry.key);
      if (this.#inHand === 0) this.#empty?.resolve();
    });
  }
}

/** How many messages are in hand, and where they are. */
export interface IntakeCounts {
  /** Received and not yet settled. */
  readonly inHand: number;
  /** Handlers that run and hold a slot. */
  readonly handling: number;
  /** Handlers that run for so long that they hold no slot any more. */
  readonly slow: number;
  /** Received, and waiting for a slot. */
  readonly waiting: number;
  /** In hand elsewhere. */
  readonly busy: number;
}
