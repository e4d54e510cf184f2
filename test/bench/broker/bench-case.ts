/** Where a case runs and how much. */
export interface BenchContext {
  readonly connectionString: string;
  /** The queue to use; empty before a send case, filled with `messages` messages before a receive case. */
  readonly queue: string;
  readonly messages: number;
  /** The body of every message. */
  readonly payload: Buffer;
}

/** A client that is connected, its links open. */
export interface OpenCase {
  /** Sends, or receives and completes, exactly `messages` messages. */
  run(): Promise<void>;
  close(): Promise<void>;
}

/** One way to do a job, compared with the peer that does the same job. */
export interface BenchCase {
  readonly name: string;
  readonly job: "send" | "receive";
  /** How many messages are under way at a time. */
  readonly inFlight: number;
  /** The name of the case that it is a ratio to. Default: itself. */
  readonly peer?: string;
  open(context: BenchContext): Promise<OpenCase>;
}
