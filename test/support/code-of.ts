import { isCardwrightError } from "../../src/errors/cardwright-error.ts";

/** The code of the CardwrightError that an action throws; throws on when it throws nothing or something else. */
export function codeOf(action: () => unknown): string {
  try {
    action();
  } catch (error) {
    return cardwrightCode(error);
  }
  throw new Error("nothing was thrown");
}

/** The code of the CardwrightError that a promise is rejected with; throws on when it is not. */
export async function rejectionCode(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    return cardwrightCode(error);
  }
  throw new Error("nothing was thrown");
}

function cardwrightCode(error: unknown): string {
  if (isCardwrightError(error)) return error.code;
  throw error;
}
