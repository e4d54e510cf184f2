import type { SqlDialect } from "./sql-dialect.ts";
import type { SqlSteps } from "./sql-steps.ts";

/** A database that runs transactions; they are durable once their promise resolves. */
export interface SqlDatabase {
  readonly dialect: SqlDialect;
  /** The time in milliseconds since 1970; all processes on one database agree on it closely enough for leases. */
  now(): number;
  /** Asks the server for its time again: the clock of this machine may have been set since. */
  adjustClock(): Promise<void>;
  /**
   * Runs a transaction that may write. Called again from the start when the database is busy, or when another
   * transaction came in the way; so what it does besides yielding statements must be repeatable.
   *
   * @param options.isLong whether it may take longer than a transaction usually may, as a migration does. Default false
   */
  write<Result>(steps: () => SqlSteps<Result>, options?: WriteOptions<Result>): Promise<Result>;
  /** Runs a transaction that only reads. */
  read<Result>(steps: () => SqlSteps<Result>): Promise<Result>;
  /**
   * Joins a transaction that the application has open on a connection of its own. Returns `undefined` when the
   * connection belongs to another kind of database, or when no transaction is open on it.
   */
  join(connection: object): RunWithin | undefined;
  /** Waits for running transactions and closes the connections that were opened here. May be called twice. */
  close(): Promise<void>;
}

/** How a transaction that writes is run. */
export interface WriteOptions<Result> {
  readonly isLong?: boolean;
  /**
   * Called by a database that brings commits to the disk later: the transaction is committed, and no failure of a process
   * can undo it any more, but a power cut still can. Returns whether to wait for the disk. Default: yes.
   */
  readonly whenCommitted?: (result: Result) => boolean;
}

/** Runs steps within an open transaction, so that they have their whole effect or none. */
export type RunWithin = <Result>(steps: SqlSteps<Result>) => Result | Promise<Result>;
