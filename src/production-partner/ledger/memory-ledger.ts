import { type Clock, systemClock } from "../../timing/clock.ts";
import {
  type AccessoryOrder,
  accessoryKey,
  type CardOrder,
  decideFinished,
  decideReceived,
  decideSent,
  type FactsNeeded,
  factsNeededFor,
  factsNeededToFinish,
  type OrderChanges,
  type OrderFacts,
  OrderRefusedError,
  type OrderRules,
  type ShippedNotice,
} from "../orders/index.ts";
import { resolveQuarantineLimits } from "./ledger-options.ts";
import { MemoryQuarantine } from "./memory-quarantine.ts";
import { MemoryTraces } from "./memory-traces.ts";
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
  UnsentMessage,
} from "./order-ledger.ts";
import type { Quarantine, QuarantineLimits, QuarantineOutcome, Unhandled } from "./quarantine.ts";
import { messagesAnswered, orderKeyOf, resendDelayMs, withExisting } from "./send-order.ts";
import { inboxKey } from "./stored-text.ts";

/** The keys of one shipment, so that it is found without a search through all orders. */
interface ShipmentIndex {
  readonly organisationId: string;
  readonly cardIds: Set<string>;
  readonly accessoryKeys: Set<string>;
  readonly noticeIds: Set<string>;
}

