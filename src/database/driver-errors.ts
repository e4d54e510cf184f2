import { CardwrightError } from "../errors/cardwright-error.ts";
import { DatabaseError } from "./database-error.ts";

/** The errors of a driver, and their meaning. */
interface DriverErrorsInit {
  /** Returns the code of an error that has no `code`, or one that another driver of the database writes differently. */
  readonly codeOf: (cause: object) => string | undefined;
  /** The codes after which the same transaction may well succeed in a moment. */
  readonly transient: readonly string[];
  /** Whether the code says that the database cannot store a value, however often it is tried. */
  readonly isValue: (code: string) => boolean;
  /** The most frequent reason, by code. */
  readonly reasons: { readonly [code: string]: string };
}

/** Understands the errors of one driver. */
export class DriverErrors {
  readonly #codeOf: DriverErrorsInit["codeOf"];
  readonly #transient: ReadonlySet<string>;
  readonly #isValue: DriverErrorsInit["isValue"];
  readonly #reasons: ReadonlyMap<string, string>;

  constructor({ codeOf, transient, isValue, reasons }: DriverErrorsInit) {
    this.#codeOf = codeOf;
    this.#transient = new Set(transient);
    this.#isValue = isValue;
    this.#reasons = new Map(Object.entries(reasons));
  }

  /** Makes the error that the application sees of one that the driver threw; others stay as they are. */
  toDatabaseError(cause: unknown): unknown {
    const code = this.codeOf(cause);
    if (code === undefined) return cause;
    if (this.#isValue(code)) {
      return new DatabaseError(`Database cannot store a value: it reports ${code}`, {
        code: "DATABASE_VALUE",
        details: { databaseCode: code },
        help: "See `cause` for the database's own message. Trying again will not help.",
        cause,
      });
    }
    return new DatabaseError(`Database unavailable: ${this.#reasons.get(code) ?? `it reports ${code}`}`, {
      code: "DATABASE",
      retryable: this.isTransient(cause),
      details: { databaseCode: code },
      help: "See `cause` for the database's own message. Check that it can be reached, is writable and has room.",
      cause,
    });
  }

  /** Whether the same transaction may well succeed in a moment. */
  isTransient(cause: unknown): boolean {
    return this.#transient.has(this.codeOf(cause) ?? "");
  }

  /** The database's own code of an error: an SQLSTATE, a system code, or `SQLITE_` and a primary result code. */
  codeOf(cause: unknown): string | undefined {
    if (typeof cause !== "object" || cause === null || cause instanceof CardwrightError) return undefined;
    const code = this.#codeOf(cause);
    if (code !== undefined) return code;
    return "code" in cause && typeof cause.code === "string" ? cause.code : undefined;
  }
}
