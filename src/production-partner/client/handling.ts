import type { FinishOptions } from "../ledger/order-ledger.ts";
import type { RawMessage, Unhandled } from "../ledger/quarantine.ts";
import type { ErrorAnswer } from "./error-answer.ts";

/** Where a message comes from: a delivery of the queue, or the quarantine. */
export interface Origin {
  readonly raw: RawMessage;
  readonly deliveryCount: number;
  /** Its signal aborts when the handler takes longer than it may, or the client closes. It is made when it is asked for. */
  readonly run: { readonly signal: AbortSignal; handlerEnded?(): void };
  /** Whether the queue would dead-letter the message after this delivery. */
  readonly isLast: boolean;
  /** The message whose end is written later when the ledger cannot take it now. */
  readonly keepAs?: string;
  /** The entry of the quarantine. */
  readonly replayOf?: string;
}

export type HandlerOutcome =
  | { readonly kind: "handled" }
  | { readonly kind: "rejected"; readonly errorCode: string }
  | { readonly kind: "failed"; readonly error: unknown; readonly isTold: boolean };

/** How handling has ended, and what is left to be written of it. */
export interface HandlingEnd {
  readonly answer: ErrorAnswer | undefined;
  readonly unhandled: Unhandled | undefined;
}

/** What has become of a message that was taken from a queue. */
export type DeadLetterOutcome = HandlerOutcome | { readonly kind: "was-handled" | "refused" | "invalid" | "busy" };

const nothing: FinishOptions = {};

/** What the ledger is told of the end. */
export function finishOptions({ answer, unhandled }: HandlingEnd, { replayOf }: Origin): FinishOptions {
  if (answer === undefined && unhandled === undefined && replayOf === undefined) return nothing;
  return {
    ...(answer?.message !== undefined && { answer: answer.message }),
    ...(unhandled !== undefined && { unhandled }),
    ...(replayOf !== undefined && { replayOf }),
  };
}
