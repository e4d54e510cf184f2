import { isCardwrightError } from "../../src/errors/cardwright-error.ts";

/** The code of the CardwrightError that an action throws; throws on when it throws nothing or something else. */
export function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    if (isCardwrightError(error)) return error.code;
    throw error;
  }
  throw new Error("nothing was thrown");
}
