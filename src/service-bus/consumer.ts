import type { ServiceBusReceivedMessage } from "@azure/service-bus";
import type { TraceContext } from "../telemetry/trace-context.ts";
import { type Clock, systemClock } from "../timing/clock.ts";
import { sleep } from "../timing/timer.ts";
import type { ResolvedEndpoint } from "./endpoint.ts";
import { type Entry, idOf } from "./entry.ts";
import type { Ailment, ConsumerHealth } from "./health.ts";
import { Intake, type ProcessContext } from "./intake.ts";
import type { Delivery } from "./line.ts";
import { LineKeeper, type ReplacementReason } from "./line-keeper.ts";
import { LockRenewal } from "./lock-renewal.ts";
import type { Outcome, SettledOutcome } from "./outcome.ts";
import { unanswered } from "./queue-connection.ts";
import { queueError } from "./queue-error.ts";
import type { ServiceBusProblem } from "./service-bus-problem.ts";
import type { Settlement } from "./settlement-gate.ts";
import { Settler } from "./settler.ts";
import { SilenceWatch } from "./silence-watch.ts";

export type { Outcome } from "./outcome.ts";

/** Options of a {@link QueueConsumer}. */
export interface QueueConsumerOptions {
  /** How many handlers may run at a time, except slow ones: see `maxSlow`. */
  readonly concurrency: number;
  /** How long the lock of a message is renewed while its handler runs. */
  readonly lockRenewalMs: number;
  readonly settleTimeoutMs: number;
  /** The first and the longest wait between attempts to connect. */
  readonly retryDelayMs: number;
  readonly maxRetryDelayMs: number;
  /** Told of a problem, with the trace that it belongs to where that is not the active one. */
  readonly onProblem: (problem: ServiceBusProblem, trace?: TraceContext) => void;
  /** Handles a message and returns its outcome; must not reject. */
  readonly process: (message: ServiceBusReceivedMessage, context: ProcessContext) => Promise<Outcome>;
  /**
   * How many handlers may run beside those that hold a slot, because they take much longer than usual. Default: eight
   * times `concurrency`. When there are as many, the next slow one keeps its slot.
   */
  readonly maxSlow?: number;
  /** How many messages that others have in hand may wait here. Default 256. */
  readonly roomSize?: number;
  /** How long a handler may run before its signal aborts and its message is given back. Default: no limit. */
  readonly handlerTimeoutMs?: number;
  /** How long a connection may take to open. Default: twice `settleTimeoutMs`. */
  readonly openTimeoutMs?: number;
  /** After an outcome `away`: resolves when what was away is back. Tried with growing waits. Default: at once. */
  readonly probe?: () => Promise<void>;
  /** Called once when receiving pauses after an outcome `away`, with its error. */
  readonly paused?: (error: unknown) => void;
  /** Called once when receiving goes on after a pause. */
  readonly resumed?: (pause: { readonly since: Date; readonly forMs: number; readonly attempts: number }) => void;
  /** Called after a receiver was replaced, which is no problem. */
  readonly onReplaced?: (reason: ReplacementReason) => void;
  /** Told what is no problem, in a sentence. */
  readonly onDebug?: (text: string) => void;
  /** Told when a message is settled; returns what is told how that ended. */
  readonly observeSettlement?: SettlementObserver | undefined;
  /** Default: the system clock. */
  readonly clock?: Clock;
}

/**
 * Told when a message is settled; returns what is told with which error that ended, and returns the trace that it belongs to.
 */
export type SettlementObserver = (
  message: ServiceBusReceivedMessage,
  settlement: Settlement,
) => (error?: unknown) => TraceContext | undefined;

type State = "idle" | "running" | "draining" | "closed";

const defaultRoomSize = 256;
const slowPerSlot = 8;

/**
 * Receives the messages of a queue, has each processed, and settles it. Built so that it never stands still: whatever
 * the network, the broker, the Azure client or a handler does, messages that can be handled are.
 */
export class QueueConsumer {
  readonly #options: QueueConsumerOptions;
  readonly #clock: Clock;
  readonly #lines: LineKeeper;
  readonly #settler: Settler;
  readonly #locks: LockRenewal;
  readonly #intake: Intake;
  readonly #silence: SilenceWatch;
  /** Cuts short the delays before messages are settled. */
  readonly #skippingDelays = new AbortController();
  #state: State = "idle";
  #stateSinceMs: number;
  #hasHeard = false;
  #stuckSinceMs: number | undefined;

