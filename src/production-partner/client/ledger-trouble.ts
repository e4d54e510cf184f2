import { isShortage } from "../../database/database-error.ts";
import { isCardwrightError } from "../../errors/cardwright-error.ts";
import type { OrderLedger } from "../ledger/order-ledger.ts";

// A message at which the ledger fails so often, while it takes others, is itself the reason.
const maxWaits = 3;

/** Whether the ledger can never store what it was given, however often it is tried. */
export function isUnstorable(error: unknown): boolean {
  return error instanceof RangeError || (isCardwrightError(error) && error.code === "DATABASE_VALUE");
}

/**
 * What a ledger that was away has left undone: how handlers ended is written when it is back, without calling them again,
 * and claims are given up in the end.
 */
export class LedgerTrouble {
  readonly #ledger: OrderLedger;
  readonly #unfinished = new Map<string, () => Promise<unknown>>();
  readonly #waits = new Map<string, { readonly count: number; readonly taken: number }>();
  /** How many messages the ledger has taken. */
  #taken = 0;
  readonly #claims = new Set<string>();

  constructor(ledger: OrderLedger) {
    this.#ledger = ledger;
  }

  /** What could not be written when the message was processed before; `undefined` for most. */
  restOf(key: string): (() => Promise<unknown>) | undefined {
    return this.#unfinished.size === 0 ? undefined : this.#unfinished.get(key);
  }

  /** Keeps what could not be written now. */
  keep(key: string, write: () => Promise<unknown>): void {
    this.#unfinished.set(key, write);
  }

  /**
   * The message was processed to its end.
   *
   * @param isTaken whether the ledger has written anything about it
   */
  ended(key: string, isTaken: boolean): void {
    if (isTaken) this.#taken++;
    if (this.#unfinished.size > 0) this.#unfinished.delete(key);
    if (this.#waits.size > 0) this.#waits.delete(key);
  }

  /**
   * Whether it is probably the ledger that is away, and not this message that it cannot take: a failure counts only if the
   * ledger has taken another message since the last one. A database that lacks room may take a smaller one.
   */
  isWorthWaiting(key: string, error: unknown): boolean {
    if (isShortage(error)) return true;
    const { count, taken } = this.#waits.get(key) ?? { count: 0, taken: -1 };
    const waits = taken < this.#taken ? count + 1 : count;
    this.#waits.set(key, { count: waits, taken: this.#taken });
    if (waits <= maxWaits) return true;
    this.#waits.delete(key);
    this.#unfinished.delete(key);
    return false;
  }

  /** The ledger has claimed a message for this worker. */
  claimed(messageId: string): void {
    this.#claims.add(messageId);
  }

  /** The claim has ended. */
  released(messageId: string): void {
    this.#claims.delete(messageId);
  }

  /** Gives up the claims that are left, but for those on messages that are being processed. Never rejects. */
  async releaseAll(isInProgress: (messageId: string) => boolean): Promise<void> {
    const left = [...this.#claims].filter((messageId) => !isInProgress(messageId));
    await Promise.allSettled(
      left.map(async (messageId) => {
        await this.#ledger.release(messageId);
        this.#claims.delete(messageId);
      }),
    );
  }
}
