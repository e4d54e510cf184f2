import type { MessageContent } from "./message-content.ts";
import type { StoredMessage } from "./stored-message.ts";

/** A message without the state of a running queue: locks and positions. */
export type MessageSnapshot = Pick<
  StoredMessage,
  | "sequenceNumber"
  | "enqueuedSequenceNumber"
  | "messageId"
  | "sessionId"
  | "enqueuedAtMs"
  | "expiresAtMs"
  | "scheduledForMs"
  | "state"
  | "deliveryCount"
> & { readonly content: MessageContent };

/** The state of a queue that must survive a restart. */
export interface QueueSnapshot {
  readonly nextSequenceNumber: number;
  readonly messages: readonly MessageSnapshot[];
  readonly duplicates: readonly (readonly [messageId: string, arrivedMs: number])[];
  readonly sessionStates: readonly (readonly [sessionId: string, state: Buffer])[];
}
