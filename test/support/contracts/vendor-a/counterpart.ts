import { part, type ReceivedPayload, type SentPayload } from "../../../../src/production-partner/contract/index.ts";
import type { Counterpart } from "../../../../src/sandbox/ngoc/counterpart.ts";
import type { VendorATerms } from "./binding.ts";
import type { MessageTable } from "./generated/index.gen.ts";

type Order = SentPayload<MessageTable, "BUREAU_ORDER">;
type Accessories = ReceivedPayload<MessageTable, "BUREAU_DISPATCHED">["accessories"];

const quantities = (lines: Accessories = []) =>
  lines.map(({ lineRef, pieces }) => ({ accessoryId: lineRef, quantity: pieces }));

/** The other half of the binding. */
export const counterpart: Counterpart<MessageTable, VendorATerms> = {
  received: {
    BUREAU_CARD_DONE: ({ shipmentRef, cardRef, readouts }) => ({
      kind: "card-produced",
      cardId: cardRef,
      shipmentId: shipmentRef,
      organisationId: undefined,
      reportedFields: Object.keys(readouts),
    }),
    BUREAU_DISPATCHED: ({ shipmentRef, cardRefs = [], accessories }) => ({
      kind: "shipped",
      shipmentId: shipmentRef,
      organisationId: undefined,
      cardIds: cardRefs,
      accessories: quantities(accessories),
    }),
    BUREAU_FAILURE: ({ failedMessage }) => ({ kind: "refused", messageId: failedMessage }),
  },
  request: {
    type: "BUREAU_ORDER",
    write: ({ organisationId, shipmentId, cardId, expectedReportDataFields, accessories }, make) =>
      make({
        organisationId,
        shipmentRef: shipmentId,
        receiver: part<Order["receiver"]>({
          person: "Example Person",
          company: undefined,
          lines: ["Example Street 1"],
        }),
        card: part<Order["card"]>({
          cardRef: cardId,
          design: undefined,
          texts: undefined,
          readouts: expectedReportDataFields,
        }),
        accessories: accessories.map(({ accessoryId, articleId, quantity }) =>
          part<NonNullable<Order["accessories"]>[number]>({
            lineRef: accessoryId,
            article: articleId,
            pieces: quantity,
          }),
        ),
        priority: undefined,
      }),
  },
  reportOk: {
    type: "BUREAU_ACCEPTED",
    write: ({ shipmentId, cardId }, make) => make({ accepted: "CARD", shipmentRef: shipmentId, cardRef: cardId }),
  },
  shippedOk: {
    type: "BUREAU_ACCEPTED",
    write: ({ shipmentId }, make) => make({ accepted: "DISPATCH", shipmentRef: shipmentId, cardRef: undefined }),
  },
  error: {
    type: "BUREAU_FAILURE",
    write: ({ errorCode, details, shipmentId, cardId, messageId }, make) =>
      make({ code: errorCode, text: details, failedMessage: messageId, cardRef: cardId, shipmentRef: shipmentId }),
  },
};
