import type { OrderLedger } from "../ledger/order-ledger.ts";
import type { Page, PageOptions } from "../ledger/page.ts";
import type { QuarantinedMessage, QuarantineEntry, QuarantineFill, QuarantineFilter } from "../ledger/quarantine.ts";
import { quarantineLines } from "../ledger/quarantine-lines.ts";
import type { QuarantineWatch } from "./quarantine-watch.ts";
import type { ReplayOutcome } from "./replay-outcome.ts";

/** What became of a replay, and what NGOC had been told before. */
export interface Replay {
  readonly outcome: ReplayOutcome | { readonly kind: "declined" };
  /** The Error Notification with which NGOC was answered when the message was received; `undefined` when it was not. */
  readonly answer: QuarantineEntry["answer"];
}

/** Options of {@link ClientQuarantine.replay}. */
export interface ReplayOptions {
  /**
   * Called with the message, and with the answer that NGOC has got, before anything is done: NGOC may have ordered again
   * since. Returns whether to go on. Default: goes on.
   */
  readonly confirm?: (message: QuarantinedMessage) => boolean | Promise<boolean>;
}

interface Dependencies {
  readonly ledger: OrderLedger;
  readonly watch: QuarantineWatch;
  readonly replay: (message: QuarantinedMessage) => Promise<ReplayOutcome>;
}

/**
 * The messages that were consumed without having been handled: they could not be read, have a type that nobody handles,
 * break an order rule, or were rejected. They are kept as they arrived, and can be replayed after the contract or the
 * application was corrected.
 */
export class ClientQuarantine {
  readonly #deps: Dependencies;

  constructor(dependencies: Dependencies) {
    this.#deps = dependencies;
  }

  /** Lists messages, the oldest first. */
  list(options?: PageOptions & QuarantineFilter): Promise<Page<QuarantineEntry>> {
    return this.#deps.ledger.quarantine.list(options);
  }

  /**
   * Finds a message with its content.
   *
   * @throws CardwrightError `PERSONAL_DATA_KEY` when it is encrypted and the key is missing
   */
  show(id: string): Promise<QuarantinedMessage | undefined> {
    return this.#deps.ledger.quarantine.show(id);
  }

  /** Exports messages as JSON lines, the oldest first. They hold personal data. */
  export(filter?: QuarantineFilter): AsyncIterable<string> {
    return quarantineLines(this.#deps.ledger.quarantine, filter);
  }

  /** Returns how full the quarantine is. */
  fill(): Promise<QuarantineFill> {
    return this.#deps.ledger.quarantine.fill();
  }

  /**
   * Handles a message now, as if it had just arrived: it is read under the contract in use, the order rules decide about
   * it, and its handler is called. NGOC is not answered again: what it was told before is in the result.
   *
   * @throws UsageError `QUARANTINE_UNKNOWN`, `QUARANTINE_STATE` when it was replayed or dismissed, `QUARANTINE_NO_BODY`
   *   when its content was not kept, `HANDLER_MISSING`, or `CLOSED`
   */
  async replay(id: string, { confirm = () => true }: ReplayOptions = {}): Promise<Replay> {
    const message = await this.#deps.ledger.quarantine.takeForReplay(id);
    const { answer } = message;
    if (!(await confirm(message))) return { outcome: { kind: "declined" }, answer };
    const outcome = await this.#deps.replay(message);
    this.#deps.watch.check();
    return { outcome, answer };
  }

  /**
   * Records that a message needs no handling.
   *
   * @throws UsageError `QUARANTINE_UNKNOWN`, or `QUARANTINE_STATE` when it was replayed
   */
  async dismiss(id: string): Promise<void> {
    await this.#deps.ledger.quarantine.dismiss(id);
    this.#deps.watch.check();
  }
}
