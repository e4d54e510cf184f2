import type { MessageTable } from "../../../generated/index.gen.ts";
import type { BuiltInContract } from "../../production-partner/contract/built-in.ts";
import { part, type RequestOf, type TermsOf } from "../../production-partner/contract/index.ts";
import type { Counterpart } from "./counterpart.ts";

type Request = RequestOf<BuiltInContract>;
type Address = Request["address"];
type Card = Request["card"];
type Accessory = NonNullable<Request["accessories"]>[number];

/** NGOC's half of the built-in contract. */
export const builtInCounterpart: Counterpart<MessageTable, TermsOf<BuiltInContract>> = {
  received: {
    EXTERNAL_PRODUCTION_CARD_PRODUCED: ({ organisationId, shipmentId, cardId, reportData = {} }) => ({
      kind: "card-produced",
      cardId,
      shipmentId,
      organisationId,
      reportedFields: Object.keys(reportData),
      reportData,
    }),
    EXTERNAL_PRODUCTION_SHIPPED: ({ organisationId, shipmentId, cardIds = [], accessories = [] }) => ({
      kind: "shipped",
      shipmentId,
      organisationId,
      cardIds,
      accessories: accessories.map(({ accessoryId, quantity = 1 }) => ({ accessoryId, quantity })),
    }),
    EXTERNAL_PRODUCTION_ERROR: ({ messageId }) => ({ kind: "refused", messageId }),
  },
  request: {
    type: "EXTERNAL_PRODUCTION_REQUEST_SENT",
    write: ({ organisationId, shipmentId, cardId, expectedReportDataFields, accessories }, make) =>
      make({
        organisationId,
        shipmentId,
        ordered: undefined,
        address: part<Address>({
          addressOne: "Example Street 1",
          addressTwo: undefined,
          postalCode: undefined,
          city: undefined,
          countryCode: undefined,
          recipient: "Example Recipient",
          companyName: undefined,
          recipientPhone: undefined,
        }),
        card: part<Card>({
          cardId,
          articleId: undefined,
          cardElements: undefined,
          expectedReportDataFields: expectedReportDataFields.length === 0 ? undefined : expectedReportDataFields,
        }),
        accessories:
          accessories.length === 0
            ? undefined
            : accessories.map(({ accessoryId, articleId, quantity }) =>
                part<Accessory>({ accessoryId, articleId, quantity }),
              ),
      }),
  },
  reportOk: {
    type: "EXTERNAL_PRODUCTION_REPORT_OK",
    write: ({ organisationId, shipmentId, cardId }, make) => make({ organisationId, shipmentId, cardId }),
  },
  shippedOk: {
    type: "EXTERNAL_PRODUCTION_SHIPPED_OK",
    write: ({ organisationId, shipmentId, cardIds }, make) =>
      make({ organisationId, shipmentId, cardIds: cardIds.length === 0 ? undefined : cardIds }),
  },
  invalidReportDataCode: "REPORT_DATA_INVALID",
  error: {
    type: "EXTERNAL_PRODUCTION_ERROR",
    write: ({ errorCode, details, organisationId, shipmentId, cardId, messageId }, make) =>
      make({ errorCode, details, organisationId, shipmentId, cardId, messageId }),
  },
};
