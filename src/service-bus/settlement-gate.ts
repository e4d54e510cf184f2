/** How a message is settled. One for the dead-letter queue says why, in a code and a sentence. */
export type Settlement = "complete" | "abandon" | DeadLettering;

/** Moves a message to the dead-letter queue. */
interface DeadLettering {
  readonly deadLetterReason: string;
  readonly deadLetterErrorDescription: string;
}

/** Two settlements of the same kind have the same outcome in every field. */
export function kindOf(settlement: Settlement): string {
  return typeof settlement === "string" ? settlement : JSON.stringify(settlement);
}

interface Waiting<Kind> {
  readonly kind: Kind;
  readonly start: () => void;
}

/**
 * Starts settlements so that two of different kinds never start in one tick of the event loop.
 *
 * rhea, the AMQP library beneath the Azure client, merges two neighbouring settlements of one tick into one disposition
 * with the outcome of the first (`lib/session.js`, write_dispositions, up to 3.0.5): a completed message may be
 * delivered again, and, worse, one to be abandoned may be completed and so be lost. Settlements of one kind may start
 * together, which keeps completing fast. Two settlements are of one kind only if their outcomes are equal in every
 * field.
 */
export class SettlementGate<Kind extends string = string> {
  #open: Kind | undefined;
  #waiting: Waiting<Kind>[] = [];

  /** Starts `settle` in this tick or a later one. Resolves or rejects as `settle` does. */
  run<T>(kind: Kind, settle: () => Promise<T>): Promise<T> {
    if (this.#open === undefined) {
      this.#open = kind;
      setImmediate(() => this.#nextTick());
      return settle();
    }
    if (this.#open === kind && this.#waiting.length === 0) return settle();
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ kind, start: () => settle().then(resolve, reject) });
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
