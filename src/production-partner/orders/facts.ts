import type { IncomingMessage, OutgoingMessage } from "../messages/message.ts";
import type { AccessoryOrder, CardOrder, ShippedNotice } from "./order.ts";
import type { Refusal } from "./refusal.ts";

/** A message the order rules know about, in either direction, seen from the partner. */
export type OrderMessage = IncomingMessage | OutgoingMessage;

/**
 * The part of the order book that a decision needs, as plain data. The ledger loads it (see {@link factsNeededFor}),
 * so that the rules do no I/O and a decision costs the same whatever the number of stored orders.
 */
export interface OrderFacts {
  readonly cards: ReadonlyMap<string, CardOrder>;
  /** By {@link accessoryKey}. */
  readonly accessories: ReadonlyMap<string, AccessoryOrder>;
  /** The notices asked for, oldest first. */
  readonly notices: readonly ShippedNotice[];
  /** Organisation of each shipment asked for that has at least one card. */
  readonly shipments: ReadonlyMap<string, { readonly organisationId: string }>;
  /** What the notifications asked for say, by messageId: see `contentDigest`. */
  readonly digests: ReadonlyMap<string, string | undefined>;
}

/** Which facts the rules need to decide about a message. */
export interface FactsNeeded {
  readonly cardIds: readonly string[];
  /** Cards whose `requestId` or `reportId` is one of these message ids. */
  readonly cardsByMessageIds: readonly string[];
  readonly accessories: readonly { readonly shipmentId: string; readonly accessoryId: string }[];
  readonly noticeIds: readonly string[];
  /** Shipments whose organisation is needed. */
  readonly shipmentIds: readonly string[];
  /** Shipments whose unanswered notices are needed. */
  readonly openNoticesOf: readonly string[];
  /** Whether the cards in those notices, and the accessories of those notices and cards, are needed too. */
  readonly withContent: boolean;
  /** Of which notification of each card the digest is needed. */
  readonly digestOf?: "reportId" | "shippedId";
}

/** The records a decision changes, each as it is afterwards. */
export interface OrderChanges {
  readonly cards: readonly CardOrder[];
  readonly accessories: readonly AccessoryOrder[];
  readonly notices: readonly ShippedNotice[];
}

/** What the rules say to a message: these changes, or this refusal. */
export type Decision =
  | {
      readonly ok: true;
      readonly changes: OrderChanges;
      /** The notification that stands and says the same: it is the answer, and nothing is sent. */
      readonly repeats?: string;
    }
  | { readonly ok: false; readonly refusal: Refusal };

/** The facts of a decision that needs none. */
export const noFacts: FactsNeeded = {
  cardIds: [],
  cardsByMessageIds: [],
  accessories: [],
  noticeIds: [],
  shipmentIds: [],
  openNoticesOf: [],
  withContent: false,
};

/** Says which part of the order book the rules need to decide about a message. */
export function factsNeededFor(message: OrderMessage): FactsNeeded {
  switch (message.type) {
    case "EXTERNAL_PRODUCTION_REQUEST_SENT": {
      const { card, shipmentId, accessories = [] } = message.payload;
      return {
        ...noFacts,
        cardIds: [card.cardId],
        shipmentIds: [shipmentId],
        accessories: accessories.map(({ accessoryId }) => ({ shipmentId, accessoryId })),
      };
    }
    case "EXTERNAL_PRODUCTION_CARD_PRODUCED":
      return { ...noFacts, cardIds: [message.payload.cardId], digestOf: "reportId" };
    case "EXTERNAL_PRODUCTION_REPORT_OK":
      return { ...noFacts, cardIds: [message.payload.cardId] };
    case "EXTERNAL_PRODUCTION_SHIPPED": {
      const { cardIds = [], shipmentId, accessories = [] } = message.payload;
      return {
        ...noFacts,
        cardIds,
        shipmentIds: [shipmentId],
        accessories: accessories.map(({ accessoryId }) => ({ shipmentId, accessoryId })),
        digestOf: "shippedId",
      };
    }
    case "EXTERNAL_PRODUCTION_SHIPPED_OK": {
      const { shipmentId } = message.payload;
      return {
        ...noFacts,
        shipmentIds: [shipmentId],
        noticeIds: message.correlationId === undefined ? [] : [message.correlationId],
        openNoticesOf: [shipmentId],
        withContent: true,
      };
    }
    case "EXTERNAL_PRODUCTION_ERROR": {
      const about = answeredIds(message);
      const { cardId, shipmentId } = message.payload;
      return {
        ...noFacts,
        cardIds: cardId === undefined ? [] : [cardId],
        cardsByMessageIds: about,
        noticeIds: about,
        openNoticesOf: shipmentId === undefined ? [] : [shipmentId],
        withContent: true,
      };
    }
    default:
      return message satisfies never;
  }
}

/** The ids of the message that an Error Notification answers: where they come from is not documented, so both places count. */
export function answeredIds(message: OrderMessage & { readonly type: "EXTERNAL_PRODUCTION_ERROR" }): readonly string[] {
  return [...new Set([message.correlationId, message.payload.messageId])].filter((id) => id !== undefined);
}

/** An `ok` decision; records that are left out do not change. */
export function change(changes: Partial<OrderChanges>): Decision & { readonly ok: true } {
  return { ok: true, changes: { cards: [], accessories: [], notices: [], ...changes } };
}

/** A refusal as a decision. */
export function refuse(refusal: Refusal): Decision {
  return { ok: false, refusal };
}
