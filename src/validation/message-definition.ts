import type { Validator } from "./validation.ts";

/** The direction of a message, from the partner's point of view. */
export type Direction = "receive" | "send" | "both";

/** Everything that a compiled contract knows about one message type. */
export interface MessageDefinition<
  Type extends string = string,
  Way extends Direction = Direction,
  Sent = unknown,
  Received = unknown,
> {
  /** The Service Bus `subject`. */
  readonly type: Type;
  readonly direction: Way;
  readonly title: string;
  /** Ids of the operations that the message belongs to. */
  readonly operations: readonly string[];
  /**
   * The names of all properties that the contract declares in the payload, at any depth. Other names, and the keys of maps, are
   * data of the message: reports leave them out.
   */
  readonly properties: readonly string[];
  /** The full check of the contract. Outgoing messages must pass it. */
  readonly strict: Validator<Sent>;
  /**
   * The check of incoming messages: only what the vendor has published, so that no message is lost because of a guess.
   */
  readonly tolerant: Validator<Received>;
}
