import type { StrictPayloads } from "../../../generated/index.gen.ts";
import { ConfigurationError } from "../../errors/configuration-error.ts";
import type { Draft, KnownOrders, ReceivedMessage } from "../ledger/order-ledger.ts";
import { createMessage, createMessageId, type OutgoingMessage } from "../messages/index.ts";
import { OrderRefusedError } from "../orders/index.ts";
import { about } from "./error-answer.ts";
import { plainCopy } from "./plain-copy.ts";
import type { ErrorCode } from "./reject-message-error.ts";

/** What `reportCardProduced` needs; the organisation and the shipment are taken from the request. */
export interface CardProducedReport {
  readonly cardId: string;
  /** Must hold every field of the request's `expectedReportDataFields`. */
  readonly reportData: StrictPayloads["EXTERNAL_PRODUCTION_CARD_PRODUCED"]["reportData"];
  /** When the card was produced, RFC 3339 with an offset. Default: left out. */
  readonly produced?: string;
}

/** What `reportShipped` needs: items of one shipment or of several, at least one of them. */
export type ShippedReport = ShippedDetails &
  (
    | { readonly cardIds: readonly string[]; readonly accessories?: readonly ShippedAccessoryReport[] }
    | { readonly cardIds?: readonly string[]; readonly accessories: readonly ShippedAccessoryReport[] }
  );

interface ShippedDetails {
  /** Carrier details; NGOC may show the tracking id to the end customer. */
  readonly carrier?: StrictPayloads["EXTERNAL_PRODUCTION_SHIPPED"]["carrier"];
  /** When it was shipped, RFC 3339 with an offset. Default: left out. */
  readonly shipped?: string;
}

/** A number of one accessory. An accessory is known within its shipment only, so the shipment is named too. */
export interface ShippedAccessoryReport {
  readonly shipmentId: string;
  readonly accessoryId: string;
  readonly quantity: number;
}

/** What `sendError` needs. */
export interface ErrorReport {
  /** The message that is at fault, never an Error Notification. Default: none, for an error that no message caused. */
  readonly message?: Exclude<ReceivedMessage, { readonly type: "EXTERNAL_PRODUCTION_ERROR" }>;
  readonly errorCode: ErrorCode;
  /** Sent to NGOC as it is. */
  readonly details: string;
}

/** Drafts the Card Produced Notification of a card. */
export function cardProducedDraft(report: CardProducedReport): Draft {
  // A copy, taken before anything is waited for: the caller may use its object again.
  const { cardId, reportData, produced } = plainCopy(checkedReport(report));
  const messageId = createMessageId();
  return {
    cardIds: [cardId],
    shipmentIds: [],
    compose: (known) => {
      const { organisationId, shipmentId } = knownCard(known, cardId);
      return [
        createMessage(
          "EXTERNAL_PRODUCTION_CARD_PRODUCED",
          { organisationId, shipmentId, cardId, ...(produced === undefined ? {} : { produced }), reportData },
          { messageId },
        ),
      ];
    },
  };
}

/** Drafts one Shipped Notification for each shipment that the items belong to (S1, "Shipped Notification"). */
export function shippedDraft(report: ShippedReport): Draft {
  const { cardIds = [], accessories = [], carrier, shipped } = plainCopy(checkedReport(report));
  if (cardIds.length + accessories.length === 0) {
    throw new ConfigurationError("Nothing to report as shipped", {
      code: "NOTHING_TO_SHIP",
      help: "Name at least one card or accessory.",
    });
  }
  const accessoriesByShipment = Map.groupBy(accessories, ({ shipmentId }) => shipmentId);
  const messageIds = new Map<string, string>();
  return {
    cardIds,
    shipmentIds: [...accessoriesByShipment.keys()],
    compose: (known) => {
      const cards = cardIds.map((cardId) => ({ cardId, ...knownCard(known, cardId) }));
      const cardsByShipment = Map.groupBy(cards, ({ shipmentId }) => shipmentId);
      const shipmentIds = new Set([...cardsByShipment.keys(), ...accessoriesByShipment.keys()]);
      return [...shipmentIds].map((shipmentId) => {
        const inShipment = cardsByShipment.get(shipmentId) ?? [];
        const { organisationId } = inShipment[0] ?? knownShipment(known, shipmentId);
        const messageId = messageIds.get(shipmentId) ?? createMessageId();
        messageIds.set(shipmentId, messageId);
        return createMessage(
          "EXTERNAL_PRODUCTION_SHIPPED",
          {
            organisationId,
            shipmentId,
            ...(shipped === undefined ? {} : { shipped }),
            ...shippedItems(inShipment, accessoriesByShipment.get(shipmentId) ?? []),
            ...(carrier === undefined ? {} : { carrier }),
          },
          { messageId },
        );
      });
    },
  };
}

/** Makes an Error Notification. */
export function errorMessage(report: ErrorReport): OutgoingMessage<"EXTERNAL_PRODUCTION_ERROR"> {
  const { errorCode, details } = report;
  // The type forbids an Error Notification; JavaScript does not.
  const message = report.message as ReceivedMessage | undefined;
  if (message === undefined) return createMessage("EXTERNAL_PRODUCTION_ERROR", { errorCode, details });
  if (message.type === "EXTERNAL_PRODUCTION_ERROR") {
    throw new ConfigurationError("An Error Notification must not be answered", {
      code: "ERROR_ANSWERED",
      help: "Two ends that answer each other's errors would never stop.",
    });
  }
  return createMessage(
    "EXTERNAL_PRODUCTION_ERROR",
    { errorCode, details, ...about(message), messageId: message.messageId },
    { correlationId: message.messageId },
  );
}

function checkedReport<R>(report: R): R {
  if (typeof report === "object" && report !== null) return report;
  throw new ConfigurationError("A report must be an object", {
    code: "REPORT",
    help: "Call reportCardProduced({ cardId, reportData }) or reportShipped({ cardIds }).",
  });
}

function knownCard({ cards }: KnownOrders, cardId: string) {
  const card = cards.get(cardId);
  if (card === undefined) throw new OrderRefusedError({ reason: "UNKNOWN_CARD", cardId });
  return card;
}

function knownShipment({ shipments }: KnownOrders, shipmentId: string) {
  const shipment = shipments.get(shipmentId);
  if (shipment === undefined) throw new OrderRefusedError({ reason: "UNKNOWN_SHIPMENT", shipmentId });
  return shipment;
}

type ShippedItems = { cardIds: string[] } | { accessories: { accessoryId: string; quantity: number }[] };

function shippedItems(
  cards: readonly { readonly cardId: string }[],
  accessories: readonly ShippedAccessoryReport[],
): ShippedItems {
  const cardIds = cards.map(({ cardId }) => cardId);
  const items = accessories.map(({ accessoryId, quantity }) => ({ accessoryId, quantity }));
  if (items.length === 0) return { cardIds };
  return cardIds.length === 0 ? { accessories: items } : { cardIds, accessories: items };
}
