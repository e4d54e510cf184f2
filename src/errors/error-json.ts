import type { JsonValue } from "./json-value.ts";

/** An error as a JSON value. */
export interface ErrorJson {
  readonly name: string;
  readonly message?: string;
  readonly code?: string;
  readonly retryable?: boolean;
  readonly details?: { readonly [key: string]: JsonValue };
  readonly help?: string;
  readonly cause?: ErrorJson;
}

/** What a `CardwrightError` has, and any other error may have. */
interface ErrorFields {
  readonly code?: unknown;
  readonly retryable?: unknown;
  readonly details?: { readonly [key: string]: JsonValue };
  readonly help?: string;
}

// A chain of causes that leads back to itself must end.
const maxCauses = 8;

/** Returns an error with its causes as a JSON value: what `JSON.stringify` would leave out of it. */
export function errorToJson(error: unknown, depth = 0): ErrorJson {
  if (!(error instanceof Error)) return { name: typeof error, message: typeof error === "string" ? error : "" };
  const { code, retryable, details, help } = error as ErrorFields;
  const hasCause = error.cause !== undefined && depth < maxCauses;
  const cause = hasCause ? errorToJson(error.cause, depth + 1) : undefined;
  return {
    name: error.name,
    message: error.message,
    ...(typeof code === "string" && { code }),
    ...(typeof retryable === "boolean" && { retryable }),
    ...(details !== undefined && { details }),
    ...(help !== undefined && help !== "" && { help }),
    ...(cause !== undefined && { cause: code === "DATABASE_VALUE" ? withoutMessage(cause) : cause }),
  };
}

/** A database quotes the value that it cannot store. */
function withoutMessage({ message: _, ...rest }: ErrorJson): ErrorJson {
  return rest;
}
