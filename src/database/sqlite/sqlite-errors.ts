import { DriverErrors } from "../driver-errors.ts";

/** The errors of `node:sqlite` and `better-sqlite3`. */
export const sqliteErrors: DriverErrors = new DriverErrors({
  codeOf(cause) {
    // node:sqlite has a number, and one general code for all of them; better-sqlite3 has text.
    if ("errcode" in cause && typeof cause.errcode === "number") return `SQLITE_${cause.errcode & 0xff}`;
    return "code" in cause && typeof cause.code === "string" ? namedCodes.get(cause.code) : undefined;
  },
  // Busy and locked.
  transient: ["SQLITE_5", "SQLITE_6"],
  // Too big, a violated constraint, another type, out of range.
  isValue: (code) => ["SQLITE_18", "SQLITE_19", "SQLITE_20", "SQLITE_25"].includes(code),
  reasons: {
    SQLITE_5: "another process is writing to it for too long",
    SQLITE_8: "it is read-only",
    SQLITE_10: "the disk does not read or write",
    SQLITE_11: "the file is damaged",
    SQLITE_13: "the disk is full",
    SQLITE_14: "the file cannot be opened, or its folder does not exist",
    SQLITE_26: "the file is not an SQLite database",
    ERR_INVALID_STATE: "it is closed",
  },
});

/** The names that better-sqlite3 and the file system give. */
const namedCodes = new Map([
  ["SQLITE_BUSY", "SQLITE_5"],
  ["SQLITE_BUSY_SNAPSHOT", "SQLITE_5"],
  ["SQLITE_BUSY_RECOVERY", "SQLITE_5"],
  ["SQLITE_LOCKED", "SQLITE_6"],
  ["EIO", "SQLITE_10"],
  ["ENOSPC", "SQLITE_13"],
  ["EDQUOT", "SQLITE_13"],
]);
