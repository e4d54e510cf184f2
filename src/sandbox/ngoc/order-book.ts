import type { IncomingMessage, OutgoingMessage } from "../../production-partner/messages/index.ts";

type Request = OutgoingMessage<"EXTERNAL_PRODUCTION_REQUEST_SENT">["payload"];
type CardProduced = IncomingMessage<"EXTERNAL_PRODUCTION_CARD_PRODUCED">["payload"];
type Shipped = IncomingMessage<"EXTERNAL_PRODUCTION_SHIPPED">["payload"];
type ErrorCode = OutgoingMessage<"EXTERNAL_PRODUCTION_ERROR">["payload"]["errorCode"];

/** What NGOC finds wrong with a notification. */
export interface Fault {
  readonly errorCode: ErrorCode;
  readonly details: string;
}

/** How far a card has come, as NGOC knows it. */
export type NgocCardState = "ordered" | "refused" | "produced" | "shipped";

interface Card {
  readonly shipmentId: string;
  readonly organisationId: string;
  readonly expected: readonly string[];
  readonly accessories: readonly { readonly accessoryId: string; readonly quantity: number }[];
  state: NgocCardState;
}

/**
 * NGOC's own record of what it ordered, with the rules of S1 as NGOC checks them.
 *
 * Written on purpose without the partner's rules (`orders`): the two ends check each other, so that a mistake in one
 * shows.
 */
export class NgocOrderBook {
  readonly #cards = new Map<string, Card>();
  readonly #cardOfRequest = new Map<string, string>();
  /** Quantity still to be shipped, by shipment and accessory. */
  readonly #accessories = new Map<string, Map<string, number>>();

  /** Writes down an order. One for a card that was ordered already changes nothing: the partner has to refuse it. */
  order(request: Request, messageId: string): void {
    const { card, shipmentId, organisationId, accessories = [] } = request;
    const known = this.#cards.get(card.cardId);
    if (known !== undefined && known.state !== "refused") return;
    this.#cardOfRequest.set(messageId, card.cardId);
    this.#cards.set(card.cardId, {
      shipmentId,
      organisationId,
      expected: card.expectedReportDataFields ?? [],
      accessories,
      state: "ordered",
    });
    const stock = this.#accessories.get(shipmentId) ?? new Map<string, number>();
    this.#accessories.set(shipmentId, stock);
    for (const { accessoryId, quantity } of accessories)
      stock.set(accessoryId, (stock.get(accessoryId) ?? 0) + quantity);
  }

  /** The partner answered a request with an Error Notification: neither the card nor its accessories will come. */
  refuse(messageId: string | undefined): void {
    const card = this.#cards.get(this.#cardOfRequest.get(messageId ?? "") ?? "");
    if (card?.state !== "ordered") return;
    card.state = "refused";
    const stock = this.#accessories.get(card.shipmentId);
    for (const { accessoryId, quantity } of card.accessories)
      stock?.set(accessoryId, (stock.get(accessoryId) ?? 0) - quantity);
  }

  produced(report: CardProduced): Fault | undefined {
    const card = this.#cards.get(report.cardId);
    if (card === undefined || card.state === "refused")
      return fault("UNKNOWN_CARD", `No order for card ${report.cardId}`);
    if (card.organisationId !== report.organisationId)
      return fault("UNKNOWN_ORGANISATION", "Not the card's organisation");
    if (card.shipmentId !== report.shipmentId) return fault("NOT_IN_SHIPMENT", "Not the card's shipment");
    if (card.state !== "ordered") return fault("ALREADY_PRODUCED", `Card ${report.cardId} was reported before`);
    const missing = card.expected.find((field) => report.reportData[field] === undefined);
    if (missing !== undefined) return fault("REPORT_DATA_MISSING", `reportData lacks ${missing}`);
    card.state = "produced";
    return undefined;
  }

  shipped(notice: Shipped): Fault | undefined {
    const { cardIds = [], accessories = [], shipmentId } = notice;
    const stock = this.#accessories.get(shipmentId);
    if (stock === undefined) return fault("UNKNOWN_SHIPMENT", `No shipment ${shipmentId}`);
    for (const cardId of cardIds) {
      const card = this.#cards.get(cardId);
      if (card === undefined) return fault("UNKNOWN_CARD", `No order for card ${cardId}`);
      if (card.shipmentId !== shipmentId) return fault("NOT_IN_SHIPMENT", `Card ${cardId} is in another shipment`);
      if (card.state === "shipped") return fault("ALREADY_SHIPPED", `Card ${cardId} was shipped before`);
      if (card.state !== "produced") return fault("CARD_NOT_ACKNOWLEDGED", `Card ${cardId} has no valid report`);
    }
    if (new Set(cardIds).size < cardIds.length) return fault("INVALID_MESSAGE", "A card is named twice");
    const left = new Map(stock);
    for (const { accessoryId, quantity } of accessories) {
      const open = left.get(accessoryId);
      if (open === undefined) return fault("ACCESSORY_UNKNOWN", `No accessory ${accessoryId} in the shipment`);
      if (quantity > open) return fault("ACCESSORY_QUANTITY_EXCEEDED", `Only ${open} of ${accessoryId} are open`);
      left.set(accessoryId, open - quantity);
    }
    for (const cardId of cardIds) {
      const card = this.#cards.get(cardId);
      if (card !== undefined) card.state = "shipped";
    }
    this.#accessories.set(shipmentId, left);
    return undefined;
  }

  /** How many cards are in each state. */
  countCards(): { readonly [state in NgocCardState]: number } {
    const counts = { ordered: 0, refused: 0, produced: 0, shipped: 0 };
    for (const { state } of this.#cards.values()) counts[state]++;
    return counts;
  }

  stateOf(cardId: string): NgocCardState | undefined {
    return this.#cards.get(cardId)?.state;
  }

  /** How many pieces of accessories were ordered and not shipped. */
  countOpenAccessories(): number {
    let open = 0;
    for (const stock of this.#accessories.values()) for (const quantity of stock.values()) open += quantity;
    return open;
  }
}

function fault(errorCode: ErrorCode, details: string): Fault {
  return { errorCode, details };
}
