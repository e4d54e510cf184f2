import { answeredWithin, untilAborted, withTimeout } from "../timing/abort.ts";
import { backoffMs } from "../timing/backoff.ts";
import type { Clock } from "../timing/clock.ts";
import { sleep, Timer } from "../timing/timer.ts";
import type { ResolvedEndpoint } from "./endpoint.ts";
import { type Delivery, Line } from "./line.ts";
import { maxCloseMs, QueueConnection, unanswered } from "./queue-connection.ts";
import { type QueueError, queueError } from "./queue-error.ts";
import type { ServiceBusProblem } from "./service-bus-problem.ts";

/** Why a line was replaced by another. */
export type ReplacementReason = "connection" | "span" | "settlement" | "age" | "idle" | "silence";

interface LineKeeperOptions {
  readonly endpoint: ResolvedEndpoint;
  readonly clock: Clock;
  readonly concurrency: number;
  /** How long one request may take. */
  readonly requestTimeoutMs: number;
  /** How long a connection and a link may take to open. */
  readonly openTimeoutMs: number;
  /** The waits between attempts to connect: the first, and the longest. */
  readonly retryDelayMs: number;
  readonly maxRetryDelayMs: number;
  readonly take: (delivery: Delivery) => Promise<void>;
  readonly onProblem: (problem: ServiceBusProblem) => void;
  readonly onReplaced: (reason: ReplacementReason) => void;
  /** Told what is no problem. */
  readonly onDebug: (text: string) => void;
}

/** Since when the queue cannot be reached, and why. */
export interface Outage {
  readonly sinceMs: number;
  readonly attempts: number;
  readonly error: QueueError;
}

// The ring holds 2,048; the new line is open long before the rest of it is used up.
const maxSpan = 1_500;
const maxConnectionAgeMs = 12 * 60 * 60_000;
// For the sockets, after the connections had their time to close.
const socketMs = 100;
const maxLineAgeMs = 30 * 60_000;
// A line that lived this long, and longer than the wait before it, was well.
const minCalmMs = 1_000;
const maxCalmMs = 10_000;

/** Keeps one line open: replaces it before it can do no more, and reconnects after a failure. */
export class LineKeeper {
  readonly #options: LineKeeperOptions;
  readonly #closing = new AbortController();
  readonly #age: Timer;
  readonly #retiring = new Set<Promise<void>>();
  #connection: QueueConnection | undefined;
  #line: Line | undefined;
  #awaited = Promise.withResolvers<Line>();
  #replacing: Promise<void> | undefined;
  /** Cuts short the wait before the next attempt. */
  #hurry = new AbortController();
  #isStopped = false;
  #failures = 0;
  #lastWaitMs = 0;
  #lostAtMs: number;
  #outage: Outage | undefined;
  #lines = 0;
  #connections = 0;

  constructor(options: LineKeeperOptions) {
    this.#options = options;
    this.#lostAtMs = options.clock.now();
    this.#age = new Timer(options.clock, () => this.replace("age"));
    // Nobody may be waiting for a line.
    this.#awaited.promise.catch(() => {});
  }

  /** The line that takes messages now; `undefined` before the start and while the queue cannot be reached. */
  get line(): Line | undefined {
    return this.#line;
  }

  get outage(): Outage | undefined {
    return this.#outage;
  }

  /** Aborts when the keeper closes. */
  get closing(): AbortSignal {
    return this.#closing.signal;
  }

  get isClosing(): boolean {
    return this.#closing.signal.aborted;
  }

