import { isCardwrightError } from "../../errors/cardwright-error.ts";
import { InvalidMessageError } from "../../errors/invalid-message-error.ts";
import type { OrderLedger } from "../ledger/order-ledger.ts";
import type { ClientQuarantine } from "./client-quarantine.ts";
import type { ProblemListener } from "./problem.ts";
import type { QuarantineWatch } from "./quarantine-watch.ts";

interface Dependencies {
  readonly ledger: OrderLedger;
  readonly quarantine: ClientQuarantine;
  readonly watch: QuarantineWatch;
  readonly onProblem: ProblemListener;
  readonly intervalMs: number;
}

/** Another worker has replayed it first, or a person has decided otherwise. */
const overtaken: ReadonlySet<string> = new Set(["QUARANTINE_STATE", "QUARANTINE_UNKNOWN"]);

/**
 * Replays, now and repeatedly, the messages whose replay was requested by tools that have no handlers, such as the command
 * line, and looks how full the quarantine is, since its messages also age when none is added.
 */
export class RequestedReplays {
  readonly #deps: Dependencies;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | undefined;
  #isStopped = false;

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
  }

  start(): void {
    this.#running = this.#run().finally(() => {
      if (!this.#isStopped) this.#timer = setTimeout(() => this.start(), this.#deps.intervalMs).unref();
    });
  }

  /** Resolves when the replay that is running has ended. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#running;
    await this.#deps.watch.idle();
  }

  async #run(): Promise<void> {
    const { ledger, onProblem, watch } = this.#deps;
    watch.check();
    try {
      for (const id of await ledger.quarantine.listRequested()) {
        if (this.#isStopped) return;
        await this.#replay(id);
      }
    } catch (error) {
      onProblem({ kind: "processing-failed", error });
    }
  }

  async #replay(id: string): Promise<void> {
    const { onProblem, quarantine } = this.#deps;
    try {
      const { outcome } = await quarantine.replay(id);
      if (outcome.kind !== "invalid") return;
      const { issues } = outcome;
      throw new InvalidMessageError("Cannot replay the message: it is still invalid", {
        reason: "INVALID_PAYLOAD",
        issues,
      });
    } catch (error) {
      if (!isCardwrightError(error) || !overtaken.has(error.code)) onProblem({ kind: "replay-failed", id, error });
    }
  }
}
