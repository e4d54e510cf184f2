import { part, type SentPayload } from "../../../../src/production-partner/contract/index.ts";
import type { Counterpart } from "../../../../src/sandbox/ngoc/counterpart.ts";
import type { VendorBTerms } from "./binding.ts";
import type { MessageTable } from "./generated/index.gen.ts";

type Created = SentPayload<MessageTable, "job.created">;
type Delivery = Created["job"]["delivery"];
type Credential = Created["job"]["credential"];
type Identity = Credential["identity"];
type ReadBack = NonNullable<Credential["readBack"]>[number];
type CredentialAccepted = SentPayload<MessageTable, "credential.accepted">;
type DeliveryAccepted = SentPayload<MessageTable, "delivery.accepted">;
type Fault = SentPayload<MessageTable, "fault">["fault"];

const identity = (id: string): Identity => part<Identity>({ id, issuer: undefined });

/** The other half of the binding. */
export const counterpart: Counterpart<MessageTable, VendorBTerms> = {
  received: {
    "credential.produced": ({ tenant, credential }) => ({
      kind: "card-produced",
      cardId: credential.identity.id,
      shipmentId: credential.delivery.id,
      organisationId: tenant.id,
      reportedFields: credential.readBack.map(({ name }) => name),
    }),
    "delivery.left": ({ tenant, delivery }) => ({
      kind: "shipped",
      shipmentId: delivery.identity.id,
      organisationId: tenant.id,
      cardIds: delivery.credentials.map(({ id }) => id),
      accessories: [],
    }),
    fault: ({ fault: { about } }) => ({ kind: "refused", messageId: about?.message }),
  },
  request: {
    type: "job.created",
    write: ({ organisationId, shipmentId, cardId, expectedReportDataFields }, make) =>
      make({
        tenant: part<Created["tenant"]>({ id: organisationId }),
        job: part<Created["job"]>({
          delivery: part<Delivery>({ id: shipmentId, receiver: undefined }),
          credential: part<Credential>({
            identity: identity(cardId),
            layout: undefined,
            readBack: expectedReportDataFields.map((name) => part<ReadBack>({ name })),
          }),
        }),
      }),
  },
  reportOk: {
    type: "credential.accepted",
    write: ({ cardId }, make) =>
      make({ credential: part<CredentialAccepted["credential"]>({ identity: identity(cardId) }) }),
  },
  shippedOk: {
    type: "delivery.accepted",
    write: ({ shipmentId, cardIds }, make) =>
      make({
        delivery: part<DeliveryAccepted["delivery"]>({
          identity: identity(shipmentId),
          credentials: cardIds.map(identity),
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
};
