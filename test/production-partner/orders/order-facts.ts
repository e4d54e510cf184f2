import {
  type AccessoryOrder,
  accessoryKey,
  type CardOrder,
  type CardState,
  cardStates,
  type OrderFacts,
  type ShippedNotice,
} from "../../../src/production-partner/orders/index.ts";

/** All card states. */
export const states: readonly CardState[] = Object.keys(cardStates) as CardState[];

/** A card in a state, with the ids of the messages that brought it there. */
export function card(state: CardState, about: Partial<CardOrder> = {}): CardOrder {
  return {
    cardId: "CARD-1",
    shipmentId: "SHIP-1",
    organisationId: "ORG-1",
    state,
    requestId: "REQUEST",
    expectedReportDataFields: [],
    accessories: [],
    ...(state !== "requested" && state !== "rejected" && { reportId: "REPORT" }),
    ...((state === "announced" || state === "shipped") && { shippedId: "NOTICE" }),
    ...about,
  };
}

/** A notice of the shipment of CARD-1. */
export function notice(state: ShippedNotice["state"], about: Partial<ShippedNotice> = {}): ShippedNotice {
  return { messageId: "NOTICE", shipmentId: "SHIP-1", state, cardIds: ["CARD-1"], accessories: [], ...about };
}

/** An accessory of SHIP-1. */
export function accessory(ordered: number, announced: number): AccessoryOrder {
  return { shipmentId: "SHIP-1", accessoryId: "ACC-1", ordered, announced };
}

/** The facts of a decision; the shipments are those of the cards. */
export function factsOf(
  known: {
    readonly cards?: readonly CardOrder[];
    readonly accessories?: readonly AccessoryOrder[];
    readonly notices?: readonly ShippedNotice[];
    readonly digests?: { readonly [messageId: string]: string | undefined };
  } = {},
): OrderFacts {
  const { cards = [], accessories = [], notices = [], digests = {} } = known;
  return {
    cards: new Map(cards.map((one) => [one.cardId, one])),
    accessories: new Map(accessories.map((one) => [accessoryKey(one), one])),
    notices,
    shipments: new Map(cards.map(({ shipmentId, organisationId }) => [shipmentId, { organisationId }])),
    digests: new Map(Object.entries(digests)),
  };
}

/** A decision that changes nothing. */
export const noChange: { readonly ok: true; readonly changes: Readonly<Record<string, readonly unknown[]>> } = {
  ok: true,
  changes: { cards: [], accessories: [], notices: [] },
};
