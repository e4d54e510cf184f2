import type { AccessoryQuantity, RefusedBecause } from "../../production-partner/contract/index.ts";
import type { CardToOrder, PartnerFact } from "./counterpart.ts";
import { defaultJudgement, type Judgement } from "./judgement.ts";

/** Which of its rules a notification breaks, in NGOC's record. */
export interface Objection {
  readonly reason: RefusedBecause | "REPORT_DATA_INVALID";
  readonly details: string;
}

/** The state of a card in NGOC's record. */
export type NgocCardState = "ordered" | "refused" | "produced" | "shipped";

type CardProduced = Extract<PartnerFact, { readonly kind: "card-produced" }>;
type Shipped = Extract<PartnerFact, { readonly kind: "shipped" }>;

interface Card {
  readonly shipmentId: string;
  readonly organisationId: string;
  readonly expected: readonly string[];
  readonly accessories: readonly AccessoryQuantity[];
  state: NgocCardState;
  /** Whether a report of it came, even one that was refused. */
  isReported?: boolean;
}

/** A card in NGOC's record. */
export interface NgocCard {
  readonly cardId: string;
  readonly shipmentId: string;
  readonly organisationId: string;
  readonly expectedReportDataFields: readonly string[];
  readonly state: NgocCardState;
  /** Whether a report of it came, even one that was refused. */
  readonly isReported: boolean;
}

/** Which cards to find. Without a property all fit. */
export interface CardFilter {
  readonly state?: NgocCardState;
  /** Only cards whose id or shipment contains this text. */
  readonly text?: string;
  /** How many to leave out first, the oldest first. Default 0. */
  readonly offset?: number;
  /** Default 1000. */
  readonly limit?: number;
  /** Only the last so many, newest first, instead of `offset` and `limit`. */
  readonly latest?: number;
}

/** The cards that fit a {@link CardFilter}. */
export interface FoundCards {
  /** How many fit, those included that were not asked for. */
  readonly total: number;
  readonly cards: readonly NgocCard[];
}

/** A shipment in NGOC's record. */
interface NgocShipment {
  readonly shipmentId: string;
  readonly organisationId: string;
  /** The pieces that are not shipped, by accessory. */
  readonly openAccessories: { readonly [accessoryId: string]: number };
  readonly cards: readonly { readonly cardId: string; readonly state: NgocCardState }[];
}

/** A book as JSON. */
export interface SavedOrderBook {
  readonly cards: readonly (readonly [cardId: string, card: Readonly<Card>])[];
  readonly requests: readonly (readonly [messageId: string, cardId: string])[];
  readonly organisations: readonly (readonly [shipmentId: string, organisationId: string])[];
  readonly accessories: readonly (readonly [shipmentId: string, stock: readonly (readonly [string, number])[]])[];
  readonly readouts: readonly (readonly [key: string, cardId: string])[];
}

/**
 * NGOC's own record of its orders, with the rules of the Production Partner guide as NGOC checks them.
 *
 * Written on purpose without the partner's rules (`orders`): the two sides check each other, so that a mistake in one
 * is found.
 */
export class NgocOrderBook {
  /** Whether a notification tells how many of an accessory are shipped. If not, a line is all that are open. */
  readonly #hasQuantities: boolean;
  readonly #cards = new Map<string, Card>();
  readonly #cardsOfShipment = new Map<string, Set<string>>();
  readonly #cardOfRequest = new Map<string, string>();
  readonly #organisations = new Map<string, string>();
  /** Quantity still to be shipped, by shipment and accessory. */
  readonly #accessories = new Map<string, Map<string, number>>();
  /** The card that has a unique readout, by its name and value. */
  readonly #cardOfReadout = new Map<string, string>();
  readonly #judgement: Judgement;

  constructor({ hasQuantities, ...judgement }: { readonly hasQuantities: boolean } & Partial<Judgement>) {
    this.#hasQuantities = hasQuantities;
    this.#judgement = { ...defaultJudgement, ...judgement };
  }

