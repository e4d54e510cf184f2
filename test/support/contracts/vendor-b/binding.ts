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

type Job = ReceivedPayload<MessageTable, "job.created">["job"];
type Produced = SentPayload<MessageTable, "credential.produced">;
type Left = SentPayload<MessageTable, "delivery.left">;
type Identity = Produced["credential"]["identity"];
type NamedValue = Produced["credential"]["readBack"][number];
type Transport = NonNullable<Left["delivery"]["transport"]>;
type Fault = SentPayload<MessageTable, "fault">["fault"];

/** What may be said of a shipment beside what every contract needs. */
interface VendorBShippedReport extends ShippedReport {
  readonly transport?: Transport;
}

/** The words of this contract. */
export interface VendorBTerms extends Terms {
  readonly cardProduced: CardProducedReport;
  readonly shipped: VendorBShippedReport;
  readonly errorCode: Fault["code"];
  readonly errorType: "fault";
  readonly kept: { readonly job: Job };
  readonly requestType: "job.created";
}

const identity = (id: string): Identity => part<Identity>({ id, issuer: undefined });

/** Order to fact, report to message. */
export const binding: Binding<MessageTable, VendorBTerms> = {
  received: {
    "job.created": ({ tenant, job }) => ({
      kind: "card-requested",
      cardId: job.credential.identity.id,
      shipmentId: job.delivery.id,
      organisationId: tenant.id,
      expectedReportDataFields: (job.credential.readBack ?? []).map(({ name }) => name),
      accessories: [],
      kept: { job },
    }),
    "credential.accepted": ({ credential }) => ({
      kind: "report-acknowledged",
      cardId: credential.identity.id,
      shipmentId: undefined,
    }),
    "delivery.accepted": ({ delivery }) => ({
      kind: "shipment-acknowledged",
      shipmentId: delivery.identity.id,
      cardIds: delivery.credentials?.map(({ id }) => id),
    }),
    fault: ({ fault: { code, about } }) => ({
      kind: "refused",
      errorCode: code,
      cardId: about?.credential?.id,
      shipmentId: about?.delivery?.id,
      messageId: about?.message,
    }),
  },
  requestType: "job.created",
  cardProduced: {
    type: "credential.produced",
    write: ({ organisationId, shipmentId, cardId }, { produced, reportData }, make) =>
      make({
        tenant: part<Produced["tenant"]>({ id: organisationId }),
        credential: part<Produced["credential"]>({
          identity: identity(cardId),
          delivery: identity(shipmentId),
          at: produced,
          readBack: Object.entries(reportData).map(([name, value]) => part<NamedValue>({ name, value })),
        }),
      }),
  },
  shipped: {
    type: "delivery.left",
    write: ({ organisationId, shipmentId, cardIds }, { shipped, transport }, make) =>
      make({
        tenant: part<Left["tenant"]>({ id: organisationId }),
        delivery: part<Left["delivery"]>({
          identity: identity(shipmentId),
          at: shipped,
          credentials: cardIds.map(identity),
          transport,
        }),
      }),
  },
  error: {
    type: "fault",
    write: ({ errorCode, details, shipmentId, cardId, messageId }, make) =>
      make({
        fault: part<Fault>({
          code: errorCode,
          explanation: details,
          about: part<NonNullable<Fault["about"]>>({
            message: messageId,
            credential: cardId === undefined ? undefined : identity(cardId),
            delivery: shipmentId === undefined ? undefined : identity(shipmentId),
          }),
        }),
      }),
  },
  errorCodes: {
    INVALID_MESSAGE: "bad-message",
    UNKNOWN_MESSAGE_TYPE: "unknown-message",
    UNKNOWN_CARD: "unknown-item",
    UNKNOWN_SHIPMENT: "unknown-item",
    REPORT_DATA_MISSING: "missing-value",
    HANDLER_FAILED: "failure",
    default: "wrong-state",
  },
};
