import type { ValidationIssue } from "../../errors/validation-issue.ts";
import type { BuiltInContract } from "../contract/built-in.ts";
import type { Contract, Written } from "../contract/contract.ts";
import type { ReceivedPayload, ReceivedType, SentPayload, SentType } from "../contract/messages.ts";

/** The properties of a message beside its payload, in the Service Bus message itself. */
interface MessageHeader<T extends string> {
  /** The message type; travels as the Service Bus `subject`. */
  readonly type: T;
  /**
   * A UUID that is fixed when the message is created and the same on every resend: the queues de-duplicate by it for 5
   * days (the Production Partner guide).
   */
  readonly messageId: string;
  /** The `messageId` of the message this one answers. */
  readonly correlationId?: string;
}

/** The message types of a contract; of one whose types are not known, any text. */
export type MessageTypeOf<C extends Contract> = [keyof C["messages"]] extends [never]
  ? string
  : keyof C["messages"] & string;

/**
 * A message to send: its payload holds exactly what the contract declares.
 *
 * A union over `type`, so that checking `type` narrows `payload`.
 */
export type OutgoingMessage<T extends string = MessageTypeOf<BuiltInContract>, C extends Contract = BuiltInContract> = {
  [K in T]: MessageHeader<K> & {
    readonly payload: K extends keyof C["messages"] ? SentPayload<C["messages"], K> : unknown;
  };
}[T];

/** A message to send whose payload a contract wrote: it is not typed, and checked when it is encoded. */
export interface WrittenMessage extends MessageHeader<string>, Written {
  readonly type: string;
}

/**
 * A received message: what the vendor has said is sure to be in its payload. Unknown properties and values are kept.
 *
 * A union over `type`, so that checking `type` narrows `payload`.
 */
export type IncomingMessage<T extends string = MessageTypeOf<BuiltInContract>, C extends Contract = BuiltInContract> = {
  [K in T]: MessageHeader<K> &
    Received & { readonly payload: K extends keyof C["messages"] ? ReceivedPayload<C["messages"], K> : unknown };
}[T];

/** How a received message differs from the contract. */
interface Received {
  /**
   * What breaks the full contract, although not what the vendor has said: the message is handled all the same. Empty when
   * nothing does. Values are not quoted.
   */
  readonly deviations: readonly ValidationIssue[];
  /**
   * The body as it arrived, parsed. `payload` lacks the values that are of another kind than the contract guesses, and
   * properties that are `null` or blank where the contract has no such value.
   */
  readonly raw: unknown;
}

/** The two ends of the contract: the card bureau, and Nexus GO Cards ("NGOC"). */
export type Party = "partner" | "ngoc";

/** The message types that a party receives. */
export type TypeReceivedBy<P extends Party, C extends Contract = BuiltInContract> = [keyof C["messages"]] extends [
  never,
]
  ? string
  : P extends "partner"
    ? ReceivedType<C["messages"]>
    : SentType<C["messages"]>;

/** The message types that a party sends. */
export type TypeSentBy<P extends Party, C extends Contract = BuiltInContract> = TypeReceivedBy<
  P extends "partner" ? "ngoc" : "partner",
  C
>;

/** The parts of a Service Bus message that are read; `ServiceBusReceivedMessage` of `@azure/service-bus` fits. */
export interface Envelope {
  readonly subject?: string | undefined;
  readonly messageId?: string | number | Uint8Array | undefined;
  readonly correlationId?: string | number | Uint8Array | undefined;
  readonly contentType?: string | undefined;
  /** JSON text as bytes or string, or the value parsed from it. */
  readonly body: unknown;
}

/** A message as it is sent to the queue; it fits `ServiceBusMessage` of `@azure/service-bus`. */
export interface EncodedMessage {
  readonly subject: string;
  readonly messageId: string;
  readonly correlationId?: string;
  readonly contentType: "application/json";
  /** UTF-8 JSON. */
  readonly body: Uint8Array;
}
