import type { ReceivedFact, SentFact } from "../contract/facts.ts";

/** What the order rules know of a message from NGOC. */
export interface FactReceived {
  readonly messageId: string;
  /** The `messageId` of the message that it answers. */
  readonly correlationId?: string;
  readonly fact: ReceivedFact;
}

/** What the order rules know of a message to NGOC. */
export interface FactSent {
  readonly messageId: string;
  readonly fact: SentFact;
}
