import type {
  Binding,
  CardProducedReport,
  ReceivedPayload,
  SentPayload,
  ShippedReport,
  Terms,
} from "../../../../src/production-partner/contract/index.ts";
import { part } from "../../../../src/production-partner/contract/index.ts";
import type { MessageTable } from "./generated/index.gen.ts";

type Order = ReceivedPayload<MessageTable, "BUREAU_ORDER">;
type Dispatched = SentPayload<MessageTable, "BUREAU_DISPATCHED">;
type DispatchedLine = NonNullable<Dispatched["accessories"]>[number];

/** What may be said of a card beside what every contract needs. */
interface VendorACardProducedReport extends CardProducedReport {
  /** The machine that made the card. */
  readonly machine?: string;
}

/** What may be said of a shipment beside what every contract needs. */
interface VendorAShippedReport extends ShippedReport {
  readonly parcelNumber?: string;
}

/** The words of this contract. */
export interface VendorATerms extends Terms {
  readonly cardProduced: VendorACardProducedReport;
  readonly shipped: VendorAShippedReport;
  readonly errorCode: SentPayload<MessageTable, "BUREAU_FAILURE">["code"];
  readonly errorType: "BUREAU_FAILURE";
  readonly kept: { readonly receiver: Order["receiver"]; readonly card: Order["card"] };
  readonly requestType: "BUREAU_ORDER";
}

/** Order to fact, report to message. */
export const binding: Binding<MessageTable, VendorATerms> = {
  received: {
    BUREAU_ORDER: ({ organisationId, shipmentRef, receiver, card, accessories = [] }) => ({
      kind: "card-requested",
      cardId: card.cardRef,
      shipmentId: shipmentRef,
      organisationId,
      expectedReportDataFields: card.readouts ?? [],
      accessories: accessories.map(({ lineRef, article, pieces }) => ({
        accessoryId: lineRef,
        articleId: article,
        quantity: pieces,
      })),
      kept: { receiver, card },
    }),
    BUREAU_ORDER_CANCELLED: ({ cardRef }) => ({ kind: "card-withdrawn", cardId: cardRef }),
    BUREAU_ACCEPTED: ({ accepted, shipmentRef, cardRef }) => {
      if (accepted === "DISPATCH")
        return { kind: "shipment-acknowledged", shipmentId: shipmentRef, cardIds: undefined };
      if (cardRef === undefined) return { kind: "unusable", missing: "/cardRef" };
      return { kind: "report-acknowledged", cardId: cardRef, shipmentId: shipmentRef };
    },
    BUREAU_FAILURE: ({ code, failedMessage, cardRef, shipmentRef }) => ({
      kind: "refused",
      errorCode: code,
      cardId: cardRef,
      shipmentId: shipmentRef,
      messageId: failedMessage,
    }),
  },
  requestType: "BUREAU_ORDER",
  cardProduced: {
    type: "BUREAU_CARD_DONE",
    write: ({ shipmentId, cardId }, { produced, reportData, machine }, make) =>
      make({ shipmentRef: shipmentId, cardRef: cardId, doneAt: produced, readouts: reportData, machine }),
  },
  shipped: {
    type: "BUREAU_DISPATCHED",
    write: ({ shipmentId, cardIds, accessories }, { shipped, parcelNumber }, make) =>
      make({
        shipmentRef: shipmentId,
        dispatchedAt: shipped,
        cardRefs: cardIds,
        accessories: accessories.map(({ accessoryId, quantity }) =>
          part<DispatchedLine>({ lineRef: accessoryId, pieces: quantity }),
        ),
        parcelNumber,
      }),
  },
  error: {
    type: "BUREAU_FAILURE",
    write: ({ errorCode, details, shipmentId, cardId, messageId }, make) =>
      make({ code: errorCode, text: details, failedMessage: messageId, cardRef: cardId, shipmentRef: shipmentId }),
  },
  errorCodes: {
    INVALID_MESSAGE: "MALFORMED",
    UNKNOWN_MESSAGE_TYPE: "NOT_SUPPORTED",
    UNKNOWN_CARD: "NO_SUCH_CARD",
    CARD_REJECTED: "NO_SUCH_CARD",
    UNKNOWN_SHIPMENT: "NO_SUCH_SHIPMENT",
    CARD_NOT_PRODUCED: "WRONG_ORDER_OF_EVENTS",
    CARD_NOT_ACKNOWLEDGED: "WRONG_ORDER_OF_EVENTS",
    SHIPMENT_NOT_ANNOUNCED: "WRONG_ORDER_OF_EVENTS",
    REPORT_DATA_MISSING: "INCOMPLETE",
    ACCESSORY_QUANTITY_EXCEEDED: "TOO_MANY",
    default: "FAILED",
  },
};
