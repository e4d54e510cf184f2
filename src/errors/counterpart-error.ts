import type { ErrorActor, ErrorCategory, ErrorCause } from "../../generated/error-codes.gen.ts";
import { CardwrightError } from "./cardwright-error.ts";
import { explainCounterpartCode } from "./explain-error.ts";

/** The context in which an error code was reported. */
export interface CounterpartErrorContext {
  /** The counterpart's free text. It may contain personal data, so it is kept out of the message and of JSON. */
  readonly details?: string;
  readonly organisationId?: string;
  readonly shipmentId?: string;
  readonly cardId?: string;
  /** The message that the error is about. */
  readonly messageId?: string;
  readonly cause?: unknown;
}

/**
 * An error that ORCE or NGOC reported. `code` is the reported code if the table lists it, otherwise
 * `UNKNOWN_ERROR_CODE`; `rawCode` is the reported text, unchanged.
 */
export class CounterpartError extends CardwrightError {
  override readonly name: string = "CounterpartError";
  readonly system: "orce" | "ngoc" | "unknown";
  readonly category: ErrorCategory;
  /** Who has to act. */
  readonly actor: ErrorActor;
  /** All causes that the source lists for the code; empty for an unknown code. */
  readonly causes: readonly ErrorCause[];
  readonly #rawCode: string;
  readonly #counterpartDetails: string | undefined;

  constructor(rawCode: string, context: CounterpartErrorContext = {}) {
    const { details, cause, ...ids } = context;
    const facts = explainCounterpartCode(rawCode);
    const known = facts.system !== "unknown";
    super(known ? `${facts.code}: ${facts.causes.map((one) => one.cause).join(" Or: ")}` : unknownMessage(rawCode), {
      code: known ? facts.code : "UNKNOWN_ERROR_CODE",
      retryable: facts.retryable,
      details: { ...ids },
      help: known
        ? facts.causes.map((one) => one.whatToDo).join(" Or: ")
        : "Read the details that the counterpart sent, and ask its support what the code means.",
      ...(cause !== undefined && { cause }),
    });
    this.system = facts.system;
    this.category = facts.category;
    this.actor = facts.actor;
    this.causes = facts.causes;
    this.#rawCode = rawCode;
    this.#counterpartDetails = details;
  }

  /** The reported code, unchanged. An unknown code may be any text: check it before you log it. */
  get rawCode(): string {
    return this.#rawCode;
  }

  /** The counterpart's free text, if any. It may contain personal data. */
  get counterpartDetails(): string | undefined {
    return this.#counterpartDetails;
  }
}

/**
 * Creates an error from a code that ORCE or NGOC reported. Total: an unknown code gives an error too, and is kept as
 * `rawCode`.
 *
 * @example
 * const error = errorFor("PROGRAM_NOT_EFFECTIVE");
 * error.retryable; // true: the same block may be sent again once the program is effective
 */
export function errorFor(code: string, context: CounterpartErrorContext = {}): CounterpartError {
  return new CounterpartError(code, context);
}

// Only text that looks like an identifier is repeated: anything else may be a card number or a person's name.
function unknownMessage(rawCode: string): string {
  return /^[A-Z][A-Z_]{2,63}$/.test(rawCode) ? `Unknown error code ${rawCode}` : "Unknown error code (see rawCode)";
}
