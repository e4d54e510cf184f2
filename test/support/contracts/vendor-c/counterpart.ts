import type { Counterpart } from "../../../../src/sandbox/ngoc/counterpart.ts";
import type { VendorCTerms } from "./binding.ts";
import type { MessageTable } from "./generated/index.gen.ts";

/** The other half of the binding. */
export const counterpart: Counterpart<MessageTable, VendorCTerms> = {
  received: {
    BadgePrinted: ({ badge, values = {} }) => ({
      kind: "card-produced",
      cardId: badge,
      shipmentId: undefined,
      organisationId: undefined,
      reportedFields: Object.keys(values),
    }),
    ParcelPosted: ({ parcel, badges, extras = [] }) => ({
      kind: "shipped",
      shipmentId: parcel,
      organisationId: undefined,
      cardIds: badges,
      accessories: extras.map((accessoryId) => ({ accessoryId, quantity: 1 })),
    }),
    ShopRefusal: ({ message }) => ({ kind: "refused", messageId: message }),
  },
  request: {
    type: "BadgeRequest",
    write: ({ shipmentId, cardId, expectedReportDataFields, accessories }, make) =>
      make({
        badge: cardId,
        parcel: shipmentId,
        print: undefined,
        report: expectedReportDataFields,
        extras: accessories.map(({ accessoryId }) => accessoryId),
        deadline: undefined,
      }),
  },
  reportOk: { type: "BadgeChecked", write: ({ cardId }, make) => make({ badge: cardId }) },
  shippedOk: {
    type: "ParcelChecked",
    write: ({ shipmentId, cardIds }, make) => make({ parcel: shipmentId, badges: cardIds }),
  },
  error: {
    type: "OfficeRejection",
    write: ({ errorCode, details, shipmentId, cardId, messageId }, make) =>
      make({ reason: errorCode, remark: details.slice(0, 400), message: messageId, badge: cardId, parcel: shipmentId }),
  },
};
