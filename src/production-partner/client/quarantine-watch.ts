import type { OrderLedger } from "../ledger/order-ledger.ts";
import type { QuarantineOutcome } from "../ledger/quarantine.ts";
import type { LedgerWatch } from "./ledger-watch.ts";
import type { ProblemListener } from "./problem.ts";

/** From how full a quarantine is reported. */
const minReportedRatio = 0.8;

/** Reports when the quarantine of a ledger fills up, so that somebody looks into it while it still takes messages. */
export class QuarantineWatch {
  readonly #ledger: OrderLedger;
  readonly #ledgerWatch: LedgerWatch;
  readonly #onProblem: ProblemListener;
  #isReported = false;
  #running: Promise<void> | undefined;
  #isWanted = false;

  constructor(ledger: OrderLedger, ledgerWatch: LedgerWatch, onProblem: ProblemListener) {
    this.#ledger = ledger;
    this.#ledgerWatch = ledgerWatch;
    this.#onProblem = onProblem;
  }

  /** Takes note of what became of a message that was not handled. */
  note(outcome: QuarantineOutcome | undefined, message: { readonly messageId: string; readonly type?: string }): void {
    if (outcome === undefined) return;
    if (outcome === "full") this.#onProblem({ kind: "quarantine-full", ...message });
    this.check();
  }

  /** Looks how full it is. Messages that come while it looks share the next look. */
  check(): void {
    this.#isWanted = true;
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
  }

  /** Resolves when nothing is being looked at. */
  async idle(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#isWanted) {
      this.#isWanted = false;
      try {
        const fill = await this.#ledger.quarantine.fill();
        const isFull = fill.ratio >= minReportedRatio;
        if (isFull && !this.#isReported) this.#onProblem({ kind: "quarantine-filling", fill });
        this.#isReported = isFull;
        this.#ledgerWatch.succeeded("quarantine");
      } catch (error) {
        this.#ledgerWatch.failed("quarantine", error);
      }
    }
  }
}
