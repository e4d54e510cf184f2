import type { ErrorCode } from "./error-code.ts";
import { type ErrorJson, errorToJson } from "./error-json.ts";
import type { JsonValue } from "./json-value.ts";
import { nodeTooOld, runningNode } from "./supported-node.ts";

export type { JsonValue } from "./json-value.ts";

/** The fields of a {@link CardwrightError}, except its message. */
export interface CardwrightErrorInit {
  /** Stable, upper-case identifier that a program may branch on, such as `SERIAL_LENGTH`. */
  readonly code: ErrorCode;
  /** Whether the same call may succeed later, unchanged. Default `false`. */
  readonly retryable?: boolean;
  /** JSON-safe facts about the failure. Never personal data, card numbers or secrets. Default `{}`. */
  readonly details?: { readonly [key: string]: JsonValue };
  /** What to do next, in full sentences. Default: empty. */
  readonly help?: string;
  readonly cause?: unknown;
}

// ESM and CJS copies of this file define different classes; the registered symbol is shared by both.
const brand = Symbol.for("cardwright.error");

/**
 * The base class of every error that this package throws.
 *
 * The message contains no personal data, card number or secret, so it may be logged.
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

  /** The whole error, with its causes, for `JSON.stringify`: loggers that write JSON use it. */
  toJSON(): ErrorJson {
    return errorToJson(this);
  }
}

/**
 * Returns whether a value is a {@link CardwrightError}, also one from the package's other module format (ESM or CJS).
 */
export function isCardwrightError(value: unknown): value is CardwrightError {
  return typeof value === "object" && value !== null && (value as { [brand]?: unknown })[brand] === true;
}

// Every entry loads this file. An old Node would fail later, at what it lacks, and say nothing that helps.
const tooOld = nodeTooOld(runningNode() ?? "9999");
if (tooOld !== undefined) {
  const error = new CardwrightError(tooOld, { code: "NODE_TOO_OLD", help: "Install a newer Node.js." });
  // One line instead of a trace through files that nobody has to look at.
  error.stack = `${error.name}: ${tooOld}`;
  throw error;
}
