/** What a settlement tells the broker to do with a message. */
export type SettlementKind = "complete" | "abandon" | "defer" | "dead-letter";

interface Waiting {
  readonly kind: string;
  readonly start: () => void;
}

/**
 * Starts settlements so that two of different kind never start in one tick of the event loop.
 *
 * rhea, the AMQP library beneath the Azure client, merges two neighbouring settlements of one tick into one disposition
 * with the outcome of the first (`lib/session.js`, write_dispositions, up to 3.0.5): a completed message may come back,
 * and, worse, one to be abandoned may be completed and so be lost. Settlements of one kind may start together, which is
 * what keeps completing fast. Dead-letterings carry a reason of their own, so each of them starts alone.
 */
export class SettlementGate {
  #open: string | undefined;
  #waiting: Waiting[] = [];
  #serial = 0;

  /** Starts `settle` in this tick or a later one, and settles as it does. */
  run<T>(kind: SettlementKind, settle: () => Promise<T>): Promise<T> {
    const key = kind === "complete" || kind === "abandon" ? kind : `${kind}-${this.#serial++}`;
    if (this.#open === undefined) {
      this.#open = key;
      setImmediate(() => this.#nextTick());
      return settle();
    }
    if (this.#open === key && this.#waiting.length === 0) return settle();
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ kind: key, start: () => settle().then(resolve, reject) });
    });
  }

  #nextTick(): void {
    const first = this.#waiting[0];
    this.#open = first?.kind;
    if (first === undefined) return;
    const now = this.#waiting.filter((waiting) => waiting.kind === first.kind);
    this.#waiting = this.#waiting.filter((waiting) => waiting.kind !== first.kind);
    setImmediate(() => this.#nextTick());
    for (const { start } of now) start();
  }
}
