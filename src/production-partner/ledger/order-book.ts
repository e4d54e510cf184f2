import {
  type AccessoryOrder,
  accessoryKey,
  type CardOrder,
  type FactsNeeded,
  type OrderChanges,
  type OrderFacts,
  type ShippedNotice,
} from "../orders/index.ts";

/** The keys of one shipment, so that it is found without a search through all orders. */
interface ShipmentIndex {
  readonly organisationId: string;
  readonly cardIds: Set<string>;
}

/** Orders in memory: all of them, or those that a group of transactions is about. */
export class OrderBook {
  readonly #cards = new Map<string, CardOrder>();
  readonly #cardByMessage = new Map<string, string>();
  readonly #accessories = new Map<string, AccessoryOrder>();
  readonly #notices = new Map<string, ShippedNotice>();
  readonly #shipments = new Map<string, ShipmentIndex>();
  /** By shipment, which may have no card in the book. */
  readonly #accessoryKeys = new Map<string, Set<string>>();
  readonly #noticeIds = new Map<string, Set<string>>();
  readonly #digests = new Map<string, string | undefined>();

  get cards(): ReadonlyMap<string, CardOrder> {
    return this.#cards;
  }

  get notices(): ReadonlyMap<string, ShippedNotice> {
    return this.#notices;
  }

  get shipments(): ReadonlyMap<string, ShipmentIndex> {
    return this.#shipments;
  }

  /** Returns the accessories of a shipment. */
  accessoriesOf(shipmentId: string): readonly AccessoryOrder[] {
    return pick(this.#accessories, this.#accessoryKeys.get(shipmentId) ?? []);
  }

  /** Returns the notices of a shipment, oldest first. */
  noticesOf(shipmentId: string): readonly ShippedNotice[] {
    return pick(this.#notices, this.#noticeIds.get(shipmentId) ?? []);
  }

  /** Whether a message to NGOC was entered with {@link addSent}. */
  hasSent(messageId: string): boolean {
    return this.#digests.has(messageId);
  }

  /** Enters a message to NGOC, with the digest of its content. */
  addSent(messageId: string, digest: string | undefined): void {
    this.#digests.set(messageId, digest);
  }

  /** Enters a shipment whose cards may not be in the book. */
  addShipment(shipmentId: string, organisationId: string): void {
    this.#shipment({ shipmentId, organisationId });
  }

  /** Enters changed records. */
  write(changes: OrderChanges): void {
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
      addTo(this.#accessoryKeys, accessory.shipmentId, key);
    }
    for (const notice of changes.notices) {
      this.#notices.set(notice.messageId, notice);
      addTo(this.#noticeIds, notice.shipmentId, notice.messageId);
    }
  }

  /** Returns the facts that a decision needs. */
  facts(needed: FactsNeeded): OrderFacts {
    const notices = this.#noticesFor(needed);
    const cardIds = this.#cardIdsFor(needed, notices);
    const accessoryKeys = new Set(needed.accessories.map(accessoryKey));
    const addContent = ({ shipmentId, accessories }: Pick<CardOrder, "shipmentId" | "accessories">) => {
      for (const { accessoryId } of accessories) accessoryKeys.add(accessoryKey({ shipmentId, accessoryId }));
    };
    const cards = entriesOf(this.#cards, cardIds);
    if (needed.withContent) for (const holder of [...notices.values(), ...cards.values()]) addContent(holder);
    if (needed.withUndecided) for (const card of cards.values()) if (card.isUndecided === true) addContent(card);
    const { digestOf } = needed;
    const sentIds = digestOf === undefined ? [] : [...cards.values()].map((card) => card[digestOf] ?? "");
    return {
      cards,
      accessories: entriesOf(this.#accessories, accessoryKeys),
      notices: [...notices.values()],
      shipments: entriesOf(this.#shipments, needed.shipmentIds),
      digests: entriesOf(this.#digests, sentIds),
    };
  }

  #noticesFor(needed: FactsNeeded): ReadonlyMap<string, ShippedNotice> {
    const notices = new Map<string, ShippedNotice>();
    for (const notice of pick(this.#notices, needed.noticeIds)) notices.set(notice.messageId, notice);
    for (const shipmentId of needed.openNoticesOf) {
      const all = this.noticesOf(shipmentId);
      for (const notice of all) if (notice.state === "announced") notices.set(notice.messageId, notice);
      if (![...notices.values()].some((notice) => notice.shipmentId === shipmentId)) {
        const acknowledged = all.find(({ state }) => state === "acknowledged");
        if (acknowledged !== undefined) notices.set(acknowledged.messageId, acknowledged);
      }
    }
    return notices;
  }

  #cardIdsFor(needed: FactsNeeded, notices: ReadonlyMap<string, ShippedNotice>): ReadonlySet<string> {
    const cardIds = new Set(needed.cardIds);
    for (const shipmentId of needed.waitingCardOf) {
      const all = pick(this.#cards, this.#shipments.get(shipmentId)?.cardIds ?? []);
      const waiting = all.find(({ state }) => state === "reported" || state === "report-refused");
      if (waiting !== undefined) cardIds.add(waiting.cardId);
    }
    for (const cardId of pick(this.#cardByMessage, needed.cardsByMessageIds)) cardIds.add(cardId);
    if (needed.withContent) {
      for (const notice of notices.values()) for (const cardId of notice.cardIds) cardIds.add(cardId);
    }
    return cardIds;
  }

  /** A card whose request was rejected may be ordered again, in another shipment. */
  #leaveOtherShipment({ cardId, shipmentId }: CardOrder): void {
    const before = this.#cards.get(cardId)?.shipmentId;
    if (before === undefined || before === shipmentId) return;
    const shipment = this.#shipments.get(before);
    shipment?.cardIds.delete(cardId);
    if (shipment?.cardIds.size === 0) this.#shipments.delete(before);
  }

  #shipment({ shipmentId, organisationId }: Pick<CardOrder, "shipmentId" | "organisationId">): ShipmentIndex {
    const known = this.#shipments.get(shipmentId);
    if (known !== undefined) return known;
    const created: ShipmentIndex = { organisationId, cardIds: new Set() };
    this.#shipments.set(shipmentId, created);
    return created;
  }
}

function addTo(sets: Map<string, Set<string>>, key: string, value: string): void {
  const known = sets.get(key);
  if (known === undefined) sets.set(key, new Set([value]));
  else known.add(value);
}

/** Returns the values of some keys; keys without a value are left out. */
export function pick<V>(map: ReadonlyMap<string, V>, keys: Iterable<string>): V[] {
  const found: V[] = [];
  for (const key of keys) {
    const value = map.get(key);
    if (value !== undefined) found.push(value);
  }
  return found;
}

// Most often nothing is found, and a map costs more than the search.
const none: ReadonlyMap<string, never> = new Map<string, never>();

/** Returns the entries of some keys; keys without a value are left out. */
export function entriesOf<V>(map: ReadonlyMap<string, V>, keys: Iterable<string>): ReadonlyMap<string, V> {
  let found: Map<string, V> | undefined;
  for (const key of keys) {
    const value = map.get(key);
    if (value === undefined) continue;
    found ??= new Map<string, V>();
    found.set(key, value);
  }
  return found ?? none;
}
