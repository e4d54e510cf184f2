import type { Clock } from "../../timing/clock.ts";
import type { ProblemListener } from "./problem.ts";

/** A part of the client that uses the ledger. */
export type LedgerUser = "receiving" | "sending" | "quarantine" | "replays";

/** Tells once that the ledger is away, whichever part of the client finds out first, and once that it is back for all. */
export class LedgerWatch {
  readonly #clock: Clock;
  readonly #onProblem: ProblemListener;
  readonly #failing = new Set<LedgerUser>();
  #sinceMs: number | undefined;
  #error: unknown;
  #attempts = 0;

  constructor(clock: Clock, onProblem: ProblemListener) {
    this.#clock = clock;
    this.#onProblem = onProblem;
  }

  /** Since when the ledger is away, and with which error. */
  get outage(): { readonly sinceMs: number; readonly error: unknown } | undefined {
    return this.#sinceMs === undefined ? undefined : { sinceMs: this.#sinceMs, error: this.#error };
  }

  failed(user: LedgerUser, error: unknown): void {
    this.#attempts++;
    this.#failing.add(user);
    if (this.#sinceMs !== undefined) return;
    this.#sinceMs = this.#clock.now();
    this.#error = error;
    this.#onProblem({ kind: "ledger-unavailable", error });
  }

  succeeded(user: LedgerUser): void {
    if (this.#sinceMs === undefined || !this.#failing.delete(user) || this.#failing.size > 0) return;
    const sinceMs = this.#sinceMs;
    const attempts = this.#attempts;
    this.#sinceMs = undefined;
    this.#error = undefined;
    this.#attempts = 0;
    const forMs = Math.max(0, this.#clock.now() - sinceMs);
    this.#onProblem({ kind: "ledger-restored", since: new Date(sinceMs), forMs, attempts });
  }
}
