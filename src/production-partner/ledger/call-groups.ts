import { setImmediate as nextTurn } from "node:timers/promises";
import type { SqlDatabase } from "../../database/sql-database.ts";
import { isCardwrightError } from "../../errors/cardwright-error.ts";
import type { LedgerContext } from "./sql/context.ts";
import type { LedgerCall, LedgerResults, Settled } from "./sql/ledger-call.ts";
import { runCalls } from "./sql/run-calls.ts";

interface Waiting {
  readonly call: LedgerCall;
  readonly resolve: (result: LedgerResults[LedgerCall["kind"]]) => void;
  readonly reject: (error: unknown) => void;
}

const maxTogether = 64;
/** A group that waits, for another worker or over a network, does not hold up what comes meanwhile. */
const maxRunning = 3;

/**
 * Runs calls of the ledger in groups: what waits at the same moment is one transaction. A call that comes alone does not
 * wait for others. Those that come while transactions run are the next group: where one writes at a time after these, else
 * beside them, as long as they are few.
 */
export class CallGroups {
  readonly #database: SqlDatabase;
  readonly #context: LedgerContext;
  #waiting: Waiting[] = [];
  readonly #maxRunning: number;
  #running = 0;
  #isStarting = false;

  constructor(database: SqlDatabase, context: LedgerContext) {
    this.#database = database;
    this.#context = context;
    this.#maxRunning = database.dialect.hasOneWriter ? 1 : maxRunning;
  }

  run<Kind extends LedgerCall["kind"]>(call: LedgerCall & { readonly kind: Kind }): Promise<LedgerResults[Kind]> {
    return new Promise((resolve, reject) => {
      // What a call is settled with is of its kind.
      this.#waiting.push({ call, resolve: resolve as Waiting["resolve"], reject });
      void this.#start();
    });
  }

  async #start(): Promise<void> {
    if (this.#isStarting || this.#running >= this.#maxRunning) return;
    this.#running++;
    this.#isStarting = true;
    // So that all calls of this turn of the event loop run together. SQLite waits for its end by itself.
    if (!this.#database.dialect.hasOneWriter) await nextTurn();
    let group: readonly Waiting[] = [];
    try {
      const settled = await this.#database.write(() => {
        // A repeated transaction is the same group again.
        if (group.length === 0) group = this.#take();
        return runCalls(
          this.#context,
          group.map(({ call }) => call),
        );
      });
      this.#settle(group, settled);
      this.#forgetStaged(group);
    } catch (error) {
      if (group.length === 0) group = this.#take();
      if (group.length > 1 && !isAway(error)) {
        void this.#eachAlone(group);
      } else {
        for (const { reject } of group) reject(error);
        this.#forgetStaged(group);
      }
    }
    this.#running--;
    if (this.#waiting.length > 0) void this.#start();
  }

  /** Takes what waits now; what comes later is another group. */
  #take(): readonly Waiting[] {
    this.#isStarting = false;
    const group = this.#waiting.splice(0, maxTogether);
    if (this.#waiting.length > 0) void this.#start();
    return group;
  }

  /** After those who staged it have gone on: now they know what they are to send. */
  #forgetStaged(group: readonly Waiting[]): void {
    const drafts = group.flatMap(({ call }) => (call.kind === "stage" && call.take ? [call.draft] : []));
    if (drafts.length > 0) setImmediate(() => drafts.forEach((draft) => void this.#context.beingStaged.delete(draft)));
  }

  #settle(group: readonly Waiting[], settled: readonly Settled[]): void {
    const again: Waiting[] = [];
    for (const [index, waiting] of group.entries()) {
      const outcome = settled[index];
      if (outcome?.kind === "done") waiting.resolve(outcome.result);
      else if (outcome?.kind === "failed") waiting.reject(outcome.error);
      else again.push(waiting);
    }
    this.#waiting = [...again, ...this.#waiting];
  }

  /** One of them has failed: each has a transaction of its own, so that it harms no other. */
  async #eachAlone(group: readonly Waiting[]): Promise<void> {
    for (const each of group) {
      const { call, resolve, reject } = each;
      try {
        const [outcome] = await this.#database.write(() => runCalls(this.#context, [call]));
        if (outcome?.kind === "done") resolve(outcome.result);
        else reject(outcome?.kind === "failed" ? outcome.error : undefined);
      } catch (error) {
        reject(error);
      }
      this.#forgetStaged([each]);
    }
  }
}

/** Whether the database failed, whatever the calls are. */
function isAway(error: unknown): boolean {
  return isCardwrightError(error) && error.retryable;
}
