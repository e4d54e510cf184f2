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

// Half as many cost a sixth more processor time with 128 messages in hand; twice as many save nothing more.
const maxTogether = 128;
/** A group that waits, for the disk, another worker or over a network, does not hold up what comes meanwhile. */
const maxRunning = 3;

/**
 * Runs calls of the ledger in groups: what waits at the same moment is one transaction. A call that comes alone does not
 * wait for others. Those that come while transactions run are the next group, beside them as long as they are few.
 */
export class CallGroups {
  readonly #database: SqlDatabase;
  readonly #context: LedgerContext;
  #waiting: Waiting[] = [];
  #running = 0;
  #isStarting = false;

  constructor(database: SqlDatabase, context: LedgerContext) {
    this.#database = database;
    this.#context = context;
  }

  run<Kind extends LedgerCall["kind"]>(call: LedgerCall & { readonly kind: Kind }): Promise<LedgerResults[Kind]> {
    return new Promise((resolve, reject) => {
      // What a call is settled with is of its kind.
      this.#waiting.push({ call, resolve: resolve as Waiting["resolve"], reject });
      void this.#start();
    });
  }

  async #start(): Promise<void> {
    if (this.#isStarting || this.#running >= maxRunning) return;
    this.#running++;
    this.#isStarting = true;
    // So that all calls of this turn of the event loop run together. SQLite waits for its end by itself.
    if (!this.#database.dialect.hasOneWriter) await nextTurn();
    let group: readonly Waiting[] = [];
    try {
      const steps = () => {
        // A repeated transaction is the same group again.
        if (group.length === 0) group = this.#take();
        return runCalls(
          this.#context,
          group.map(({ call }) => call),
        );
      };
      const whenCommitted = (settled: readonly Settled[]) => this.#settleEarly(group, settled);
      const settled = await this.#database.write(steps, { whenCommitted });
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

  /** Settles the calls for which a commit that a power cut may undo is enough; returns whether there are others. */
  #settleEarly(group: readonly Waiting[], settled: readonly Settled[]): boolean {
    let areAll = true;
    for (const [index, { call, resolve }] of group.entries()) {
      const outcome = settled[index];
      if (outcome?.kind === "done" && isRepeatable(call, outcome.result)) resolve(outcome.result);
      else areAll = false;
    }
    return !areAll;
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

/**
 * Whether nothing is done on the strength of a call's result that cannot be done again after a power cut: a message that
 * begins to be handled comes again, and one that was sent is sent again, with the same id. All else may lead to a settled
 * message or to one that is sent, and has to be on the disk before.
 */
function isRepeatable(call: LedgerCall, result: LedgerResults[LedgerCall["kind"]]): boolean {
  if (call.kind === "receive") return (result as LedgerResults["receive"]).kind === "new";
  if (call.kind === "take-unsent") return (result as LedgerResults["take-unsent"]).length === 0;
  return call.kind === "mark-sent";
}

/** Whether the database failed, whatever the calls are. */
function isAway(error: unknown): boolean {
  return isCardwrightError(error) && error.retryable;
}
