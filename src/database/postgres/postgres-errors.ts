import { DriverErrors } from "../driver-errors.ts";

/** Our own code of a transaction that took too long. */
export const transactionTimeout = "TRANSACTION_TIMEOUT";

/** The errors of `pg`: SQLSTATEs of the server, and codes of the operating system. */
export const postgresErrors: DriverErrors = new DriverErrors({
  codeOf: (cause) =>
    // pg sets no code when a connection breaks.
    !("code" in cause && typeof cause.code === "string") &&
    cause instanceof Error &&
    /connection terminated|not queryable|connection timeout|timeout exceeded when trying to connect|pool after calling end/i.test(
      cause.message,
    )
      ? "CONNECTION"
      : undefined,
  transient: [
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
    transactionTimeout,
  ],
  // Data exceptions, violated constraints, and limits such as the size of an index row.
  isValue: (code) => /^(22|23|54)[0-9A-Z]{3}$/.test(code),
  reasons: {
    "25006": "it is read-only",
    "28P01": "the password is wrong",
    "28000": "the user may not connect",
    "3D000": "no database has that name",
    "53100": "the disk is full",
    "53300": "the server has no connection left",
    [transactionTimeout]: "it does not answer, or a transaction takes too long",
    ECONNREFUSED: "no server answers at that address",
    ENOTFOUND: "no host has that name",
    ERR_INVALID_URL: "the connection string is not a valid URL",
  },
});
