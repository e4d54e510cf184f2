import type { ValidationIssue } from "../../errors/validation-issue.ts";
import type { ServiceBusProblem } from "../../service-bus/service-bus-problem.ts";
import type { TraceContext } from "../../telemetry/trace-context.ts";
import type { QuarantineFill } from "../ledger/quarantine.ts";
import type { InvalidMessage } from "../messages/index.ts";
import type { Refusal } from "../orders/index.ts";

/**
 * A failure outside a call of the application. Contains ids, codes and paths only: no personal data.
 *
 * - `invalid-message`: a message that does not fit the contract was consumed and answered with an Error Notification
 * - `invalid-error-notification`: an Error Notification that does not fit the contract was consumed; it is never
 *   answered
 * - `refused-message`: a valid message that violates an order rule was consumed and answered
 * - `rejected-message`: a handler threw `RejectMessageError`; the message was consumed and answered
 * - `answer-replaced`: the contract has no way to say an answer as it was asked for, such as a code that it does not have:
 *   NGOC was answered with `sentAs`, or not at all when that is absent
 * - `deviation`: a message was handled although it differs from the contract at `path` (`*` for each index of an array);
 *   reported when `count` messages have: 1, 10, 100, …
 * - `unhandled-message`: a message that changes no order has no handler; it was consumed and is in the quarantine
 * - `quarantine-filling`: at least 80 % of the quarantine's number of messages, or of their age, is used; reported again
 *   after it was less
 * - `quarantine-full`: a message was consumed without being handled, and the quarantine could not keep it
 * - `replay-failed`: a replay that was requested for a quarantined message failed; the message stays there
 * - `handler-failed`: a handler threw; the message is delivered again
 * - `given-up-message`: a handler failed on the last delivery of a message; NGOC was told, and the message is in the dead-letter
 *   queue and in the quarantine
 * - `processing-failed`: a message could not be processed, or something beside: it is delivered again, or tried again
 * - `ledger-unavailable`: the ledger failed; receiving pauses until it can be used again, and no delivery is spent
 * - `ledger-restored`: the ledger can be used again, and receiving goes on
 * - `settlement-failed`: a message could not be completed or abandoned; it is delivered again when its lock expires
 * - `connection`: the link to the inbound queue failed; it is being restored
 * - `accessories-open`: all cards of a shipment have ended, and pieces of its accessories are in no Shipped Notification: were they
 *   forgotten?
 * - `send-failed`: a message could not be sent; it stays in the outbox and is sent again
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
      readonly type: string;
      readonly messageId: string;
      readonly refusal: Refusal;
    }
  | {
      readonly kind: "rejected-message";
      readonly type: string;
      readonly messageId: string;
      readonly errorCode: string;
    }
  | {
      readonly kind: "answer-replaced";
      readonly messageId: string;
      readonly errorCode: string;
      readonly sentAs?: string;
      readonly error: unknown;
    }
  | { readonly kind: "deviation"; readonly type: string; readonly path: string; readonly count: number }
  | { readonly kind: "unhandled-message"; readonly type: string; readonly messageId: string }
  | { readonly kind: "quarantine-filling"; readonly fill: QuarantineFill }
  | { readonly kind: "quarantine-full"; readonly messageId: string; readonly type?: string }
  | { readonly kind: "replay-failed"; readonly id: string; readonly error: unknown }
  | {
      readonly kind: "handler-failed";
      readonly type: string;
      readonly messageId: string;
      readonly deliveryCount: number;
      readonly error: unknown;
    }
  | {
      readonly kind: "given-up-message";
      readonly type: string;
      readonly messageId: string;
      readonly errorCode: string;
    }
  | { readonly kind: "processing-failed"; readonly messageId?: string; readonly error: unknown }
  | { readonly kind: "ledger-unavailable"; readonly error: unknown }
  | {
      readonly kind: "ledger-restored";
      /** When the ledger failed first. */
      readonly since: Date;
      readonly forMs: number;
      /** How many times it was tried. */
      readonly attempts: number;
    }
  | ServiceBusProblem
  | { readonly kind: "accessories-open"; readonly shipmentId: string; readonly open: number }
  | { readonly kind: "send-failed"; readonly messageId: string; readonly error: unknown };

/** Called for every problem. */
export type ProblemListener = (problem: Problem) => void;

/** Called for every problem, with the trace that it belongs to where that is not the active one. */
export type TracedListener = (problem: Problem, trace?: TraceContext) => void;
