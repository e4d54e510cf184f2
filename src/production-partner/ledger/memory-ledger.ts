import { type Clock, systemClock } from "../../timing/clock.ts";
import {
  type CardOrder,
  decideFinished,
  decideReceived,
  decideSent,
  factsNeededFor,
  factsNeededToFinish,
  type OrderRules,
} from "../orders/index.ts";
import { decideAll, digestOf } from "./decide-drafts.ts";
import { resolveQuarantineLimits } from "./ledger-options.ts";
import { MemoryQuarantine } from "./memory-quarantine.ts";
import { MemoryTraces } from "./memory-traces.ts";
import { entriesOf, OrderBook, pick } from "./order-book.ts";
import type {
  Draft,
  FinishOptions,
  MessageToSend,
  OrderLedger,
  OutboxFill,
  Receipt,
  ReceivedOrderMessage,
  ReceiveOptions,
  ShipmentView,
  StagedMessage,
  StageOptions,
  TakeOptions,
  UnsentMessage,
} from "./order-ledger.ts";
import type { Quarantine, QuarantineLimits, QuarantineOutcome, Unhandled } from "./quarantine.ts";
import { messagesAnswered, orderKeyOf, resendDelayMs, withExisting } from "./send-order.ts";
import { inboxKey } from "./stored-text.ts";

interface Unsent {
  readonly message: StagedMessage;
  readonly stagedAt: number;
  notBefore: number;
  tries: number;
}

/**
 * An {@link OrderLedger} in the memory of the process: for trials, tests and demos. Its content is lost with the
 * process, so production needs a durable ledger.
 */
