import type { MessageType } from "../../../generated/index.gen.ts";
import type { ValidationIssue } from "../../errors/validation-issue.ts";
import type { ServiceBusProblem } from "../../service-bus/service-bus-problem.ts";
import type { InvalidMessage } from "../messages/index.ts";
import type { Refusal } from "../orders/index.ts";

/**
 * Something that went wrong outside a call of the application. Holds ids, codes and paths only: no personal data.
 *
 * - `invalid-message`: a message that does not fit the contract was consumed and answered with an Error Notification
 * - `invalid-error-notification`: an Error Notification that does not fit the contract was consumed; it is never answered
 * - `refused-message`: a valid message that an order rule forbids was consumed and answered
 * - `rejected-message`: a handler threw `RejectMessageError`; the message was consumed and answered
 * - `handler-failed`: a handler threw; the message is delivered again
 * - `processing-failed`: the ledger or the queue failed under a message; it is delivered again
 * - `settlement-failed`: a message could not be completed or given back; it is delivered again when its lock expires
 * - `connection`: the link to the inbound queue failed; it is being restored
 * - `send-failed`: a message could not be sent; it stays in the outbox and is tried again
 */
export type Problem =
  | { readonly kind: "invalid-message"; readonly invalid: InvalidMessage }
  | {
      readonly kind: "invalid-error-notification";
      readonly messageId?: string;
      readonly issues: readonly ValidationIssue[];
    }
  | {
      readonly kind: "refused-message";
      readonly type: MessageType;
      readonly messageId: string;
      readonly refusal: Refusal;
    }
  | {
      readonly kind: "rejected-message";
      readonly type: MessageType;
      readonly messageId: string;
      readonly errorCode: string;
    }
  | {
      readonly kind: "handler-failed";
      readonly type: MessageType;
      readonly messageId: string;
      readonly deliveryCount: number;
      readonly error: unknown;
    }
  | { readonly kind: "processing-failed"; readonly messageId?: string; readonly error: unknown }
  | ServiceBusProblem
  | { readonly kind: "send-failed"; readonly messageId: string; readonly error: unknown };

/** Hears of problems. */
export type ProblemListener = (problem: Problem) => void;
