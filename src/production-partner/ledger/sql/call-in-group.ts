import type { TraceContext } from "../../../telemetry/trace-context.ts";
import {
  type FactReceived,
  type FactSent,
  type FactsNeeded,
  factsNeededFor,
  factsNeededToFinish,
} from "../../orders/index.ts";
import type { StagedMessage } from "../order-ledger.ts";
import type { QuarantineOutcome, Unhandled } from "../quarantine.ts";
import type { LedgerCall, LedgerResults, Settled } from "./ledger-call.ts";

/** A message to keep in the quarantine. */
export interface Kept {
  /** The key of the message in the inbox. */
  readonly key: string;
  readonly unhandled: Unhandled;
  readonly answer: StagedMessage | undefined;
}

/** One of the calls that run in one transaction, and how far it has come. */
export class CallInGroup {
  readonly call: LedgerCall;
  /** The messages that a call stages; those of a draft when it was composed. */
  messages: readonly StagedMessage[];
  /** Those of them that were not staged before. */
  fresh: readonly StagedMessage[];
  /** The entry of the inbox that this call has made. */
  entered: string | undefined;
  /** What goes into the quarantine at the end. */
  kept: Kept | undefined;
  #outcome: Settled | undefined;

  constructor(call: LedgerCall) {
    this.call = call;
    const answer = call.kind === "finish" ? call.options.answer : call.kind === "receive-invalid" && call.answer;
    this.messages = answer ? [answer] : [];
    this.fresh = this.messages;
  }

  get isOpen(): boolean {
    return this.#outcome === undefined;
  }

  get outcome(): Settled {
    return this.#outcome ?? { kind: "done", result: undefined };
  }

  settle(outcome: Settled): void {
    this.#outcome = outcome;
  }

  /** The message of the inbox that the call is about; of two calls about one, the second has to wait. */
  get key(): string | undefined {
    return this.call.kind === "finish" ? this.call.message.messageId : this.arrives;
  }

  /** The key under which a message arrives. */
  get arrives(): string | undefined {
    const { call } = this;
    if (call.kind === "receive") return call.message.messageId;
    return call.kind === "receive-invalid" ? call.key : undefined;
  }

  /** The trace in which a message that arrives is handled. */
  get trace(): TraceContext | undefined {
    return this.call.kind === "receive" ? this.call.options.trace : undefined;
  }

  /** The messages that it decides about. */
  get about(): readonly (FactReceived | FactSent)[] {
    const { call } = this;
    if (call.kind === "receive") return [call.message];
    const isDecided = call.kind === "finish" && factsNeededToFinish(call.message) !== undefined;
    return isDecided && this.messages.length === 0 ? [call.message] : this.fresh;
  }

  /** The facts that its decisions need. */
  get needs(): readonly FactsNeeded[] {
    const { call } = this;
    if (call.kind === "receive") return [factsNeededFor(call.message)];
    if (call.kind === "finish" && this.messages.length === 0) {
      const needed = factsNeededToFinish(call.message);
      return needed === undefined ? [] : [needed];
    }
    const rules = call.kind === "stage" ? call.draft.rules : undefined;
    return this.fresh.map((message) => factsNeededFor(message, rules));
  }

  /** The cards that it may order. */
  get requestedCards(): readonly string[] {
    const { call } = this;
    return call.kind === "receive" && call.message.fact.kind === "card-requested" ? [call.message.fact.cardId] : [];
  }

  /** Completes the result with what the quarantine has made of the message. */
  quarantined(quarantine: QuarantineOutcome): void {
    if (this.#outcome?.kind !== "done") return;
    // Only results of messages that go there are completed, and these have a place for it.
    const result = { ...this.#outcome.result, quarantine } as LedgerResults["finish"];
    this.settle({ kind: "done", result });
  }

  /** Completes the result of a staging whose worker sends at once what waits for no other. */
  taken(waiting: ReadonlySet<string>): void {
    if (this.call.kind !== "stage" || !this.call.take || this.#outcome?.kind !== "done") return;
    const ids = new Set(this.fresh.map(({ messageId }) => messageId)).difference(waiting);
    const messages = this.#outcome.result as LedgerResults["stage"];
    const result = messages.map((message) =>
      ids.has(message.messageId) ? { ...message, isTaken: true as const } : message,
    );
    this.settle({ kind: "done", result });
  }
}
