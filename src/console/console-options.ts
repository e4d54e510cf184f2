import type { SqlLedger } from "../production-partner/ledger/index.ts";
import type { DeadLetterQueue } from "../service-bus/dead-letter-queue.ts";

/** Options of `ConsoleServer.start`. */
export interface ConsoleOptions {
  /** Opened to be read only, unless changes are allowed. */
  readonly ledger: SqlLedger;
  /** The dead-letter queue of the queue from NGOC, where its key is given. */
  readonly deadLetters?: DeadLetterQueue;
  readonly allowChanges: boolean;
  /** 0 takes a free port. */
  readonly port: number;
  /** The folder with the files of the page. */
  readonly page: string;
  readonly version: string;
}
