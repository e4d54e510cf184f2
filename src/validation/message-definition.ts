import type { Validator } from "./validation.ts";

/** Which way a message travels, seen from the partner. */
export type Direction = "receive" | "send" | "both";

/** What a compiled contract says about one message type. */
export interface MessageDefinition<
  Type extends string = string,
  Way extends Direction = Direction,
  Sent = unknown,
  Received = unknown,
> {
  /** Travels as the Service Bus `subject`. */
  readonly type: Type;
  readonly direction: Way;
  readonly title: string;
  /** Ids of the operations that the message takes part in. */
  readonly operations: readonly string[];
  /** The full check: everything that the contract says. Messages to be sent must pass it. */
  readonly strict: Validator<Sent>;
  /** The check of what arrives: only what the vendor himself has said, so that no message is lost to a guess. */
  readonly tolerant: Validator<Received>;
}
