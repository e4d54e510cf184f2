import { CardwrightError, isCardwrightError } from "../errors/cardwright-error.ts";

/**
 * A database could not be opened or used: `DATABASE` when it is away or refuses to work, `DATABASE_VALUE` when it cannot
 * store a value, `SCHEMA_NEWER` and `SCHEMA_OLDER` when its tables are of another version of this package. Holds the
 * database's own code, never a statement's parameters.
 */
export class DatabaseError extends CardwrightError {
  override readonly name: string = "DatabaseError";
}

// SQLite: out of memory, an error of the disk, a full disk. PostgreSQL: insufficient resources, errors of the system.
const shortages = /^(SQLITE_(7|10|13)|(53|58)[0-9A-Z]{3})$/;

/** Whether a database lacks room or memory: it may refuse one row and take a smaller one, but the row is not the reason. */
export function isShortage(error: unknown): boolean {
  return isCardwrightError(error) && error.code === "DATABASE" && shortages.test(String(error.details["databaseCode"]));
}
