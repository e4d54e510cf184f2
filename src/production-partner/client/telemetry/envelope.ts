import type { ServiceBusReceivedMessage } from "@azure/service-bus";
import type { AttributeName, Attributes } from "../../../telemetry/names.ts";
import type { RawMessage } from "../../ledger/quarantine.ts";
import { messageIdText } from "../../messages/index.ts";

/** What only a delivery tells of a message. */
export type DeliveryFacts = {
  readonly [name in "deliveryCount" | "enqueuedTimeUtc"]?: ServiceBusReceivedMessage[name];
};

const maxIdLength = 128;

/** Adds what the envelope of a message tells to attributes: one object for each message, not one for each part. */
export function envelopeOf(
  {
    messageId,
    correlationId,
    deliveryCount,
    enqueuedTimeUtc,
  }: Pick<RawMessage, "messageId" | "correlationId"> & DeliveryFacts,
  attributes: { [name in AttributeName]?: string | number },
): Attributes {
  const id = messageIdText(messageId)?.slice(0, maxIdLength);
  const answered = messageIdText(correlationId)?.slice(0, maxIdLength);
  if (id !== undefined) attributes["messaging.message.id"] = id;
  if (answered !== undefined) attributes["messaging.message.conversation_id"] = answered;
  if (deliveryCount !== undefined && deliveryCount > 0) {
    attributes["messaging.servicebus.message.delivery_count"] = deliveryCount;
  }
  if (enqueuedTimeUtc !== undefined) {
    attributes["messaging.servicebus.message.enqueued_time"] = Math.floor(enqueuedTimeUtc.getTime() / 1000);
  }
  return attributes;
}
