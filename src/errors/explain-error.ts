import {
  type ErrorActor,
  type ErrorCategory,
  type ErrorCause,
  type NgocErrorFacts,
  ngocErrors,
  type OrceErrorFacts,
  orceErrors,
} from "../../generated/error-codes.gen.ts";

/** A code that is in no table: it is kept as it came. */
export interface UnknownErrorFacts {
  readonly system: "unknown";
  /** The raw text. */
  readonly code: string;
  readonly category: Extract<ErrorCategory, "unknown">;
  readonly retryable: false;
  readonly actor: Extract<ErrorActor, "support">;
  readonly causes: readonly ErrorCause[];
}

/** What is known of an error code, told apart by `system`. */
export type ErrorExplanation = OrceErrorFacts | NgocErrorFacts | UnknownErrorFacts;

/**
 * Explains an error code of ORCE or NGOC: its causes, whether the same request may succeed later, who acts and what to do.
 * Never throws: a code that is in no table is explained as unknown. Space around the code is ignored.
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

/** Every error code there is a table entry for, ORCE's first. */
export function knownErrors(): readonly (OrceErrorFacts | NgocErrorFacts)[] {
  return [...Object.values(orceErrors), ...Object.values(ngocErrors)];
}

// A code may be any text, also "constructor".
function lookUp<Facts>(table: { readonly [code: string]: Facts }, code: string): Facts | undefined {
  return Object.hasOwn(table, code) ? table[code] : undefined;
}
