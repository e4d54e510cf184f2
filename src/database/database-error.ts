import { CardwrightError } from "../errors/cardwright-error.ts";

/** A database could not be opened or used. Holds the database's own code, never a statement's parameters. */
export class DatabaseError extends CardwrightError {
  override readonly name: string = "DatabaseError";
}

const transient = new Set([
  "SQLITE_5", // busy
  "SQLITE_6", // locked
  "40001", // serialization failure
  "40P01", // deadlock
  "53300", // too many connections
  "57P01", // the server is stopping
  "57P02",
  "57P03", // the server is starting
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "CONNECTION",
]);

/** What is most often the matter, by the database's own code. */
const reasons = new Map([
  ["SQLITE_5", "somebody else is writing to it for too long"],
  ["SQLITE_8", "it may only be read"],
  ["SQLITE_11", "the file is damaged"],
  ["SQLITE_13", "the disk is full"],
  ["SQLITE_14", "the file cannot be opened, or its folder is not there"],
  ["SQLITE_26", "the file is no SQLite database"],
  ["ERR_INVALID_STATE", "it is closed"],
  ["28P01", "the password is wrong"],
  ["28000", "the user may not connect"],
  ["3D000", "there is no database of that name"],
  ["53100", "the disk is full"],
  ["53300", "the server has no connection left"],
  ["ECONNREFUSED", "no server answers at that address"],
  ["ENOTFOUND", "there is no host of that name"],
  ["ERR_INVALID_URL", "that is no address of a database"],
]);

/** Makes the error that the application sees of what a driver threw; what anybody else threw stays as it is. */
export function databaseError(cause: unknown): unknown {
  const code = databaseCode(cause);
  if (code === undefined) return cause;
  const words = reasons.get(code);
  return new DatabaseError(`The database cannot be used: ${words === undefined ? `it says ${code}` : words}`, {
    code: "DATABASE",
    retryable: isTransient(cause),
    details: { databaseCode: code },
    help: "Look at `cause` for what the database said; check that it can be reached, is writable and has room.",
    cause,
  });
}

/** Whether the same transaction may well succeed in a moment. */
export function isTransient(cause: unknown): boolean {
  return transient.has(databaseCode(cause) ?? "");
}

/** The database's own code of an error: an SQLSTATE, a system code, or `SQLITE_` and a primary result code. */
export function databaseCode(cause: unknown): string | undefined {
  if (typeof cause !== "object" || cause === null || cause instanceof CardwrightError) return undefined;
  // node:sqlite has a number, and a general code for all of them; better-sqlite3 and pg have text.
  if ("errcode" in cause && typeof cause.errcode === "number") return `SQLITE_${cause.errcode & 0xff}`;
  if ("code" in cause && typeof cause.code === "string") return betterSqliteCodes.get(cause.code) ?? cause.code;
  // pg gives no code to a connection that breaks off.
  if (
    cause instanceof Error &&
    /connection terminated|not queryable|connection timeout|pool after calling end/i.test(cause.message)
  ) {
    return "CONNECTION";
  }
  return undefined;
}

const betterSqliteCodes = new Map([
  ["SQLITE_BUSY", "SQLITE_5"],
  ["SQLITE_BUSY_SNAPSHOT", "SQLITE_5"],
  ["SQLITE_BUSY_RECOVERY", "SQLITE_5"],
  ["SQLITE_LOCKED", "SQLITE_6"],
]);
