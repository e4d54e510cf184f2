import type { CardwrightError } from "../errors/cardwright-error.ts";

/**
 * A failure of a queue outside a call of the application.
 *
 * - `settlement-failed`: a message could not be completed or abandoned; it is delivered again when its lock expires
 * - `connection`: the queue cannot be reached; it is tried again for ever. Told once, and again when the reason changes
 * - `connection-restored`: the queue can be reached again
 * - `silence`: the receiver got no messages although some waited; it was replaced, and messages came at once
 * - `handler-slow`: a handler runs for long; told after 30 seconds, then after 1, 2, 4 … minutes
 * - `handler-timeout`: a handler took longer than it may; its signal was aborted, and its message is given back
 * - `handler-finished`: a handler that was told to be slow ended
 */
export type ServiceBusProblem =
  | { readonly kind: "settlement-failed"; readonly messageId?: string; readonly error: CardwrightError }
  | {
      readonly kind: "connection";
      readonly error: CardwrightError;
      /** When the queue was lost. */
      readonly since: Date;
      /** How many attempts to reach it have failed since then. */
      readonly attempts: number;
    }
  | { readonly kind: "connection-restored"; readonly since: Date; readonly forMs: number; readonly attempts: number }
  | { readonly kind: "silence"; readonly since: Date; readonly forMs: number }
  | {
      readonly kind: "handler-slow" | "handler-timeout" | "handler-finished";
      readonly messageId?: string;
      /** When the handler began. */
      readonly since: Date;
      readonly forMs: number;
    };
