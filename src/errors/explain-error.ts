import {
  type ErrorActor,
  type ErrorCategory,
  type ErrorCause,
  type NgocErrorFacts,
  ngocErrors,
  type OrceErrorFacts,
  orceErrors,
} from "../../generated/error-codes.gen.ts";

/** A code that no table lists, kept unchanged. */
export interface UnknownErrorFacts {
  readonly system: "unknown";
  /** The raw text. */
  readonly code: string;
  readonly category: Extract<ErrorCategory, "unknown">;
  readonly retryable: false;
  readonly actor: Extract<ErrorActor, "support">;
  readonly causes: readonly ErrorCause[];
}

/** The facts about an error code, discriminated by `system`. */
export type ErrorExplanation = OrceErrorFacts | NgocErrorFacts | UnknownErrorFacts;

/**
 * Explains an error code of ORCE or NGOC: its causes, whether the same request may succeed later, who has to act and
 * what to do. Never throws: for a code that no table lists, `system` is `"unknown"`. White space around the code is
 * ignored.
 *
 * @see docs/errors.md
 * @example
 * explainError("ALL_CARDS_GENERATED").causes[0]?.whatToDo;
 */
export function explainError(code: string): ErrorExplanation {
  const name = code.trim();
  return (
    lookUp(orceErrors, name) ??
    lookUp(ngocErrors, name) ?? {
      system: "unknown",
      code,
      category: "unknown",
      retryable: false,
      actor: "support",
      causes: [],
    }
  );
}

/** Returns the facts about all listed error codes, ORCE's first. */
export function knownErrors(): readonly (OrceErrorFacts | NgocErrorFacts)[] {
  return [...Object.values(orceErrors), ...Object.values(ngocErrors)];
}

// A code may be any text, even "constructor".
function lookUp<Facts>(table: { readonly [code: string]: Facts }, code: string): Facts | undefined {
  return Object.hasOwn(table, code) ? table[code] : undefined;
}
