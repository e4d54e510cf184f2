/** Remembers message ids for a time, so that a repeated message is recognised. */
export class DuplicateHistory {
  readonly #windowMs: number;
  // In order of arrival, so that the oldest are first.
  readonly #arrivals = new Map<string, number>();

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  get size(): number {
    return this.#arrivals.size;
  }

  /** Notes an id; false when it was noted within the window before. */
  note(messageId: string, nowMs: number): boolean {
    for (const [id, arrivedMs] of this.#arrivals) {
      if (arrivedMs + this.#windowMs > nowMs) break;
      this.#arrivals.delete(id);
    }
    if (this.#arrivals.has(messageId)) return false;
    this.#arrivals.set(messageId, nowMs);
    return true;
  }

  /** The remembered ids with their times, oldest first. */
  entries(): Iterable<readonly [messageId: string, arrivedMs: number]> {
    return this.#arrivals.entries();
  }
}
