// Timers take no longer times than this, and make longer ones very short.
const maxTimerMs = 2 ** 31 - 1;
const minBeatMs = 50;
const looksPerTimeout = 4;

/** The times of one peer: when it was last heard, and how often it wants to hear something. */
export class PeerTimes {
  readonly #idleTimeoutMs: number;
  readonly #look: NodeJS.Timeout;
  #beat: NodeJS.Timeout | undefined;
  #heardAtMs: number = performance.now();

  /** @param onSilence called when the peer was not heard for `idleTimeoutMs` */
  constructor(idleTimeoutMs: number, onSilence: () => void) {
    this.#idleTimeoutMs = idleTimeoutMs;
    this.#look = setInterval(() => {
      if (performance.now() - this.#heardAtMs > this.#idleTimeoutMs) onSilence();
    }, idleTimeoutMs / looksPerTimeout).unref();
  }

  /** Notes a whole frame: single bytes of one do not count. */
  heard(): void {
    this.#heardAtMs = performance.now();
  }

  /** Calls `beat` again and again, within what a timer can do. */
  beatEvery(ms: number, beat: () => void): void {
    clearInterval(this.#beat);
    this.#beat = setInterval(beat, Math.min(Math.max(minBeatMs, ms), maxTimerMs));
  }

  stop(): void {
    clearInterval(this.#look);
    clearInterval(this.#beat);
  }
}
