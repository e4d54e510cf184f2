/** A message as it is handed to a queue; `ServiceBusMessage` of `@azure/service-bus` takes it as it is. */
export interface QueueMessage {
  readonly subject: string;
  readonly messageId: string;
  readonly correlationId?: string;
  readonly contentType: string;
  readonly body: Uint8Array;
}