  constructor(endpoint: ResolvedEndpoint, options: QueueConsumerOptions) {
    const { concurrency, settleTimeoutMs, onProblem, clock = systemClock } = options;
    this.#options = options;
    this.#clock = clock;
    this.#stateSinceMs = clock.now();
    this.#lines = new LineKeeper({
      endpoint,
      clock,
      concurrency,
      requestTimeoutMs: settleTimeoutMs,
      openTimeoutMs: options.openTimeoutMs ?? 2 * settleTimeoutMs,
      retryDelayMs: options.retryDelayMs,
      maxRetryDelayMs: options.maxRetryDelayMs,
      take: (delivery) => this.#take(delivery),
      onProblem,
      onReplaced: (reason) => options.onReplaced?.(reason),
      onDebug: (text) => options.onDebug?.(text),
    });
    this.#settler = new Settler(this.#lines, clock);
    this.#locks = new LockRenewal({ clock, renew: (message) => this.#renew(message) });
    this.#intake = new Intake({
      clock,
      concurrency,
      maxSlow: options.maxSlow ?? slowPerSlot * concurrency,
      roomSize: options.roomSize ?? defaultRoomSize,
      lockRenewalMs: options.lockRenewalMs,
      handlerTimeoutMs: options.handlerTimeoutMs ?? Number.POSITIVE_INFINITY,
      locks: this.#locks,
      process: options.process,
      probe: async () => options.probe?.(),
      paused: (error) => options.paused?.(error),
      resumed: (pause) => options.resumed?.(pause),
      settle: (entry, outcome) => this.#settle(entry, outcome),
      outdated: (delivery) => void this.#settler.dismiss(delivery),
      onProblem,
    });
    this.#silence = new SilenceWatch({
      clock,
      lines: this.#lines,
      hasFreeSlot: () => this.#intake.hasFreeSlot,
      isInHand: (message) => this.#intake.has(message),
      onProblem,
    });
  }

  /** Checks that the queue exists and that we may listen: a subscription alone would retry a wrong key for ever. */
  async open(): Promise<void> {
    try {
      await this.#lines.open();
    } catch (error) {
      throw queueError("Opening the inbound queue", error);
    }
  }

  /** Starts receiving messages. */
  subscribe(): void {
    if (this.#state !== "idle") return;
    this.#setState("running");
    this.#lines.start();
    this.#silence.start();
  }

  /**
   * Stops receiving and waits until all received messages are settled. Messages that no handler has begun are given
   * back.
   */
  async drain(): Promise<void> {
    if (this.#state !== "closed") this.#setState("draining");
    this.#silence.stop();
    this.#intake.stop();
    await this.#lines.stop();
    // Only now: given back earlier, they would be delivered to us again.
    this.#skippingDelays.abort();
    await this.#intake.drain();
  }

  /** Closes the connection within seconds; unsettled messages are delivered again when their locks expire. */
  async close(): Promise<void> {
    this.#setState("closed");
    this.#silence.stop();
    this.#intake.close();
    this.#skippingDelays.abort();
    this.#locks.stop();
    await this.#lines.close();
  }

  /** How the consumer is. Costs nothing. */
  health(): ConsumerHealth {
    const wrong = this.#wrong();
    const kinds = wrong.map(({ kind }) => kind);
    const disturbed = kinds.includes("connection") ? "connecting" : kinds.includes("paused") ? "paused" : undefined;
    const since = this.#state === "running" && disturbed !== undefined ? wrong[0]?.since : undefined;
    const undisturbed = this.#lines.line === undefined ? "connecting" : "receiving";
    return {
      state: this.#state === "running" ? (disturbed ?? undisturbed) : this.#state,
      since: since ?? new Date(this.#stateSinceMs),
      ...this.#intake.counts,
      ...this.#lines.counts,
      ...(this.#hasHeard && { lastMessage: new Date(this.#silence.lastMessageAtMs) }),
      wrong,
    };
  }

  #wrong(): Ailment[] {
    const { outage } = this.#lines;
    const { away } = this.#intake;
    if (!this.#intake.isStuck) this.#stuckSinceMs = undefined;
    else this.#stuckSinceMs ??= this.#clock.now();
    const wrong: Ailment[] = [];
    if (outage !== undefined) {
      wrong.push({ kind: "connection", since: new Date(outage.sinceMs), code: outage.error.code });
    }
    if (away !== undefined) wrong.push({ kind: "paused", since: new Date(away.sinceMs), ...codeOf(away.error) });
    if (this.#stuckSinceMs !== undefined) {
      wrong.push({ kind: "handlers-stuck", since: new Date(this.#stuckSinceMs) });
    }
    return wrong;
  }

  #setState(state: State): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#stateSinceMs = this.#clock.now();
  }

  #take(delivery: Delivery): Promise<void> {
    this.#hasHeard = true;
    this.#silence.heard(delivery.message);
    const credit = this.#intake.take(delivery);
    this.#lines.watchSpan(delivery.line);
    return credit;
  }

  async #renew(message: ServiceBusReceivedMessage): Promise<Date> {
    const { line } = this.#lines;
    // While the queue cannot be reached; tried again soon.
    if (line === undefined) throw unanswered();
    return await line.connection.request(line.receiver.renewMessageLock(message));
  }

  async #settle(entry: Entry, { settlement, afterMs }: SettledOutcome): Promise<void> {
    // This delays no other message: the next one is already being handled.
    if (afterMs > 0) await sleep(this.#clock, afterMs, this.#skippingDelays.signal);
    this.#locks.release(entry);
    const ended = this.#options.observeSettlement?.(entry.message, settlement);
    try {
      const end = await this.#settler.settle(entry.delivery, settlement);
      ended?.();
      if (end === "lock-lost") this.#options.onDebug?.("A lock ended before its message was settled");
    } catch (error) {
      const trace = ended?.(error);
      this.#settlementFailed(entry, { settlement, error, trace });
    }
  }

  #settlementFailed(
    entry: Entry,
    {
      settlement,
      error,
      trace,
    }: { readonly settlement: Settlement; readonly error: unknown; readonly trace: TraceContext | undefined },
  ): void {
    if (this.#state === "closed") return;
    const verbs = { complete: "Completing", abandon: "Abandoning" } as const;
    const verb = typeof settlement === "string" ? verbs[settlement] : "Dead-lettering";
    const failure = queueError(`${verb} a message`, error);
    this.#options.onProblem({ kind: "settlement-failed", ...idOf(entry.message), error: failure }, trace);
  }
}

function codeOf(error: unknown): { readonly code?: string } {
  const code = (error as { readonly code?: unknown } | null | undefined)?.code;
  return typeof code === "string" ? { code } : {};
}
