import { CardwrightError } from "../errors/cardwright-error.ts";

/**
 * A database could not be opened or used: `DATABASE` when it is away or refuses to work, `DATABASE_VALUE` when it cannot
 * store a value, `SCHEMA_NEWER` and `SCHEMA_OLDER` when its tables are of another version of this package. Holds the
 * database's own code, never a statement's parameters.
 */
export class DatabaseError extends CardwrightError {
  override readonly name: string = "DatabaseError";
}
