import type { CardwrightError } from "../errors/cardwright-error.ts";

/**
 * Something that went wrong with a queue, outside a call of the application.
 *
 * - `settlement-failed`: a message could not be completed or given back; it is delivered again when its lock expires
 * - `connection`: the link to the queue failed; it is being restored
 */
export type ServiceBusProblem =
  | { readonly kind: "settlement-failed"; readonly messageId?: string; readonly error: CardwrightError }
  | { readonly kind: "connection"; readonly error: CardwrightError };
