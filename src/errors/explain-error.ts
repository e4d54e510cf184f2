import {
  type ErrorActor,
  type ErrorCategory,
  type ErrorCause,
  type NgocErrorFacts,
  ngocErrors,
  type OrceErrorFacts,
  orceErrors,
} from "../../generated/error-codes.gen.ts";
import { type OwnErrorCode, ownCodes } from "./own-codes/index.ts";
import type { OwnError } from "./own-codes/own-error.ts";

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

/** A code of this package itself. */
export interface OwnErrorFacts {
  readonly system: "cardwright";
  readonly code: OwnErrorCode;
  readonly category: Extract<ErrorCategory, "refused">;
  readonly retryable: boolean;
  /** Whoever calls this package. */
  readonly actor: Extract<ErrorActor, "sender">;
  readonly causes: readonly ErrorCause[];
}

/** The facts about an error code, discriminated by `system`. */
export type ErrorExplanation = OrceErrorFacts | NgocErrorFacts | OwnErrorFacts | UnknownErrorFacts;

/**
 * Explains an error code of ORCE, NGOC or this package: its causes, whether the same request may succeed later, who has to act and
 * what to do. Never throws: for a code that no table lists, `system` is `"unknown"`. White space around the code is
 * ignored.
 *
 * @see docs/errors.md
 * @example
 * explainError("ALL_CARDS_GENERATED").causes[0]?.whatToDo;
 */
export function explainError(code: string): ErrorExplanation {
  const facts = explainCounterpartCode(code);
  const name = code.trim();
  return facts.system === "unknown" ? (ownErrors.get(name) ?? facts) : facts;
}

/** Explains a code that ORCE or NGOC reported; never one of this package. */
export function explainCounterpartCode(code: string): OrceErrorFacts | NgocErrorFacts | UnknownErrorFacts {
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

/** Returns the facts about all listed error codes: ORCE's, NGOC's, then those of this package. */
export function knownErrors(): readonly (OrceErrorFacts | NgocErrorFacts | OwnErrorFacts)[] {
  return [...Object.values(orceErrors), ...Object.values(ngocErrors), ...ownErrors.values()];
}

const ownErrors: ReadonlyMap<string, OwnErrorFacts> = new Map(
  // The keys of the table are its codes.
  Object.keys(ownCodes).map((code) => [code, ownFacts(code as OwnErrorCode)]),
);

function ownFacts(code: OwnErrorCode): OwnErrorFacts {
  const { cause, whatToDo, retryable }: OwnError = ownCodes[code];
  const causes = [{ cause, provenance: "seen", whatToDo }] as const;
  return { system: "cardwright", code, category: "refused", retryable: retryable === true, actor: "sender", causes };
}

// A code may be any text, even "constructor".
function lookUp<Facts>(table: { readonly [code: string]: Facts }, code: string): Facts | undefined {
  return Object.hasOwn(table, code) ? table[code] : undefined;
}
