import type { Clock } from "../timing/clock.ts";
import { Timer } from "../timing/timer.ts";
import { type Entry, idOf } from "./entry.ts";
import type { ServiceBusProblem } from "./service-bus-problem.ts";

/** One run of the handler of a message. */
export class Run {
  readonly entry: Entry;
  readonly startedAtMs: number;
  /** Whether its handler takes so long that it was made to leave its slot. */
  isSlow = false;
  holdsSlot = true;
  /** Whether its handler has ended and left its slot, and its processing has not ended. */
  isEnding = false;
  tellAtMs: number;
  isTold = false;
  giveUpAtMs: number;
  readonly #leave: (run: Run) => void;
  // Few handlers ask for a signal, and making one takes longer than many a handler.
  #aborting: AbortController | undefined;
  #abortReason: DOMException | undefined;

  constructor(
    entry: Entry,
    startedAtMs: number,
    options: { readonly handlerTimeoutMs: number; readonly handlerEnded: (run: Run) => void },
  ) {
    this.entry = entry;
    this.startedAtMs = startedAtMs;
    this.#leave = options.handlerEnded;
    this.tellAtMs = startedAtMs + tellAfterMs;
    this.giveUpAtMs = startedAtMs + options.handlerTimeoutMs;
  }

  get isAborted(): boolean {
    return this.#abortReason !== undefined;
  }

  /** The next handler may begin while the end of this one is written. */
  handlerEnded(): void {
    this.#leave(this);
  }

  /** Aborts when the handler takes longer than it may, or the consumer closes. */
  get signal(): AbortSignal {
    this.#aborting ??= new AbortController();
    if (this.#abortReason !== undefined) this.#aborting.abort(this.#abortReason);
    return this.#aborting.signal;
  }

  /** The first reason stands. */
  abort(reason: DOMException): void {
    this.#abortReason ??= reason;
    this.#aborting?.abort(this.#abortReason);
  }
}

interface HandlerWatchOptions {
  readonly clock: Clock;
  /** How many handlers may run without a slot. */
  readonly maxSlow: number;
  /** How long a handler may run. */
  readonly handlerTimeoutMs: number;
  /** How long a lock lasts. */
  readonly lockMs: () => number;
  /** Called when a handler has ended. */
  readonly handlerEnded: (run: Run) => void;
  /** Called when a slow handler leaves its slot. */
  readonly leftSlot: (run: Run) => void;
  /** Called when a handler did not end although it was told to. */
  readonly givenUp: (run: Run) => void;
  readonly onProblem: (problem: ServiceBusProblem) => void;
}

const tellAfterMs = 30_000;
const tellAgainAfterMs = 60_000;
const minLeaveMs = 50;
const samples = 100;
const minSamples = 10;
const samplesBetweenMedians = 50;
// What a handler may take to end after its signal was aborted.
const endGraceMs = 5_000;

/**
 * Watches how long handlers run. A slow one leaves its slot, so that it stops nobody; it is told again and again; and
 * when it takes longer than it may, its signal aborts.
 *
 * "Slow" is twice the usual time of the last handlers: then the others lose a tenth of their throughput at most,
 * however many never return. One timer serves all, so a fast handler needs none.
 */
export class HandlerWatch {
  readonly #options: HandlerWatchOptions;
  readonly #runs = new Set<Run>();
  readonly #timer: Timer;
  readonly #durations: number[] = [];
  #finished = 0;
  #medianMs = 0;
  #slow = 0;

  constructor(options: HandlerWatchOptions) {
    this.#options = options;
    // What ended in this turn of the event loop is not slow, however long the process was busy.
    this.#timer = new Timer(options.clock, () => setImmediate(() => this.#look()));
  }

  /** How many handlers run without a slot. */
  get slow(): number {
    return this.#slow;
  }

  get isFull(): boolean {
    return this.#slow >= this.#options.maxSlow;
  }

  begin(entry: Entry): Run {
    const run = new Run(entry, this.#options.clock.now(), this.#options);
    this.#runs.add(run);
    this.#plan(run, 0);
    return run;
  }

  /** Returns whether the run had not ended before. */
  end(run: Run, isTypical: boolean): boolean {
    if (!this.#runs.delete(run)) return false;
    const ms = this.#options.clock.now() - run.startedAtMs;
    if (isTypical) this.#record(ms);
    if (run.isSlow) {
      this.#slow--;
      // A slot that nobody could leave can be left now.
      if (this.#slow === this.#options.maxSlow - 1) setImmediate(() => this.#look());
    }
    if (run.isTold) this.#tell("handler-finished", run, ms);
    return true;
  }

  /** Aborts the signals of all handlers and watches no longer. */
  stop(): void {
    this.#timer.clear();
    for (const run of this.#runs) run.abort(new DOMException("The consumer closes", "AbortError"));
  }

  #look(): void {
    const now = this.#options.clock.now();
    const leaveAfterMs = this.#leaveAfterMs;
    for (const run of [...this.#runs]) {
      const ms = now - run.startedAtMs;
      if (run.holdsSlot && ms >= leaveAfterMs && !this.isFull) {
        run.isSlow = true;
        this.#slow++;
        this.#options.leftSlot(run);
      }
      if (now >= run.tellAtMs) {
        run.isTold = true;
        run.tellAtMs = run.startedAtMs + nextTellMs(ms);
        this.#tell("handler-slow", run, ms);
      }
      if (now >= run.giveUpAtMs) this.#giveUp(run, now, ms);
      if (this.#runs.has(run)) this.#plan(run, now + 1);
    }
  }

  #giveUp(run: Run, now: number, ms: number): void {
    if (run.isAborted) {
      this.end(run, false);
      this.#options.givenUp(run);
      return;
    }
    run.giveUpAtMs = now + endGraceMs;
    run.isTold = true;
    this.#tell("handler-timeout", run, ms);
    run.abort(new DOMException("The handler took too long", "TimeoutError"));
  }

  #plan(run: Run, notBeforeMs: number): void {
    const leaveAtMs = !run.holdsSlot || this.isFull ? Number.POSITIVE_INFINITY : run.startedAtMs + this.#leaveAfterMs;
    this.#timer.setBy(Math.max(notBeforeMs, Math.min(leaveAtMs, run.tellAtMs, run.giveUpAtMs)));
  }

  #tell(kind: "handler-slow" | "handler-timeout" | "handler-finished", run: Run, forMs: number): void {
    this.#options.onProblem({ kind, ...idOf(run.entry.message), since: new Date(run.startedAtMs), forMs });
  }

  get #leaveAfterMs(): number {
    const longest = Math.max(minLeaveMs, this.#options.lockMs() / 4);
    if (this.#finished < minSamples) return longest;
    return Math.min(longest, Math.max(minLeaveMs, 2 * this.#medianMs));
  }

  #record(ms: number): void {
    this.#durations[this.#finished % samples] = ms;
    this.#finished++;
    if (this.#finished !== minSamples && this.#finished % samplesBetweenMedians !== 0) return;
    const sorted = this.#durations.toSorted((a, b) => a - b);
    this.#medianMs = sorted[sorted.length >> 1] ?? 0;
  }
}

/** After 30 seconds, then after 1, 2, 4 … minutes. */
function nextTellMs(ms: number): number {
  let next = tellAgainAfterMs;
  while (next <= ms) next *= 2;
  return next;
}
