/** A message to send; assignable to `ServiceBusMessage` of `@azure/service-bus`. */
export interface QueueMessage {
  readonly subject: string;
  readonly messageId: string;
  readonly correlationId?: string;
  readonly contentType: string;
  readonly body: Uint8Array;
  readonly applicationProperties?: { readonly [name: string]: string };
}
