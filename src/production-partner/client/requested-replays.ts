import { isCardwrightError } from "../../errors/cardwright-error.ts";
import { InvalidMessageError } from "../../errors/invalid-message-error.ts";
import { backoffMs } from "../../timing/backoff.ts";
import type { Clock } from "../../timing/clock.ts";
import { Timer } from "../../timing/timer.ts";
import type { OrderLedger } from "../ledger/order-ledger.ts";
import type { ClientQuarantine } from "./client-quarantine.ts";
import type { LedgerWatch } from "./ledger-watch.ts";
import type { ProblemListener } from "./problem.ts";
import type { QuarantineWatch } from "./quarantine-watch.ts";

interface Dependencies {
  readonly ledger: OrderLedger;
  readonly quarantine: ClientQuarantine;
  readonly watch: QuarantineWatch;
  readonly onProblem: ProblemListener;
  readonly ledgerWatch: LedgerWatch;
  readonly clock: Clock;
  readonly intervalMs: number;
}

// A message whose handler keeps failing is replayed ever more rarely, until its request is given up or it succeeds.
const maxWaitMs = 10 * 60_000;

/** Another worker has replayed it first, or a person has decided otherwise. */
const overtaken: ReadonlySet<string> = new Set(["QUARANTINE_STATE", "QUARANTINE_UNKNOWN"]);

/**
 * Replays, now and repeatedly, the messages whose replay was requested by tools that have no handlers, such as the command
 * line, and looks how full the quarantine is, since its messages also age when none is added.
 */
export class RequestedReplays {
  readonly #deps: Dependencies;
  readonly #timer: Timer;
  /** The failed replays: how many there were, and when the next one is due. */
  readonly #failed = new Map<string, { readonly count: number; readonly dueMs: number }>();
  #running: Promise<void> | undefined;
  #isStopped = false;

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
    this.#timer = new Timer(dependencies.clock, () => this.start(), "background");
  }

  start(): void {
    this.#running = this.#run().finally(() => {
      if (!this.#isStopped) this.#timer.set(this.#deps.intervalMs);
    });
  }

  /** Resolves when the replay that is running has ended. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#timer.clear();
    await this.#running;
    await this.#deps.watch.idle();
  }

  async #run(): Promise<void> {
    const { clock, ledger, ledgerWatch, watch } = this.#deps;
    watch.check();
    try {
      const requested = await ledger.quarantine.listRequested();
      for (const id of this.#failed.keys()) if (!requested.includes(id)) this.#failed.delete(id);
      for (const id of requested) {
        if (this.#isStopped) return;
        if ((this.#failed.get(id)?.dueMs ?? 0) <= clock.now()) await this.#replay(id);
      }
      ledgerWatch.succeeded("replays");
    } catch (error) {
      ledgerWatch.failed("replays", error);
    }
  }

  async #replay(id: string): Promise<void> {
    const { onProblem, quarantine } = this.#deps;
    try {
      const { outcome } = await quarantine.replay(id);
      if (outcome.kind === "failed") this.#putOff(id);
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

  #putOff(id: string): void {
    const count = (this.#failed.get(id)?.count ?? 0) + 1;
    const { clock, intervalMs } = this.#deps;
    const waitMs = backoffMs({ initialMs: intervalMs, maxMs: maxWaitMs }, count);
    this.#failed.set(id, { count, dueMs: clock.now() + waitMs });
  }
}
