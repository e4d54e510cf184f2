import { randomUUID } from "node:crypto";
import type { ServiceBusMessage, ServiceBusReceivedMessage } from "@azure/service-bus";

/** The part of a request that a report repeats. */
export interface RequestBody {
  readonly card: { readonly cardId: string };
  readonly shipmentId: string;
  readonly organisationId: string;
}

/** Makes the report about a request, as one does without this package. */
export function reportOn({ body, messageId }: ServiceBusReceivedMessage): ServiceBusMessage {
  const { card, shipmentId, organisationId } = body as RequestBody;
  return {
    subject: "EXTERNAL_PRODUCTION_CARD_PRODUCED",
    messageId: randomUUID(),
    correlationId: messageId as string,
    contentType: "application/json",
    body: { cardId: card.cardId, shipmentId, organisationId, reportData: {} },
  };
}
