import type {
  Binding,
  CardProducedReport,
  ReceivedPayload,
  SentPayload,
  ShippedReport,
  Terms,
} from "../../../../src/production-partner/contract/index.ts";
import type { MessageTable } from "./generated/index.gen.ts";

type Request = ReceivedPayload<MessageTable, "BadgeRequest">;

/** The words of this contract. */
export interface VendorCTerms extends Terms {
  readonly cardProduced: CardProducedReport;
  readonly shipped: ShippedReport;
  readonly errorCode: SentPayload<MessageTable, "ShopRefusal">["reason"];
  readonly errorType: "ShopRefusal" | "OfficeRejection";
  readonly kept: { readonly print: Request["print"]; readonly deadline: Request["deadline"] };
  readonly requestType: "BadgeRequest";
}

/** Order to fact, report to message. */
export const binding: Binding<MessageTable, VendorCTerms> = {
  received: {
    BadgeRequest: ({ badge, parcel, print, report = [], extras = [], deadline }) => ({
      kind: "card-requested",
      cardId: badge,
      shipmentId: parcel,
      organisationId: "",
      expectedReportDataFields: report,
      // An id without a quantity is one piece.
      accessories: extras.map((accessoryId) => ({ accessoryId, articleId: undefined, quantity: 1 })),
      kept: { print, deadline },
    }),
    BadgeChecked: ({ badge }) => ({ kind: "report-acknowledged", cardId: badge, shipmentId: undefined }),
    ParcelChecked: ({ parcel, badges }) => ({ kind: "shipment-acknowledged", shipmentId: parcel, cardIds: badges }),
    OfficeRejection: ({ reason = "unknown", message, badge, parcel }) => ({
      kind: "refused",
      errorCode: reason,
      cardId: badge,
      shipmentId: parcel,
      messageId: message,
    }),
  },
  requestType: "BadgeRequest",
  cardProduced: {
    type: "BadgePrinted",
    write: ({ cardId }, { reportData }, make) => make({ badge: cardId, values: reportData }),
  },
  shipped: {
    type: "ParcelPosted",
    write: ({ shipmentId, cardIds, accessories }, { shipped }, make) =>
      make({
        parcel: shipmentId,
        badges: cardIds,
        extras: accessories.map(({ accessoryId }) => accessoryId),
        postedOn: shipped,
      }),
  },
  error: {
    type: "ShopRefusal",
    write: ({ errorCode, details, shipmentId, cardId, messageId }, make) =>
      make({ reason: errorCode, remark: details.slice(0, 400), message: messageId, badge: cardId, parcel: shipmentId }),
  },
  receivedErrorType: "OfficeRejection",
  errorCodes: { INVALID_MESSAGE: "R01", UNKNOWN_MESSAGE_TYPE: "R01", REPORT_DATA_MISSING: "R03", default: "R02" },
  accessories: "whole-lines",
};
