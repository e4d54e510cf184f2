/**
 * How much is answered in one turn of the event loop, over all connections: what goes beyond waits for the next turn, so
 * that nobody who asks for much keeps the others waiting.
 */
export class TurnBudget {
  readonly #maxBytes: number;
  readonly #waiting = new Set<() => void>();
  #spentBytes = 0;
  #isRenewalDue = false;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  get isSpent(): boolean {
    return this.#spentBytes >= this.#maxBytes;
  }

  spend(bytes: number): void {
    this.#spentBytes += bytes;
    this.#renewSoon();
  }

  /** Calls `goOn` in a later turn. To be called once the budget is spent; the same function waits once. */
  wait(goOn: () => void): void {
    this.#waiting.add(goOn);
    this.#renewSoon();
  }

  #renewSoon(): void {
    if (this.#isRenewalDue) return;
    this.#isRenewalDue = true;
    setImmediate(() => {
      this.#isRenewalDue = false;
      this.#spentBytes = 0;
      // Who goes on and has to wait again is behind the others.
      for (const goOn of [...this.#waiting]) {
        if (this.isSpent) break;
        this.#waiting.delete(goOn);
        goOn();
      }
      if (this.#waiting.size > 0) this.#renewSoon();
    });
  }
}
