import type { AccessoryQuantity, RefusedBecause } from "../../production-partner/contract/index.ts";
import type { CardToOrder, PartnerFact } from "./counterpart.ts";

/** Which of its rules a notification breaks, in NGOC's record. */
export interface Objection {
  readonly reason: RefusedBecause;
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
  readonly #cardOfRequest = new Map<string, string>();
  readonly #organisations = new Map<string, string>();
  /** Quantity still to be shipped, by shipment and accessory. */
  readonly #accessories = new Map<string, Map<string, number>>();

  constructor({ hasQuantities }: { readonly hasQuantities: boolean }) {
    this.#hasQuantities = hasQuantities;
  }

  /** Records an order. A second order for a card changes nothing: the partner must refuse it. */
  order(order: CardToOrder, messageId: string): void {
    const { cardId, shipmentId, organisationId, expectedReportDataFields: expected, accessories } = order;
    const known = this.#cards.get(cardId);
    if (known !== undefined && known.state !== "refused") return;
    this.#cardOfRequest.set(messageId, cardId);
    this.#cards.set(cardId, { shipmentId, organisationId, expected, accessories, state: "ordered" });
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
    for (const { accessoryId, quantity } of card.accessories)
      stock?.set(accessoryId, (stock.get(accessoryId) ?? 0) - quantity);
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
    const missing = card.expected.find((field) => !reportedFields.includes(field));
    if (missing !== undefined) return objection("REPORT_DATA_MISSING", `Missing reportData field ${missing}`);
    card.state = "produced";
    return undefined;
  }

  shipped({ cardIds, accessories, shipmentId }: Shipped): Objection | undefined {
    const stock = this.#accessories.get(shipmentId);
    if (stock === undefined) return objection("UNKNOWN_SHIPMENT", `No shipment ${shipmentId}`);
    for (const cardId of cardIds) {
      const card = this.#cards.get(cardId);
      if (card === undefined) return objection("UNKNOWN_CARD", `No order for card ${cardId}`);
      if (card.shipmentId !== shipmentId)
        return objection("NOT_IN_SHIPMENT", `Card ${cardId} belongs to another shipment`);
      if (card.state === "shipped") return objection("ALREADY_SHIPPED", `Card ${cardId} was already shipped`);
      if (card.state !== "produced") return objection("CARD_NOT_ACKNOWLEDGED", `Card ${cardId} has no valid report`);
    }
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

function objection(reason: RefusedBecause, details: string): Objection {
  return { reason, details };
}