  /** Records an order. A second order for a card changes nothing: the partner must refuse it. */
  order(order: CardToOrder, messageId: string): void {
    const { cardId, shipmentId, organisationId, expectedReportDataFields: expected, accessories } = order;
    const known = this.#cards.get(cardId);
    if (known !== undefined && known.state !== "refused") return;
    this.#cardOfRequest.set(messageId, cardId);
    this.#cards.set(cardId, { shipmentId, organisationId, expected, accessories, state: "ordered" });
    this.#enterShipment(shipmentId, cardId);
    this.#organisations.set(shipmentId, organisationId);
    const stock = this.#accessories.get(shipmentId) ?? new Map<string, number>();
    this.#accessories.set(shipmentId, stock);
    for (const { accessoryId, quantity } of accessories)
      stock.set(accessoryId, (stock.get(accessoryId) ?? 0) + quantity);
  }

  /** Records that a card is not to come: the partner refused the request, or NGOC has withdrawn it. */
  cancel(about: { readonly messageId: string | undefined } | { readonly cardId: string }): void {
    const cardId = "cardId" in about ? about.cardId : this.#cardOfRequest.get(about.messageId ?? "");
    const card = this.#cards.get(cardId ?? "");
    if (card?.state !== "ordered") return;
    card.state = "refused";
    const stock = this.#accessories.get(card.shipmentId);
    // Pieces that were shipped before the request was refused are not owed a second time.
    for (const { accessoryId, quantity } of card.accessories)
      stock?.set(accessoryId, Math.max(0, (stock.get(accessoryId) ?? 0) - quantity));
  }

  produced(report: CardProduced): Objection | undefined {
    const { cardId, organisationId, shipmentId, reportedFields } = report;
    const card = this.#cards.get(cardId);
    if (card === undefined || card.state === "refused") return objection("UNKNOWN_CARD", `No order for card ${cardId}`);
    if (organisationId !== undefined && card.organisationId !== organisationId)
      return objection("ORGANISATION_MISMATCH", `Card ${cardId} belongs to another organisation`);
    if (shipmentId !== undefined && card.shipmentId !== shipmentId)
      return objection("NOT_IN_SHIPMENT", `Card ${cardId} belongs to another shipment`);
    if (card.state !== "ordered") return objection("ALREADY_PRODUCED", `Card ${cardId} was already reported`);
    card.isReported = true;
    const missing = card.expected.find((field) => !reportedFields.includes(field));
    if (missing !== undefined) return objection("REPORT_DATA_MISSING", `Missing reportData field ${missing}`);
    const invalid = this.#judgement.readouts === "strict" ? this.#readoutObjection(report) : undefined;
    if (invalid !== undefined) return invalid;
    for (const [, key] of this.#uniqueReadouts(report)) this.#cardOfReadout.set(key, cardId);
    card.state = "produced";
    return undefined;
  }

  #readoutObjection(report: CardProduced): Objection | undefined {
    const empty = Object.entries(report.reportData ?? {}).find(([, value]) => isEmpty(value));
    if (empty !== undefined) return objection("REPORT_DATA_INVALID", `Empty reportData field ${empty[0]}`);
    const taken = this.#uniqueReadouts(report).find(
      ([, key]) => (this.#cardOfReadout.get(key) ?? report.cardId) !== report.cardId,
    );
    return taken && objection("REPORT_DATA_INVALID", `The value of ${taken[0]} was reported for another card`);
  }

  /** The readouts that no other card may have: their names, and a key of name and value. */
  #uniqueReadouts({ reportData = {} }: CardProduced): readonly (readonly [name: string, key: string])[] {
    return Object.entries(reportData)
      .filter(([name]) => this.#judgement.uniqueReadouts.test(name))
      .map(([name, value]) => [name, `${name}\n${String(value).trim().toUpperCase()}`] as const);
  }

