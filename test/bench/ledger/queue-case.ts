import type { BrokerProcess } from "../../support/broker-process.ts";

/** What a case needs to take requests from one queue and send reports to another. */
export interface Bureau {
  readonly broker: BrokerProcess;
  /** How many messages are in hand at a time. */
  readonly concurrency: number;
  readonly messages: number;
}

/** A way of doing the work: each request is taken, and a report is sent before it is completed. */
export interface QueueCase {
  readonly name: string;
  /** Whether its work is done in PostgreSQL. */
  readonly isPostgres?: boolean;
  /** Opens what is not measured. */
  prepare(bureau: Bureau): Promise<QueueRun>;
}

/** One run of a case over a full queue. */
export interface QueueRun {
  /** Resolves when all messages are handled; `latencies` gets the milliseconds from a message's arrival to its completion. */
  run(latencies: number[]): Promise<void>;
  close(): Promise<void>;
  /** Commits and statements of this run, where they are counted in this process. */
  work?(): { readonly commits: number; readonly statements: number };
}

/** Counts down the messages of a run. */
export class Countdown {
  readonly #done = Promise.withResolvers<void>();
  #left: number;

  constructor(messages: number) {
    this.#left = messages;
  }

  get done(): Promise<void> {
    return this.#done.promise;
  }

  one(): void {
    this.#left--;
    if (this.#left === 0) this.#done.resolve();
  }
}

/** Waits until the queue holds nothing, so that every settlement has arrived. */
export async function untilEmpty(broker: BrokerProcess): Promise<void> {
  for (;;) {
    const { active, locked } = await broker.counts("in");
    if (active + locked === 0) return;
  }
}
