import {
  type AccessoryOrder,
  accessoryKey,
  type CardOrder,
  decideReceived,
  decideSent,
  type FactsNeeded,
  factsNeededFor,
  type OrderChanges,
  type OrderFacts,
  type ShippedNotice,
} from "../orders/index.ts";
import type {
  NotificationMessage,
  OrderLedger,
  Receipt,
  ReceivedMessage,
  ShipmentView,
  Staging,
} from "./order-ledger.ts";

/** One shipment's keys, so that a shipment is found without a walk through all orders. */
interface ShipmentIndex {
  readonly organisationId: string;
  readonly cardIds: Set<string>;
  readonly accessoryKeys: Set<string>;
  readonly noticeIds: Set<string>;
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
  readonly #outbox = new Map<string, NotificationMessage>();
  readonly #staged = new Set<string>();

  async receive(message: ReceivedMessage): Promise<Receipt> {
    const seen = this.#inbox.get(message.messageId);
    if (seen !== undefined) return { kind: seen === "handled" ? "handled" : "unhandled" };
    const decision = decideReceived(this.#load(factsNeededFor(message)), message);
    if (!decision.ok) return { kind: "refused", refusal: decision.refusal };
    this.#write(decision.changes);
    this.#inbox.set(message.messageId, "received");
    return { kind: "new" };
  }

  async markHandled(messageId: string): Promise<void> {
    this.#inbox.set(messageId, "handled");
  }

  async stage(messages: readonly NotificationMessage[]): Promise<Staging> {
    const fresh = messages.filter((message) => !this.#staged.has(message.messageId));
    // All decisions come before the first write, each over what the ones before it would change.
    const changes: OrderChanges[] = [];
    for (const message of fresh) {
      const decision = decideSent(overlay(this.#load(factsNeededFor(message)), changes), message);
      if (!decision.ok) return { ok: false, refusal: decision.refusal };
      changes.push(decision.changes);
    }
    for (const change of changes) this.#write(change);
    for (const message of fresh) {
      this.#staged.add(message.messageId);
      this.#outbox.set(message.messageId, message);
    }
    return { ok: true };
  }

  async markSent(messageIds: readonly string[]): Promise<void> {
    for (const messageId of messageIds) this.#outbox.delete(messageId);
  }

  async listUnsent(options: { readonly limit?: number } = {}): Promise<readonly NotificationMessage[]> {
    return [...this.#outbox.values().take(options.limit ?? 100)];
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
    return {
      cards: entriesOf(this.#cards, cardIds),
      accessories: entriesOf(this.#accessories, accessoryKeys),
      notices: [...notices.values()],
      shipments: entriesOf(this.#shipments, needed.shipmentIds),
    };
  }

  #write(changes: OrderChanges): void {
    for (const card of changes.cards) {
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

function overlay(facts: OrderFacts, changes: readonly OrderChanges[]): OrderFacts {
  const cards = new Map(facts.cards);
  const accessories = new Map(facts.accessories);
  for (const change of changes) {
    for (const card of change.cards) cards.set(card.cardId, card);
    for (const accessory of change.accessories) accessories.set(accessoryKey(accessory), accessory);
  }
  return { ...facts, cards, accessories };
}

function pick<V>(map: ReadonlyMap<string, V>, keys: Iterable<string>): V[] {
  return [...entriesOf(map, keys).values()];
}

function entriesOf<V>(map: ReadonlyMap<string, V>, keys: Iterable<string>): ReadonlyMap<string, V> {
  const found = new Map<string, V>();
  for (const key of keys) {
    const value = map.get(key);
    if (value !== undefined) found.set(key, value);
  }
  return found;
}
