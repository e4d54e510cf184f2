import { ngocCodeOfLocalCode } from "../../../generated/error-codes.gen.ts";
import { type MessageTable, messageTable } from "../../../generated/index.gen.ts";
import type { Binding, ErrorCodes, Terms } from "./binding.ts";
import { type ContractOf, defineContract } from "./contract.ts";
import type { ReceivedPayload, SentPayload } from "./messages.ts";
import { part } from "./payload.ts";
import type { RefusedBecause } from "./refusal-reason.ts";
import type { CardProducedReport, ShippedAccessoryReport, ShippedReport } from "./reports.ts";

type Request = ReceivedPayload<MessageTable, "EXTERNAL_PRODUCTION_REQUEST_SENT">;
type Shipped = SentPayload<MessageTable, "EXTERNAL_PRODUCTION_SHIPPED">;
type ShippedAccessory = NonNullable<Shipped["accessories"]>[number];

/** The error codes that may be sent under the built-in contract. */
type ErrorCode = SentPayload<MessageTable, "EXTERNAL_PRODUCTION_ERROR">["errorCode"];

/** What `reportShipped` takes under the built-in contract: at least one card or accessory. */
type BuiltInShippedReport = BuiltInShippedDetails &
  (
    | { readonly cardIds: readonly string[]; readonly accessories?: readonly ShippedAccessoryReport[] }
    | { readonly cardIds?: readonly string[]; readonly accessories: readonly ShippedAccessoryReport[] }
  );

interface BuiltInShippedDetails extends Omit<ShippedReport, "cardIds" | "accessories"> {
  /** Carrier details; NGOC may show the tracking id to the end customer. */
  readonly carrier?: Shipped["carrier"];
}

/** What the ledger keeps of a Production Request for `findRequest`. */
interface BuiltInKept {
  readonly address: Request["address"];
  readonly card: Request["card"];
  readonly ordered: Request["ordered"];
}

/** The words of the built-in contract. */
interface BuiltInTerms extends Terms {
  readonly cardProduced: CardProducedReport;
  readonly shipped: BuiltInShippedReport;
  readonly errorCode: ErrorCode;
  readonly errorType: "EXTERNAL_PRODUCTION_ERROR";
  readonly kept: BuiltInKept;
  readonly requestType: "EXTERNAL_PRODUCTION_REQUEST_SENT";
}

/**
 * From `spec/error-codes.yaml` (assumed: the vendor's list of error codes is not public). Does not compile when a refusal
 * has no code there, or one that the contract does not have.
 */
const codeOf: { readonly [reason in Exclude<RefusedBecause, "HANDLER_FAILED">]: ErrorCode } = ngocCodeOfLocalCode;
const errorCodes: ErrorCodes<ErrorCode> = { ...codeOf, default: "INTERNAL_ERROR" };

const binding: Binding<MessageTable, BuiltInTerms> = {
  received: {
    EXTERNAL_PRODUCTION_REQUEST_SENT: ({ organisationId, shipmentId, card, accessories = [], address, ordered }) => ({
      kind: "card-requested",
      cardId: card.cardId,
      shipmentId,
      organisationId,
      expectedReportDataFields: card.expectedReportDataFields ?? [],
      // The vendor does not say that a quantity is required: a line without one is one piece.
      accessories: accessories.map(({ accessoryId, articleId, quantity = 1 }) => ({
        accessoryId,
        articleId,
        quantity,
      })),
      kept: { address, card, ordered },
    }),
    EXTERNAL_PRODUCTION_REPORT_OK: ({ cardId, shipmentId }) => ({ kind: "report-acknowledged", cardId, shipmentId }),
    EXTERNAL_PRODUCTION_SHIPPED_OK: ({ shipmentId, cardIds }) => ({
      kind: "shipment-acknowledged",
      shipmentId,
      cardIds,
    }),
    EXTERNAL_PRODUCTION_ERROR: ({ errorCode = "UNKNOWN", cardId, shipmentId, messageId }) => ({
      kind: "refused",
      errorCode,
      cardId,
      shipmentId,
      messageId,
    }),
  },
  requestType: "EXTERNAL_PRODUCTION_REQUEST_SENT",
  cardProduced: {
    type: "EXTERNAL_PRODUCTION_CARD_PRODUCED",
    write: ({ organisationId, shipmentId, cardId }, { produced, reportData }, make) =>
      make({ organisationId, shipmentId, cardId, produced, reportData }),
  },
  shipped: {
    type: "EXTERNAL_PRODUCTION_SHIPPED",
    write: ({ organisationId, shipmentId, cardIds, accessories }, { shipped, carrier }, make) => {
      const items = accessories.map(({ accessoryId, quantity }) =>
        part<ShippedAccessory>({ accessoryId, articleId: undefined, quantity }),
      );
      // The contract wants cards or accessories or both, so that each is a payload of its own kind.
      if (cardIds.length === 0)
        return make({ organisationId, shipmentId, shipped, cardIds: undefined, accessories: items, carrier });
      return make({
        organisationId,
        shipmentId,
        shipped,
        cardIds,
        accessories: items.length === 0 ? undefined : items,
        carrier,
      });
    },
  },
  error: {
    type: "EXTERNAL_PRODUCTION_ERROR",
    write: ({ errorCode, details, organisationId, shipmentId, cardId, messageId }, make) =>
      make({ errorCode, details, organisationId, shipmentId, cardId, messageId }),
  },
  errorCodes,
};

/** The contract of `spec/production-partner.asyncapi.yaml`: what the client uses unless it is given another. */
export interface BuiltInContract extends ContractOf<MessageTable, BuiltInTerms> {}

/** The contract of `spec/production-partner.asyncapi.yaml`. */
export const builtInContract: BuiltInContract = defineContract(messageTable, binding);