  /** How many lines were opened after the first, and how many connections. */
  get counts(): { readonly replacements: number; readonly connections: number } {
    return { replacements: Math.max(0, this.#lines - 1), connections: this.#connections };
  }

  /** Connects once, to fail at once when a key, a right or the name of the queue is wrong. */
  async open(): Promise<void> {
    this.#connection ??= this.#connect();
    const connection = this.#connection;
    const receiver = connection.client.createReceiver(this.#options.endpoint.queue);
    try {
      await answeredWithin(receiver.peekMessages(1), this.#options.openTimeoutMs, unanswered);
    } catch (error) {
      if (this.#connection === connection) this.#connection = undefined;
      this.#retire(connection.discard());
      throw error;
    }
  }

  /** Opens the first line. What fails is tried again for ever. */
  start(): void {
    this.#replacing ??= this.#replace("connection");
  }

  /** The line that takes messages now, or the next one. Rejects when the keeper closes. */
  current(): Promise<Line> {
    // A request on a client that is being closed would open its connection again.
    if (this.#line !== undefined && !this.isClosing) return Promise.resolve(this.#line);
    return untilAborted(this.#awaited.promise, this.#closing.signal);
  }

  /** Replaces the line, unless that is under way or this is not the line any more. */
  replace(reason: ReplacementReason, line: Line | undefined = this.#line): void {
    if (line === undefined || line !== this.#line || this.isClosing) return;
    this.#replacing ??= this.#replace(reason);
  }

  /** Replaces the line in time, before the library's ring of deliveries is full. */
  watchSpan(line: Line): void {
    if (line.span >= maxSpan) this.replace("span", line);
  }

  /** Takes no more messages; those in hand can still be settled. Never rejects. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#age.clear();
    await Promise.all([this.#line?.stop(), ...this.#retiring]);
  }

  /** Closes everything within two seconds, whatever the network does. Never rejects. */
  async close(): Promise<void> {
    this.#isStopped = true;
    this.#age.clear();
    this.#closing.abort();
    this.#hurry.abort();
    this.#line?.abandon();
    const closed = Promise.all([this.#connection?.discard(), ...this.#retiring]);
    await withTimeout(closed, maxCloseMs + socketMs);
  }

  #connect(): QueueConnection {
    const { endpoint, requestTimeoutMs, clock } = this.#options;
    this.#connections++;
    // One attempt: we try again ourselves, and a failed start must be reported at once.
    const client = endpoint.connect({ retryOptions: { maxRetries: 0, timeoutInMs: requestTimeoutMs } });
    const connection: QueueConnection = new QueueConnection(client, {
      openedAtMs: clock.now(),
      requestTimeoutMs,
      silent: () => {
        if (this.#line?.connection === connection) this.#line.fail(unanswered());
      },
    });
    return connection;
  }

  async #replace(reason: ReplacementReason): Promise<void> {
    // A line that fails again and again, as soon as it is open, is not opened again at once.
    if (this.#line === undefined && this.#failures > 0) await this.#waitAfterFailure();
    let isWornOut = this.#connection !== undefined && this.#isWornOut(this.#connection);
    while (!this.isClosing) {
      const connection = this.#connection === undefined || isWornOut ? this.#connect() : this.#connection;
      try {
        await this.#openLine(connection);
        if (this.#lines > 1) this.#options.onReplaced(reason);
        break;
      } catch (error) {
        // It may be the connection, and one whose opening went unanswered never opens again.
        isWornOut = true;
        this.#attemptFailed(connection, error);
        await this.#waitAfterFailure();
      }
    }
    this.#replacing = undefined;
    // The new line may have failed in the meantime.
    if (this.#line === undefined && !this.isClosing) this.#replacing = this.#replace("connection");
  }

  async #openLine(connection: QueueConnection): Promise<void> {
    const { endpoint, clock, concurrency, openTimeoutMs, take } = this.#options;
    const line = new Line({
      connection,
      queue: endpoint.queue,
      nowMs: clock.now(),
      take,
      failed: (failed, error) => this.#lineFailed(failed, error),
    });
    try {
      await (this.#isStopped ? line.openForSettling(openTimeoutMs) : line.open(concurrency, openTimeoutMs));
    } catch (error) {
      this.#retire(line.close());
      throw error;
    }
    const before = { line: this.#line, connection: this.#connection };
    this.#lines++;
    this.#line = line;
    this.#connection = connection;
    this.#awaited.resolve(line);
    connection.answered();
    // After a stop, or a close during the opening, a timer would only keep the process running.
    if (!this.#isStopped) this.#age.set(Math.min(maxLineAgeMs, endpoint.renewalMs?.() ?? maxLineAgeMs));
    this.#restored();
    // New first, then the old one: no gap, and nothing is delivered twice.
    this.#retire(this.#closeOld(before.line, before.connection === connection ? undefined : before.connection));
    if (this.isClosing) this.#retire(this.#closeOld(line, connection));
    else if (this.#isStopped) this.#retire(line.stop());
  }

  async #closeOld(line: Line | undefined, connection: QueueConnection | undefined): Promise<void> {
    await line?.close();
    await connection?.discard();
  }

  #retire(closing: Promise<void>): void {
    const retiring = closing.finally(() => this.#retiring.delete(retiring));
    this.#retiring.add(retiring);
  }

  #isWornOut(connection: QueueConnection): boolean {
    return connection.isSilent || this.#options.clock.now() - connection.openedAtMs >= maxConnectionAgeMs;
  }

  #lineFailed(line: Line, error: unknown): void {
    this.#retire(line.close());
    if (line !== this.#line) return;
    const now = this.#options.clock.now();
    const calmMs = Math.min(maxCalmMs, Math.max(minCalmMs, this.#lastWaitMs));
    this.#failures = now - line.openedAtMs >= calmMs ? 0 : this.#failures + 1;
    this.#line = undefined;
    this.#awaited = Promise.withResolvers();
    this.#awaited.promise.catch(() => {});
    this.#lostAtMs = now;
    this.#age.clear();
    this.#options.onDebug(`The receiving link failed: ${queueError("Receiving", error).code}`);
    // A replacement may be waiting for its next attempt, because the old line was still well.
    this.#hurry.abort();
    if (!this.isClosing) this.#replacing ??= this.#replace("connection");
  }

  #attemptFailed(connection: QueueConnection, error: unknown): void {
    const { clock, onProblem } = this.#options;
    this.#failures++;
    if (this.isClosing) return;
    if (connection !== this.#connection) this.#retire(connection.discard());
    // The old line still works: nothing is wrong yet.
    if (this.#line !== undefined) return;
    if (connection === this.#connection) {
      this.#connection = undefined;
      this.#retire(connection.discard());
    }
    const failure = queueError("Receiving messages", error);
    const before = this.#outage;
    const attempts = (before?.attempts ?? 0) + 1;
    const sinceMs = before?.sinceMs ?? Math.min(this.#lostAtMs, clock.now());
    this.#outage = { sinceMs, attempts, error: failure };
    // Told once, and again only when the reason changes.
    if (before?.error.code === failure.code) return;
    onProblem({ kind: "connection", error: failure, since: new Date(sinceMs), attempts });
  }

  #restored(): void {
    const outage = this.#outage;
    if (outage === undefined) return;
    this.#outage = undefined;
    const { sinceMs, attempts } = outage;
    const forMs = Math.max(0, this.#options.clock.now() - sinceMs);
    this.#options.onProblem({ kind: "connection-restored", since: new Date(sinceMs), forMs, attempts });
  }

  async #waitAfterFailure(): Promise<void> {
    const { clock, retryDelayMs, maxRetryDelayMs } = this.#options;
    const backoff = { initialMs: retryDelayMs, maxMs: maxRetryDelayMs, jitter: 0.2 };
    this.#lastWaitMs = backoffMs(backoff, this.#failures);
    if (this.isClosing) return;
    this.#hurry = new AbortController();
    await sleep(clock, this.#lastWaitMs, this.#hurry.signal);
  }
}
