import type { NgocErrorCode, OrceErrorCode } from "../../generated/error-codes.gen.ts";
import type { OwnErrorCode } from "./own-codes/index.ts";

/** A code that `explainError` knows. */
export type ErrorCode = OwnErrorCode | OrceErrorCode | NgocErrorCode;

/**
 * Marks a code that this package does not define, such as one of the application or of the operating system: for an
 * error of your own that is a `CardwrightError`.
 */
export function foreignCode(code: string): ErrorCode {
  // The one place where an unknown code may pass.
  return code as ErrorCode;
}
