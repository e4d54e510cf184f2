import type { SqlSteps } from "./sql-steps.ts";

/** Which SQL a database speaks. */
export type SqlDialect = "sqlite" | "postgres";

/** A database that runs transactions; they are durable once their promise resolves. */
export interface SqlDatabase {
  readonly dialect: SqlDialect;
  /** The time in milliseconds since 1970; all processes on one database agree on it closely enough for leases. */
  now(): number;
  /**
   * Runs a transaction that may write. Called again from the start when the database is busy, or when another transaction
   * came in the way; so what it does besides yielding statements must be repeatable.
   */
  write<Result>(steps: () => SqlSteps<Result>): Promise<Result>;
  /** Runs a transaction that only reads. */
  read<Result>(steps: () => SqlSteps<Result>): Promise<Result>;
  /** Waits for what is under way and closes the connections that were opened here. May be called twice. */
  close(): Promise<void>;
}
