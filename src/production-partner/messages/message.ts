import type {
  MessageType,
  ReceivedMessageType,
  SentMessageType,
  StrictPayloads,
  TolerantPayloads,
} from "../../../generated/index.gen.ts";

/** Facts about a message that travel beside its payload, in the Service Bus message itself. */
interface MessageHeader<T extends MessageType> {
  /** The message type; travels as the Service Bus `subject`. */
  readonly type: T;
  /** A UUID fixed when the message is created and the same on every resend: the queues de-duplicate by it for 5 days (S1). */
  readonly messageId: string;
  /** The `messageId` of the message this one answers. */
  readonly correlationId?: string;
}

/**
 * A message to send: its payload holds just what the contract declares.
 *
 * A union over `type`, so that checking `type` narrows `payload`.
 */
export type OutgoingMessage<T extends MessageType = MessageType> = {
  [K in T]: MessageHeader<K> & { readonly payload: StrictPayloads[K] };
}[T];

/**
 * A message that arrived and is valid: unknown properties and unknown enum values are kept.
 *
 * A union over `type`, so that checking `type` narrows `payload`.
 */
export type IncomingMessage<T extends MessageType = MessageType> = {
  [K in T]: MessageHeader<K> & { readonly payload: TolerantPayloads[K] };
}[T];

/** The two ends of the contract: the card bureau, and Nexus GO Cards ("NGOC"). */
export type Party = "partner" | "ngoc";

/** The message types that a party receives. */
export type TypeReceivedBy<P extends Party> = P extends "partner" ? ReceivedMessageType : SentMessageType;

/** The message types that a party sends. */
export type TypeSentBy<P extends Party> = P extends "partner" ? SentMessageType : ReceivedMessageType;

/** What this package needs of a Service Bus message; `ServiceBusReceivedMessage` of `@azure/service-bus` fits. */
export interface Envelope {
  readonly subject?: string | undefined;
  readonly messageId?: string | number | Uint8Array | undefined;
  readonly correlationId?: string | number | Uint8Array | undefined;
  readonly contentType?: string | undefined;
  /** JSON text as bytes or string, or a value that was parsed from it. */
  readonly body: unknown;
}

/** A message as it is handed to the queue; `ServiceBusMessage` of `@azure/service-bus` takes it as it is. */
export interface EncodedMessage {
  readonly subject: MessageType;
  readonly messageId: string;
  readonly correlationId?: string;
  readonly contentType: "application/json";
  /** UTF-8 JSON. */
  readonly body: Uint8Array;
}
