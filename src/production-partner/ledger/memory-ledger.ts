import {
  type AccessoryOrder,
  accessoryKey,
  type CardOrder,
  contentDigest,
  decideReceived,
  decideSent,
  type FactsNeeded,
  factsNeededFor,
  type OrderChanges,
  type OrderFacts,
  OrderRefusedError,
  type Refusal,
  type ShippedNotice,
} from "../orders/index.ts";
import type {
  Draft,
  NotificationMessage,
  OrderLedger,
  Receipt,
  ReceivedMessage,
  ShipmentView,
  UnsentMessage,
} from "./order-ledger.ts";
import { messagesAnswered, orderKeyOf, resendDelayMs, standing } from "./send-order.ts";

/** One shipment's keys, so that a shipment is found without a walk through all orders. */
interface ShipmentIndex {
  readonly organisationId: string;
  readonly cardIds: Set<string>;
  readonly accessoryKeys: Set<string>;
  readonly noticeIds: Set<string>;
}

/** A message that is to be staged, and what it changes. */
interface Decided {
  readonly message: NotificationMessage;
  readonly changes: OrderChanges;
}

interface Unsent {
  readonly message: NotificationMessage;
  notBefore: number;
  tries: number;
}

/**
 * An {@link OrderLedger} in the memory of the process: for trying out, tests and demos. What it knows is gone with the
 * process, so production needs a durable one.
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

  /** @param options.now tells the time in milliseconds since 1970, for tests. Default: the machine's clock */
  constructor(options: { readonly now?: () => number } = {}) {
    this.#now = options.now ?? Date.now;
  }

  async receive(
    message: ReceivedMessage,
    answerRefusal: (refusal: Refusal) => NotificationMessage | undefined,
  ): Promise<Receipt> {
    const { messageId } = message;
    const seen = this.#inbox.get(messageId);
    if (seen !== undefined) return { kind: seen === "handled" ? "handled" : "unhandled" };
    const decision = decideReceived(this.#load(factsNeededFor(message)), message);
    if (!decision.ok) {
      this.#finish(messageId, answerRefusal(decision.refusal));
      return { kind: "refused", refusal: decision.refusal };
    }
    this.#write(decision.changes);
    for (const sent of messagesAnswered(message, decision.changes)) this.#outbox.delete(sent);
    this.#inbox.set(messageId, "received");
    return { kind: "new" };
  }

  async receiveInvalid(
    messageId: string,
    answer: NotificationMessage | undefined,
  ): Promise<{ readonly kind: "new" | "handled" }> {
    if (this.#inbox.has(messageId)) return { kind: "handled" };
    this.#finish(messageId, answer);
    return { kind: "new" };
  }

  async finish(messageId: string, answer?: NotificationMessage): Promise<void> {
    this.#finish(messageId, answer);
  }

  /** Does nothing: there is one worker, which may always take up again what it had in hand. */
  async release(_messageId: string): Promise<void> {}

  async stage(draft: Draft): Promise<readonly NotificationMessage[]> {
    const messages = draft.compose({
      cards: entriesOf(this.#cards, draft.cardIds),
      shipments: entriesOf(this.#shipments, draft.shipmentIds),
    });
    return this.#stage(messages);
  }

  async takeUnsent(options: { readonly limit?: number } = {}): Promise<readonly NotificationMessage[]> {
    const now = this.#now();
    const taken: NotificationMessage[] = [];
    const keys = new Set<string>();
    for (const unsent of this.#outbox.values()) {
      const key = orderKeyOf(unsent.message);
      if (keys.has(key)) continue;
      keys.add(key);
      if (unsent.notBefore > now) continue;
      unsent.tries++;
      taken.push(unsent.message);
      if (taken.length === (options.limit ?? 100)) break;
    }
    return taken;
  }

  async markSent(messageIds: readonly string[]): Promise<void> {
    for (const messageId of messageIds) this.#outbox.delete(messageId);
  }

  async postpone(messageId: string, failure: { readonly longestMs: number }): Promise<void> {
    const unsent = this.#outbox.get(messageId);
    if (unsent !== undefined) unsent.notBefore = this.#now() + resendDelayMs(unsent.tries, failure.longestMs);
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

  #finish(messageId: string, answer: NotificationMessage | undefined): void {
    if (answer !== undefined) this.#stage([answer]);
    this.#inbox.set(messageId, "handled");
  }

  #stage(messages: readonly NotificationMessage[]): readonly NotificationMessage[] {
    const fresh = messages.filter((message) => !this.#staged.has(message.messageId));
    // All decisions come before the first write, each over what the ones before it would change.
    const decided: Decided[] = [];
    const repeated = new Map<string, string>();
    for (const message of fresh) {
      const decision = decideSent(overlay(this.#load(factsNeededFor(message)), decided), message);
      if (!decision.ok) throw new OrderRefusedError(decision.refusal);
      if (decision.repeats === undefined) decided.push({ message, changes: decision.changes });
      else repeated.set(message.messageId, decision.repeats);
    }
    for (const { message, changes } of decided) {
      this.#write(changes);
      this.#staged.set(message.messageId, contentDigest(message));
      this.#outbox.set(message.messageId, { message, notBefore: 0, tries: 0 });
    }
    return standing(messages, repeated);
  }

  #load(needed: FactsNeeded): OrderFacts {
    const notices = new Map<string, ShippedNotice>();
    for (const notice of pick(this.#notices, needed.noticeIds)) notices.set(notice.messageId, notice);
    for (const shipmentId of needed.openNoticesOf) {
      for (const notice of pick(this.#notices, this.#shipments.get(shipmentId)?.noticeIds ?? [])) {
        if (notice.state === "announced") notices.set(notice.messageId, notice);
      }
    }
    const cardIds = new Set(needed.cardIds);
    for (const cardId of pick(this.#cardByMessage, needed.cardsByMessageIds)) cardIds.add(cardId);
    const accessoryKeys = new Set(needed.accessories.map(accessoryKey));
    if (needed.withContent) {
      for (const notice of notices.values()) for (const cardId of notice.cardIds) cardIds.add(cardId);
      for (const { shipmentId, accessories } of [...notices.values(), ...pick(this.#cards, cardIds)]) {
        for (const { accessoryId } of accessories) accessoryKeys.add(accessoryKey({ shipmentId, accessoryId }));
      }
    }
    const { digestOf } = needed;
    const cards = entriesOf(this.#cards, cardIds);
    const reportIds = digestOf === undefined ? [] : [...cards.values()].map((card) => card[digestOf] ?? "");
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

function overlay(facts: OrderFacts, decided: readonly Decided[]): OrderFacts {
  if (decided.length === 0) return facts;
  const cards = new Map(facts.cards);
  const accessories = new Map(facts.accessories);
  const digests = new Map(facts.digests);
  for (const { message, changes } of decided) {
    for (const card of changes.cards) cards.set(card.cardId, card);
    for (const accessory of changes.accessories) accessories.set(accessoryKey(accessory), accessory);
    digests.set(message.messageId, contentDigest(message));
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