export class MemoryLedger implements OrderLedger {
  readonly #book = new OrderBook();
  readonly #inbox = new Map<string, "received" | "handled">();
  readonly #outbox = new Map<string, Unsent>();
  /** How many messages of each key are in the outbox. */
  readonly #unsentOfKey = new Map<string, number>();
  readonly #now: () => number;
  readonly traces: MemoryTraces = new MemoryTraces((cardId) => this.#book.cards.get(cardId)?.requestId);

  readonly #quarantine: MemoryQuarantine;

  /**
   * @param options.quarantine how much the quarantine keeps, and for how long. Default: 1 000 messages for 90 days
   * @param options.clock the clock, for tests. Default: the system clock
   * @throws ConfigurationError `LEDGER_OPTION`
   */
  constructor(options: { readonly quarantine?: Partial<QuarantineLimits>; readonly clock?: Clock } = {}) {
    const { clock = systemClock } = options;
    this.#now = () => clock.now();
    this.#quarantine = new MemoryQuarantine({
      limits: resolveQuarantineLimits({ maxEntries: 1_000, ...options.quarantine }),
      now: this.#now,
      onAbandoned: (messageId) => this.#inbox.set(messageId, "handled"),
    });
  }

  get quarantine(): Quarantine {
    return this.#quarantine;
  }

  async receive(message: ReceivedOrderMessage, options: ReceiveOptions): Promise<Receipt> {
    const { raw, answerRefusal, replayOf, trace } = options;
    const { messageId } = message;
    const replay = replayOf === undefined ? undefined : this.#quarantine.replayStateOf(replayOf);
    if (replay === "over") return { kind: "handled" };
    const seen = replay === "new" ? undefined : this.#inbox.get(messageId);
    if (seen !== undefined) return { kind: seen === "handled" ? "handled" : "unhandled" };
    const decision = decideReceived(this.#book.facts(factsNeededFor(message)), message);
    if (!decision.ok) {
      const { refusal } = decision;
      const cause = { reason: "refused", refusal } as const;
      if (replayOf !== undefined) {
        this.#quarantine.endReplay(replayOf, cause);
        return { kind: "refused", refusal, quarantine: "kept" };
      }
      const answer = answerRefusal(refusal);
      this.#consume(messageId, answer);
      return { kind: "refused", refusal, quarantine: this.#quarantine.add(messageId, { raw, cause }, answer) };
    }
    this.#book.write(decision.changes);
    for (const sent of messagesAnswered(message, decision.changes)) this.#remove(sent);
    this.#inbox.set(messageId, "received");
    this.traces.keep(messageId, trace);
    if (replayOf !== undefined) this.#quarantine.beginReplay(replayOf);
    return { kind: "new" };
  }

  async receiveInvalid(
    messageId: string,
    { answer, ...unhandled }: Unhandled & { readonly answer?: StagedMessage },
  ): Promise<{ readonly kind: "new"; readonly quarantine: QuarantineOutcome } | { readonly kind: "handled" }> {
    const key = inboxKey(messageId);
    if (this.#inbox.has(key)) return { kind: "handled" };
    this.#consume(key, answer);
    return { kind: "new", quarantine: this.#quarantine.add(key, unhandled, answer) };
  }

  async finish(
    message: ReceivedOrderMessage,
    { answer, unhandled, replayOf }: FinishOptions = {},
  ): Promise<{ readonly quarantine?: QuarantineOutcome }> {
    const { messageId } = message;
    if (answer === undefined) this.#decideAccessories(message);
    else if (replayOf !== undefined) this.#applyAnswer(answer);
    this.#consume(messageId, replayOf === undefined ? answer : undefined);
    if (replayOf !== undefined) {
      this.#quarantine.endReplay(replayOf, unhandled?.cause);
      return unhandled === undefined ? {} : { quarantine: "kept" };
    }
    return unhandled === undefined ? {} : { quarantine: this.#quarantine.add(messageId, unhandled, answer) };
  }

  /** Does nothing: there is one worker, which may always continue with its own messages. */
  async release(_messageId: string): Promise<void> {}

  async stage(draft: Draft, { take = false }: StageOptions = {}): Promise<readonly StagedMessage[]> {
    const messages = draft.compose({
      cards: entriesOf(this.#book.cards, draft.cardIds),
      shipments: entriesOf(this.#book.shipments, draft.shipmentIds),
    });
    return this.#stage(messages, draft.rules, take);
  }

  async takeUnsent({ limit = 100, inHand }: TakeOptions = {}): Promise<readonly MessageToSend[]> {
    const now = this.#now();
    const taken: MessageToSend[] = [];
    const keys = new Set<string>();
    for (const unsent of this.#outbox.values()) {
      const key = orderKeyOf(unsent.message);
      if (keys.has(key)) continue;
      keys.add(key);
      if (unsent.notBefore > now || inHand?.has(unsent.message.messageId) === true) continue;
      unsent.tries++;
      const { fact: _decided, ...toSend } = unsent.message;
      taken.push(toSend);
      if (taken.length === limit) break;
    }
    return taken;
  }

  async markSent(messageIds: readonly string[]): Promise<void> {
    for (const messageId of messageIds) this.#remove(messageId);
  }

  async postpone(messageId: string, failure: { readonly maxDelayMs: number }): Promise<void> {
    const unsent = this.#outbox.get(messageId);
    if (unsent !== undefined) unsent.notBefore = this.#now() + resendDelayMs(unsent.tries, failure.maxDelayMs);
  }

  async listUnsent(messageIds: readonly string[]): Promise<readonly UnsentMessage[]> {
    const now = this.#now();
    const putOff = new Set<string>();
    const unsent = new Map<string, UnsentMessage>();
    for (const { message, notBefore } of this.#outbox.values()) {
      const key = orderKeyOf(message);
      if (notBefore > now) putOff.add(key);
      unsent.set(message.messageId, { messageId: message.messageId, isPutOff: putOff.has(key) });
    }
    return pick(unsent, messageIds);
  }

  async outbox(): Promise<OutboxFill> {
    const [oldest] = this.#outbox.values();
    return { unsent: this.#outbox.size, ...(oldest !== undefined && { oldest: new Date(oldest.stagedAt) }) };
  }

  async findCard(cardId: string): Promise<CardOrder | undefined> {
    return this.#book.cards.get(cardId);
  }

  async findShipment(shipmentId: string): Promise<ShipmentView | undefined> {
    const shipment = this.#book.shipments.get(shipmentId);
    if (shipment === undefined) return undefined;
    return {
      shipmentId,
      organisationId: shipment.organisationId,
      cards: pick(this.#book.cards, shipment.cardIds),
      accessories: this.#book.accessoriesOf(shipmentId),
      notices: this.#book.noticesOf(shipmentId),
    };
  }

  async close(): Promise<void> {}

  #consume(messageId: string, answer: StagedMessage | undefined): void {
    if (answer !== undefined) this.#stage([answer]);
    this.#inbox.set(messageId, "handled");
  }

  #decideAccessories(message: ReceivedOrderMessage): void {
    const needed = factsNeededToFinish(message);
    if (needed !== undefined) this.#book.write(decideFinished(this.#book.facts(needed), message.messageId).changes);
  }

  /** Not sent: NGOC was answered before the replay. */
  #applyAnswer(answer: StagedMessage): void {
    const decision = decideSent(this.#book.facts(factsNeededFor(answer)), answer);
    if (decision.ok) this.#book.write(decision.changes);
  }

  #remove(messageId: string): void {
    const unsent = this.#outbox.get(messageId);
    if (unsent === undefined) return;
    this.#outbox.delete(messageId);
    const key = orderKeyOf(unsent.message);
    const left = (this.#unsentOfKey.get(key) ?? 1) - 1;
    if (left === 0) this.#unsentOfKey.delete(key);
    else this.#unsentOfKey.set(key, left);
  }

  #stage(messages: readonly StagedMessage[], rules?: OrderRules, take = false): readonly StagedMessage[] {
    const fresh = messages.filter(({ messageId }) => !this.#book.hasSent(messageId));
    const { decided, existing } = decideAll(this.#book, fresh, rules);
    const taken = new Set<string>();
    for (const { message, changes } of decided) {
      const { messageId } = message;
      this.#book.write(changes);
      this.#book.addSent(messageId, digestOf(message));
      const key = orderKeyOf(message);
      const before = this.#unsentOfKey.get(key) ?? 0;
      this.#unsentOfKey.set(key, before + 1);
      const isTaken = take && before === 0;
      if (isTaken) taken.add(messageId);
      this.#outbox.set(messageId, { message, stagedAt: this.#now(), notBefore: 0, tries: isTaken ? 1 : 0 });
      this.traces.keep(messageId, message.trace);
    }
    const staged = withExisting(messages, existing);
    if (!take) return staged;
    return staged.map((message) => (taken.has(message.messageId) ? { ...message, isTaken: true as const } : message));
  }
}
