import { CardwrightError } from "./cardwright-error.ts";

/**
 * A call that can never work as it was made: on a closed client, for the second time, with arguments that contradict each
 * other. It is a mistake in the calling program; `help` says how to correct it.
 */
export class UsageError extends CardwrightError {
  override readonly name: string = "UsageError";
}