/** A message that is to be staged, and what it changes. */
interface Decided {
  readonly message: StagedMessage;
  readonly changes: OrderChanges;
}

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
  readonly #cards = new Map<string, CardOrder>();
  readonly #cardByMessage = new Map<string, string>();
  readonly #accessories = new Map<string, AccessoryOrder>();
  readonly #notices = new Map<string, ShippedNotice>();
  readonly #shipments = new Map<string, ShipmentIndex>();
  readonly #inbox = new Map<string, "received" | "handled">();
  readonly #outbox = new Map<string, Unsent>();
  /** The digest of each message that was ever staged. */
  readonly #staged = new Map<string, string | undefined>();
  readonly #now: () => number;
  readonly traces: MemoryTraces = new MemoryTraces((cardId) => this.#cards.get(cardId)?.requestId);

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
    const { raw, answerRefusal, replayOf } = options;
    const { messageId } = message;
    const replay = replayOf === undefined ? undefined : this.#quarantine.replayStateOf(replayOf);
    if (replay === "over") return { kind: "handled" };
    const seen = replay === "new" ? undefined : this.#inbox.get(messageId);
    if (seen !== undefined) return { kind: seen === "handled" ? "handled" : "unhandled" };
    const decision = decideReceived(this.#load(factsNeededFor(message)), message);
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
    this.#write(decision.changes);
    for (const sent of messagesAnswered(message, decision.changes)) this.#outbox.delete(sent);
    this.#inbox.set(messageId, "received");
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

  async stage(draft: Draft): Promise<readonly StagedMessage[]> {
    const messages = draft.compose({
      cards: entriesOf(this.#cards, draft.cardIds),
      shipments: entriesOf(this.#shipments, draft.shipmentIds),
    });
    return this.#stage(messages, draft.rules);
  }

  async takeUnsent(options: { readonly limit?: number } = {}): Promise<readonly MessageToSend[]> {
    const now = this.#now();
    const taken: MessageToSend[] = [];
    const keys = new Set<string>();
    for (const unsent of this.#outbox.values()) {
      const key = orderKeyOf(unsent.message);
      if (keys.has(key)) continue;
      keys.add(key);
      if (unsent.notBefore > now) continue;
      unsent.tries++;
      const { fact: _decided, ...toSend } = unsent.message;
      taken.push(toSend);
      if (taken.length === (options.limit ?? 100)) break;
    }
    return taken;
  }

  async markSent(messageIds: readonly string[]): Promise<void> {
    for (const messageId of messageIds) this.#outbox.delete(messageId);
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
    return this.#cards.get(cardId);
  }

  async findShipment(shipmentId: string): Promise<ShipmentView | undefined> {
    const shipment = this.#shipments.get(shipmentId);
    if (shipment === undefined) return undefined;
    return {
      shipmentId,
      organisationId: shipment.organisationId,
      cards: pick(this.#cards, shipment.cardIds),
      accessories: pick(this.#accessories, shipment.accessoryKeys),
      notices: pick(this.#notices, shipment.noticeIds),
    };
  }

  async close(): Promise<void> {}

  #consume(messageId: string, answer: StagedMessage | undefined): void {
    if (answer !== undefined) this.#stage([answer]);
    this.#inbox.set(messageId, "handled");
  }

  #decideAccessories(message: ReceivedOrderMessage): void {
    const needed = factsNeededToFinish(message);
    if (needed !== undefined) this.#write(decideFinished(this.#load(needed), message.messageId).changes);
  }

  /** Not sent: NGOC was answered before the replay. */
  #applyAnswer(answer: StagedMessage): void {
    const decision = decideSent(this.#load(factsNeededFor(answer)), answer);
    if (decision.ok) this.#write(decision.changes);
  }

  #stage(messages: readonly StagedMessage[], rules?: OrderRules): readonly StagedMessage[] {
    const fresh = messages.filter((message) => !this.#staged.has(message.messageId));
    // All decisions come before the first write, each over what the ones before it would change.
    const decided: Decided[] = [];
    const existing = new Map<string, string>();
    for (const message of fresh) {
      const facts = overlay(this.#load(factsNeededFor(message, rules)), decided);
      const decision = decideSent(facts, message, rules);
      if (!decision.ok) throw new OrderRefusedError(decision.refusal);
      if (decision.existing === undefined) decided.push({ message, changes: decision.changes });
      else existing.set(message.messageId, decision.existing);
    }
    for (const { message, changes } of decided) {
      this.#write(changes);
      this.#staged.set(message.messageId, digestOf(message));
      this.traces.staged(message.messageId, message.trace);
      this.#outbox.set(message.messageId, { message, stagedAt: this.#now(), notBefore: 0, tries: 0 });
    }
    return withExisting(messages, existing);
  }

  #load(needed: FactsNeeded): OrderFacts {
    const notices = new Map<string, ShippedNotice>();
    for (const notice of pick(this.#notices, needed.noticeIds)) notices.set(notice.messageId, notice);
    for (const shipmentId of needed.openNoticesOf) {
      for (const notice of pick(this.#notices, this.#shipments.get(shipmentId)?.noticeIds ?? [])) {
        if (notice.state === "announced") notices.set(notice.messageId, notice);
      }
      if (![...notices.values()].some((notice) => notice.shipmentId === shipmentId)) {
        const all = pick(this.#notices, this.#shipments.get(shipmentId)?.noticeIds ?? []);
        const acknowledged = all.find(({ state }) => state === "acknowledged");
        if (acknowledged !== undefined) notices.set(acknowledged.messageId, acknowledged);
      }
    }
    const cardIds = new Set(needed.cardIds);
    for (const shipmentId of needed.waitingCardOf) {
      const all = pick(this.#cards, this.#shipments.get(shipmentId)?.cardIds ?? []);
      const waiting = all.find(({ state }) => state === "reported" || state === "report-refused");
      if (waiting !== undefined) cardIds.add(waiting.cardId);
    }
    for (const cardId of pick(this.#cardByMessage, needed.cardsByMessageIds)) cardIds.add(cardId);
    const accessoryKeys = new Set(needed.accessories.map(accessoryKey));
    if (needed.withContent) {
      for (const notice of notices.values()) for (const cardId of notice.cardIds) cardIds.add(cardId);
      for (const { shipmentId, accessories } of [...notices.values(), ...pick(this.#cards, cardIds)]) {
        for (const { accessoryId } of accessories) accessoryKeys.add(accessoryKey({ shipmentId, accessoryId }));
      }
    }
    const { digestOf: reportOrParcel } = needed;
    const cards = entriesOf(this.#cards, cardIds);
    if (needed.withUndecided) {
      for (const { shipmentId, accessories, isUndecided } of cards.values()) {
        if (isUndecided !== true) continue;
        for (const { accessoryId } of accessories) accessoryKeys.add(accessoryKey({ shipmentId, accessoryId }));
      }
    }
    const reportIds = reportOrParcel === undefined ? [] : [...cards.values()].map((card) => card[reportOrParcel] ?? "");
    return {
      cards,
      accessories: entriesOf(this.#accessories, accessoryKeys),
      notices: [...notices.values()],
      shipments: entriesOf(this.#shipments, needed.shipmentIds),
      digests: entriesOf(this.#staged, reportIds),
    };
  }

  #write(changes: OrderChanges): void {
    for (const card of changes.cards) {
      this.#leaveOtherShipment(card);
      this.#cards.set(card.cardId, card);
      this.#cardByMessage.set(card.requestId, card.cardId);
      if (card.reportId !== undefined) this.#cardByMessage.set(card.reportId, card.cardId);
      this.#shipment(card).cardIds.add(card.cardId);
    }
    for (const accessory of changes.accessories) {
      const key = accessoryKey(accessory);
      this.#accessories.set(key, accessory);
      this.#shipments.get(accessory.shipmentId)?.accessoryKeys.add(key);
    }
    for (const notice of changes.notices) {
      this.#notices.set(notice.messageId, notice);
      this.#shipments.get(notice.shipmentId)?.noticeIds.add(notice.messageId);
    }
  }

  /** A card whose request was rejected may be ordered again, in another shipment. */
  #leaveOtherShipment({ cardId, shipmentId }: CardOrder): void {
    const before = this.#cards.get(cardId)?.shipmentId;
    if (before === undefined || before === shipmentId) return;
    const shipment = this.#shipments.get(before);
    shipment?.cardIds.delete(cardId);
    if (shipment?.cardIds.size === 0) this.#shipments.delete(before);
  }

  #shipment(card: CardOrder): ShipmentIndex {
    const known = this.#shipments.get(card.shipmentId);
    if (known !== undefined) return known;
    const created: ShipmentIndex = {
      organisationId: card.organisationId,
      cardIds: new Set(),
      accessoryKeys: new Set(),
      noticeIds: new Set(),
    };
    this.#shipments.set(card.shipmentId, created);
    return created;
  }
}

/** The digest of a message's content; `undefined` for one that may be repeated. */
function digestOf({ fact }: StagedMessage): string | undefined {
  return "digest" in fact ? fact.digest : undefined;
}

function overlay(facts: OrderFacts, decided: readonly Decided[]): OrderFacts {
  if (decided.length === 0) return facts;
  const cards = new Map(facts.cards);
  const accessories = new Map(facts.accessories);
  const digests = new Map(facts.digests);
  for (const { message, changes } of decided) {
    for (const card of changes.cards) cards.set(card.cardId, card);
    for (const accessory of changes.accessories) accessories.set(accessoryKey(accessory), accessory);
    digests.set(message.messageId, digestOf(message));
  }
  return { ...facts, cards, accessories, digests };
}

function pick<V>(map: ReadonlyMap<string, V>, keys: Iterable<string>): V[] {
  const found: V[] = [];
  for (const key of keys) {
    const value = map.get(key);
    if (value !== undefined) found.push(value);
  }
  return found;
}

// Most often nothing is found, and a map costs more than the search.
const none: ReadonlyMap<string, never> = new Map<string, never>();

function entriesOf<V>(map: ReadonlyMap<string, V>, keys: Iterable<string>): ReadonlyMap<string, V> {
  let found: Map<string, V> | undefined;
  for (const key of keys) {
    const value = map.get(key);
    if (value === undefined) continue;
    found ??= new Map<string, V>();
    found.set(key, value);
  }
  return found ?? none;
}
