import type { MessageContent } from "./message-content.ts";
import type { StoredMessage } from "./stored-message.ts";

/** A message without what only a running queue has: locks and places in line. */
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

/** Everything a queue has to remember across a restart. */
export interface QueueSnapshot {
  readonly nextSequenceNumber: number;
  readonly messages: readonly MessageSnapshot[];
  readonly duplicates: readonly (readonly [messageId: string, arrivedMs: number])[];
  readonly sessionStates: readonly (readonly [sessionId: string, state: Buffer])[];
}
