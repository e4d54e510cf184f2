import { CardwrightError } from "./cardwright-error.ts";

/**
 * A call that can never succeed: on a closed client, a second `start`, arguments that contradict each other. It is a
 * mistake in the calling program; `help` says how to correct it.
 */
export class UsageError extends CardwrightError {
  override readonly name: string = "UsageError";
}
