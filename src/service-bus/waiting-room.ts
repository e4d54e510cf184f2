import { answeredWithin } from "../timing/abort.ts";
import { backoffMs } from "../timing/backoff.ts";
import type { Clock } from "../timing/clock.ts";
import { Timer } from "../timing/timer.ts";
import type { Entry } from "./entry.ts";

interface WaitingRoomOptions {
  readonly clock: Clock;
  /** How many messages that others have in hand may wait while more are received. */
  readonly size: number;
  /** Whether what was away is back: resolves when it is. */
  readonly probe: () => Promise<void>;
  readonly paused: (error: unknown) => void;
  readonly resumed: (pause: { readonly since: Date; readonly forMs: number; readonly attempts: number }) => void;
  /** Takes messages that are to be processed again. */
  readonly ready: (entries: readonly Entry[]) => void;
}

const busyBackoff = { initialMs: 500, maxMs: 5_000 };
const awayBackoff = { initialMs: 100, maxMs: 5_000 };
const maxProbeMs = 30_000;
/** What is away again so soon was hardly back: the waits go on growing. */
const calmMs = 10_000;

/**
 * Where messages wait that cannot be processed now: because somebody else has them in hand, or because what the
 * processing needs is away. They hold no slot, and their locks are renewed.
 */
export class WaitingRoom {
  readonly #options: WaitingRoomOptions;
  readonly #busy = new Map<Entry, number>();
  readonly #away = new Set<Entry>();
  readonly #withoutCredit = new Set<Entry>();
  readonly #busyTimer: Timer;
  readonly #probeTimer: Timer;
  #awaySinceMs: number | undefined;
  #awayError: unknown;
  #probes = 0;
  #restoredAtMs = Number.NEGATIVE_INFINITY;
  #isStopped = false;

  constructor(options: WaitingRoomOptions) {
    this.#options = options;
    this.#busyTimer = new Timer(options.clock, () => this.#askAgain());
    this.#probeTimer = new Timer(options.clock, () => void this.#probe());
  }

  /** Since when what the processing needs is away. */
  get away(): { readonly sinceMs: number; readonly error: unknown } | undefined {
    return this.#awaySinceMs === undefined ? undefined : { sinceMs: this.#awaySinceMs, error: this.#awayError };
  }

  /** How many messages somebody else has in hand. */
  get busy(): number {
    return this.#busy.size;
  }

  /** Takes a message that somebody else has in hand. */
  addBusy(entry: Entry): void {
    entry.state = "busy";
    entry.timesBusy++;
    const waitMs = backoffMs(busyBackoff, entry.timesBusy);
    this.#busy.set(entry, this.#options.clock.now() + waitMs);
    if (this.#busy.size < this.#options.size) entry.giveCredit();
    else this.#withoutCredit.add(entry);
    if (!this.#isStopped) this.#busyTimer.setWithin(waitMs);
  }

  /** Takes a message whose processing failed because of ours: no message is received until that is over. */
  addAway(entry: Entry, error: unknown): void {
    entry.state = "away";
    this.#away.add(entry);
    if (this.#awaySinceMs !== undefined) return;
    this.#awaySinceMs = this.#options.clock.now();
    this.#awayError = error;
    if (this.#awaySinceMs - this.#restoredAtMs > calmMs) this.#probes = 0;
    if (this.#isStopped) return;
    this.#probeTimer.set(backoffMs(awayBackoff, this.#probes + 1));
    this.#options.paused(error);
  }

  /** Stops asking, and returns all that wait. */
  stop(): readonly Entry[] {
    this.#isStopped = true;
    this.#busyTimer.clear();
    this.#probeTimer.clear();
    const all = [...this.#busy.keys(), ...this.#away];
    this.#busy.clear();
    this.#away.clear();
    this.#withoutCredit.clear();
    return all;
  }

  #askAgain(): void {
    if (this.#isStopped) return;
    const now = this.#options.clock.now();
    // Also what is due soon: one look for many.
    const due = [...this.#busy].filter(([, askAtMs]) => askAtMs <= now + busyBackoff.initialMs / 2);
    for (const [entry] of due) this.#busy.delete(entry);
    for (const entry of this.#withoutCredit) {
      if (this.#busy.size >= this.#options.size) break;
      this.#withoutCredit.delete(entry);
      entry.giveCredit();
    }
    const nextMs = Math.min(...this.#busy.values());
    if (Number.isFinite(nextMs)) this.#busyTimer.setWithin(nextMs - now);
    this.#options.ready(due.map(([entry]) => entry));
  }

  async #probe(): Promise<void> {
    this.#probes++;
    try {
      await answeredWithin(this.#options.probe(), maxProbeMs, () => new Error("The probe did not end in time"));
    } catch {
      if (!this.#isStopped) this.#probeTimer.set(backoffMs(awayBackoff, this.#probes + 1));
      return;
    }
    if (this.#isStopped || this.#awaySinceMs === undefined) return;
    const sinceMs = this.#awaySinceMs;
    const attempts = this.#probes;
    const waiting = [...this.#away];
    this.#awaySinceMs = undefined;
    this.#awayError = undefined;
    this.#restoredAtMs = this.#options.clock.now();
    this.#away.clear();
    const forMs = Math.max(0, this.#options.clock.now() - sinceMs);
    this.#options.resumed({ since: new Date(sinceMs), forMs, attempts });
    this.#options.ready(waiting);
  }
}
