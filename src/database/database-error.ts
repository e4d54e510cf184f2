import { CardwrightError } from "../errors/cardwright-error.ts";

/** A database could not be opened or used. Holds the database's own code, never a statement's parameters. */
export class DatabaseError extends CardwrightError {
  override readonly name: string = "DatabaseError";
}
