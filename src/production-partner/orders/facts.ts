import type { AccessoryOrder, CardOrder, ShippedNotice } from "./order.ts";
import type { FactReceived, FactSent } from "./order-message.ts";
import { defaultOrderRules, type OrderRules } from "./order-rules.ts";
import type { Refusal } from "./refusal.ts";

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
  /** The digests of the notifications asked for, by messageId: see `digestOfCardProduced`. */
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
  /** Shipments whose unanswered notices are needed; of one that has none, an acknowledged notice if there is one. */
  readonly openNoticesOf: readonly string[];
  /** Shipments of which one card that waits for a Report OK is needed, if there is one. */
  readonly waitingCardOf: readonly string[];
  /** Whether the cards in those notices, and the accessories of those notices and cards, are needed too. */
  readonly withContent: boolean;
  /** Whether the accessories of those cards are needed that the application has not decided about. */
  readonly withUndecided: boolean;
  /** Which notification of each card the digest is needed of. */
  readonly digestOf?: "reportId" | "shippedId";
}

/** The records a decision changes, each as it is afterwards. */
export interface OrderChanges {
  readonly cards: readonly CardOrder[];
  readonly accessories: readonly AccessoryOrder[];
  readonly notices: readonly ShippedNotice[];
}

/** The decision about a message: these changes, or this refusal. */
export type Decision =
  | {
      readonly ok: true;
      readonly changes: OrderChanges;
      /** The `messageId` of the existing notification with the same content: nothing is sent, and it is the result. */
      readonly existing?: string;
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
  waitingCardOf: [],
  withContent: false,
  withUndecided: false,
};

/** Returns which part of the order book the rules need to decide about a message. */
export function factsNeededFor(message: FactReceived | FactSent, rules: OrderRules = defaultOrderRules): FactsNeeded {
  const { fact } = message;
  switch (fact.kind) {
    case "card-requested": {
      const { cardId, shipmentId, accessories } = fact;
      return {
        ...noFacts,
        cardIds: [cardId],
        shipmentIds: [shipmentId],
        accessories: accessories.map(({ accessoryId }) => ({ shipmentId, accessoryId })),
      };
    }
    case "card-withdrawn":
      return { ...noFacts, cardIds: [fact.cardId], withContent: true };
    case "report-acknowledged":
      return { ...noFacts, cardIds: [fact.cardId] };
    case "shipment-acknowledged": {
      const { shipmentId, cardIds = [] } = fact;
      return {
        ...noFacts,
        cardIds,
        shipmentIds: [shipmentId],
        noticeIds: "correlationId" in message && message.correlationId !== undefined ? [message.correlationId] : [],
        openNoticesOf: [shipmentId],
        withContent: true,
      };
    }
    case "refused": {
      const { cardId, shipmentId, messageId } = fact;
      const about = answeredIds("correlationId" in message ? message.correlationId : undefined, messageId);
      return {
        ...noFacts,
        cardIds: cardId === undefined ? [] : [cardId],
        cardsByMessageIds: about,
        noticeIds: about,
        openNoticesOf: shipmentId === undefined ? [] : [shipmentId],
        withContent: true,
      };
    }
    case "no-order-matter":
    case "unusable":
      return noFacts;
    case "card-produced":
      return { ...noFacts, cardIds: [fact.cardId], withUndecided: true, digestOf: "reportId" };
    case "shipped": {
      const { cardIds, shipmentId, accessories } = fact;
      return {
        ...noFacts,
        cardIds,
        shipmentIds: [shipmentId],
        accessories: accessories.map(({ accessoryId }) => ({ shipmentId, accessoryId })),
        waitingCardOf: rules.reportOkGate === "whole-shipment" ? [shipmentId] : [],
        digestOf: "shippedId",
      };
    }
    case "error-sent":
      return fact.answers === undefined
        ? noFacts
        : { ...noFacts, cardsByMessageIds: [fact.answers], withContent: true };
    default:
      return fact satisfies never;
  }
}

/**
 * Returns the ids of the message that an Error Notification answers: which field names it is not documented, so both
 * the correlation id and the id in the payload count.
 */
export function answeredIds(...named: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(named)].filter((id) => id !== undefined);
}

/** Makes a decision with changes; records that are left out do not change. */
export function change(changes: Partial<OrderChanges>): Decision & { readonly ok: true } {
  return { ok: true, changes: { cards: [], accessories: [], notices: [], ...changes } };
}

/** Makes a decision that refuses. */
export function refuse(refusal: Refusal): Decision {
  return { ok: false, refusal };
}