  shipped({ cardIds, accessories, shipmentId, organisationId }: Shipped): Objection | undefined {
    const stock = this.#accessories.get(shipmentId);
    if (stock === undefined) return objection("UNKNOWN_SHIPMENT", `No shipment ${shipmentId}`);
    if (organisationId !== undefined && organisationId !== this.#organisations.get(shipmentId))
      return objection("ORGANISATION_MISMATCH", `Shipment ${shipmentId} belongs to another organisation`);
    for (const cardId of cardIds) {
      const card = this.#cards.get(cardId);
      if (card === undefined) return objection("UNKNOWN_CARD", `No order for card ${cardId}`);
      if (card.shipmentId !== shipmentId)
        return objection("NOT_IN_SHIPMENT", `Card ${cardId} belongs to another shipment`);
      if (card.state === "shipped") return objection("ALREADY_SHIPPED", `Card ${cardId} was already shipped`);
      if (card.state !== "produced") return objection("CARD_NOT_ACKNOWLEDGED", `Card ${cardId} has no valid report`);
    }
    if (this.#judgement.reportOkGate === "whole-shipment" && this.#awaitsReport(shipmentId))
      return objection("CARD_NOT_ACKNOWLEDGED", `Shipment ${shipmentId} has a refused report or no report at all`);
    if (new Set(cardIds).size < cardIds.length)
      return objection("DUPLICATE_ITEM", "Duplicate card in the notification");
    const left = new Map(stock);
    for (const { accessoryId, quantity } of accessories) {
      const open = left.get(accessoryId);
      if (open === undefined) return objection("ACCESSORY_UNKNOWN", `No accessory ${accessoryId} in the shipment`);
      const taken = this.#hasQuantities ? quantity : open;
      if (taken > open || open === 0)
        return objection("ACCESSORY_QUANTITY_EXCEEDED", `Only ${open} of accessory ${accessoryId} are not yet shipped`);
      left.set(accessoryId, open - taken);
    }
    for (const cardId of cardIds) {
      const card = this.#cards.get(cardId);
      if (card !== undefined) card.state = "shipped";
    }
    this.#accessories.set(shipmentId, left);
    return undefined;
  }

  /** Whether a report of the shipment was refused and not yet corrected, or nothing of it was produced. */
  #awaitsReport(shipmentId: string): boolean {
    const cards = this.cardsOf(shipmentId).filter(({ state }) => state !== "refused");
    return (
      cards.some(({ isReported, state }) => isReported && state === "ordered") ||
      cards.every(({ state }) => state === "ordered")
    );
  }

  /** Whether everything that was ordered in a shipment has been shipped. */
  isComplete(shipmentId: string): boolean {
    const open = [...(this.#accessories.get(shipmentId)?.values() ?? [])].some((quantity) => quantity > 0);
    return !open && this.cardsOf(shipmentId).every(({ state }) => state === "shipped" || state === "refused");
  }

  /** Returns the cards of a shipment. */
  cardsOf(shipmentId: string): readonly NgocCard[] {
    return [...(this.#cardsOfShipment.get(shipmentId) ?? [])].map((cardId) => this.#describe(cardId));
  }

  /** Returns all cards, oldest order first. */
  cards(): readonly NgocCard[] {
    return [...this.#cards.keys()].map((cardId) => this.#describe(cardId));
  }

  /** Returns the cards that fit, and how many there are of them. */
  find({ state, text, offset = 0, limit = 1000, latest }: CardFilter): FoundCards {
    const fitting: string[] = [];
    for (const [cardId, card] of this.#cards) {
      if (state !== undefined && card.state !== state) continue;
      if (text !== undefined && !`${cardId}\n${card.shipmentId}`.includes(text)) continue;
      fitting.push(cardId);
    }
    const shown = latest === undefined ? fitting.slice(offset, offset + limit) : fitting.slice(-latest).reverse();
    return { total: fitting.length, cards: shown.map((cardId) => this.#describe(cardId)) };
  }

  /** Returns one card. */
  card(cardId: string): NgocCard | undefined {
    return this.#cards.has(cardId) ? this.#describe(cardId) : undefined;
  }

  /** Returns all shipments with the pieces of accessories that are not shipped. */
  shipments(): readonly NgocShipment[] {
    return [...this.#accessories].map(([shipmentId, stock]) => ({
      shipmentId,
      organisationId: this.#organisations.get(shipmentId) ?? "",
      openAccessories: Object.fromEntries(stock),
      cards: this.cardsOf(shipmentId).map(({ cardId, state }) => ({ cardId, state })),
    }));
  }

  /** Returns everything, to be restored in another process. */
  save(): SavedOrderBook {
    return {
      cards: [...this.#cards],
      requests: [...this.#cardOfRequest],
      organisations: [...this.#organisations],
      accessories: [...this.#accessories].map(([shipmentId, stock]) => [shipmentId, [...stock]]),
      readouts: [...this.#cardOfReadout],
    };
  }

  /** Takes over what another book has saved. */
  restore({ cards, requests, organisations, accessories, readouts }: SavedOrderBook): void {
    for (const [cardId, card] of cards) {
      this.#cards.set(cardId, { ...card });
      this.#enterShipment(card.shipmentId, cardId);
    }
    for (const [messageId, cardId] of requests) this.#cardOfRequest.set(messageId, cardId);
    for (const [shipmentId, organisation] of organisations) this.#organisations.set(shipmentId, organisation);
    for (const [shipmentId, stock] of accessories) this.#accessories.set(shipmentId, new Map(stock));
    for (const [key, cardId] of readouts) this.#cardOfReadout.set(key, cardId);
  }

  /** Forgets everything. */
  clear(): void {
    const all = [this.#cards, this.#cardOfRequest, this.#organisations, this.#accessories, this.#cardOfReadout];
    for (const map of [...all, this.#cardsOfShipment]) map.clear();
  }

  #enterShipment(shipmentId: string, cardId: string): void {
    const cards = this.#cardsOfShipment.get(shipmentId) ?? new Set();
    this.#cardsOfShipment.set(shipmentId, cards.add(cardId));
  }

  #describe(cardId: string): NgocCard {
    const card = this.#cards.get(cardId);
    if (card === undefined) throw new Error("only known cards are described");
    const { shipmentId, organisationId, expected, state, isReported = false } = card;
    return { cardId, shipmentId, organisationId, expectedReportDataFields: expected, state, isReported };
  }

  /** Returns the number of cards in each state. */
  countCards(): { readonly [state in NgocCardState]: number } {
    const counts = { ordered: 0, refused: 0, produced: 0, shipped: 0 };
    for (const { state } of this.#cards.values()) counts[state]++;
    return counts;
  }

  /** Returns the state of a card; `undefined` when it was never ordered. */
  stateOf(cardId: string): NgocCardState | undefined {
    return this.#cards.get(cardId)?.state;
  }

  /** Returns what was ordered with a card. */
  shipmentOf(cardId: string): { readonly shipmentId: string; readonly organisationId: string } | undefined {
    return this.#cards.get(cardId);
  }

  /** Returns the organisation of a shipment. */
  organisationOf(shipmentId: string): string | undefined {
    return this.#organisations.get(shipmentId);
  }

  /** Returns the number of accessories that were ordered and not shipped. */
  countOpenAccessories(): number {
    let open = 0;
    for (const stock of this.#accessories.values()) for (const quantity of stock.values()) open += quantity;
    return open;
  }
}

function isEmpty(value: unknown): boolean {
  return value === null || (typeof value === "string" && value.trim() === "");
}

function objection(reason: Objection["reason"], details: string): Objection {
  return { reason, details };
}
