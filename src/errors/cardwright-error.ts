/** A value that survives `JSON.stringify` unchanged. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** What a {@link CardwrightError} is made of, beside its message. */
export interface CardwrightErrorInit {
  /** Stable, upper-case identifier a program may branch on, such as `SERIAL_LENGTH`. */
  readonly code: string;
  /** Whether the same call may succeed later without a change. Default `false`. */
  readonly retryable?: boolean;
  /** JSON-safe facts about the failure. Never personal data, card numbers or secrets. Default `{}`. */
  readonly details?: { readonly [key: string]: JsonValue };
  /** What to do next, in one sentence. Default: empty. */
  readonly help?: string;
  readonly cause?: unknown;
}

// ESM and CJS copies of this file define different classes; the registered symbol is shared by both.
const brand = Symbol.for("cardwright.error");

/**
 * The one base class of every error this package throws.
 *
 * The message holds no personal data, card number or secret, so it may be logged as it is.
 */
export class CardwrightError extends Error {
  override readonly name: string = "CardwrightError";
  readonly code: string;
  readonly retryable: boolean;
  readonly details: { readonly [key: string]: JsonValue };
  readonly help: string;

  constructor(message: string, init: CardwrightErrorInit) {
    super(message, init.cause === undefined ? undefined : { cause: init.cause });
    this.code = init.code;
    this.retryable = init.retryable ?? false;
    this.details = init.details ?? {};
    this.help = init.help ?? "";
    Object.defineProperty(this, brand, { value: true });
  }
}

/** Tells whether a value is a {@link CardwrightError}, also one from the package's other module format. */
export function isCardwrightError(value: unknown): value is CardwrightError {
  return typeof value === "object" && value !== null && (value as { [brand]?: unknown })[brand] === true;
}
