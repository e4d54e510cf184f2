import type { EventFeed } from "../http/event-feed.ts";

/** How one scenario ended, as the page shows it. */
interface ConformanceCase {
  readonly id: string;
  readonly title: string;
  readonly group: string;
  readonly verdict: string;
  readonly reason?: string;
  /** What came instead of what was expected. */
  readonly broken: readonly { readonly level: string; readonly expected: string; readonly got: string }[];
}

/** What a whole run came to. */
interface ConformanceOutcome {
  readonly conforms: boolean;
  readonly summary: string;
  /** The report as JSON and as one HTML file. */
  readonly json: string;
  readonly html: string;
}

/** What is told while the kit runs. */
interface ConformanceListener {
  onAttach(environment: { readonly [name: string]: string }): void;
  onWaiting(instruction: { readonly id: string; readonly says: string }): void;
  onCase(one: ConformanceCase): void;
}

/** What is run. */
export interface ConformanceOrder {
  /** Ids of scenarios or names of groups; none are all. */
  readonly only: readonly string[];
  readonly secondsPerOrder?: number;
  readonly quietSeconds?: number;
  readonly attendSeconds?: number;
}

/** The conformance kit, which stands on the sandbox and is therefore handed to it. */
export interface ConformanceRunner {
  scenarios(): Promise<readonly { readonly id: string; readonly title: string; readonly group: string }[]>;
  /** Runs the kit against an application that somebody starts with the connection strings of `onAttach`. */
  run(order: ConformanceOrder, listener: ConformanceListener, signal: AbortSignal): Promise<ConformanceOutcome>;
}

/** The run of the kit that the page shows. */
export interface ConformanceRun {
  readonly state: "idle" | "running" | "done" | "stopped" | "failed";
  readonly environment: { readonly [name: string]: string };
  /** What a person has to do now. */
  readonly waiting?: { readonly id: string; readonly says: string };
  readonly cases: readonly ConformanceCase[];
  /** How many scenarios the run has. */
  readonly planned: number;
  readonly summary?: string;
  readonly conforms?: boolean;
  readonly problem?: string;
}

const idle: ConformanceRun = { state: "idle", environment: {}, cases: [], planned: 0 };

/** Runs the conformance kit for the page, one run at a time, and keeps the last report. */
export class ConformanceHost {
  readonly runner: ConformanceRunner;
  readonly #feed: EventFeed;
  #run: ConformanceRun = idle;
  #outcome: ConformanceOutcome | undefined;
  #stop = new AbortController();
  #ended: Promise<void> = Promise.resolve();

  constructor(runner: ConformanceRunner, feed: EventFeed) {
    this.runner = runner;
    this.#feed = feed;
  }

  get run(): ConformanceRun {
    return this.#run;
  }

  /** The last report; `undefined` when no run has come to its end. */
  get outcome(): ConformanceOutcome | undefined {
    return this.#outcome;
  }

  /** Starts a run; returns whether none was under way. */
  start(order: ConformanceOrder, planned: number): boolean {
    if (this.#run.state === "running") return false;
    this.#stop = new AbortController();
    this.#outcome = undefined;
    this.#show({ ...idle, state: "running", planned });
    this.#ended = this.#play(order, this.#stop.signal);
    return true;
  }

  /** Ends the run that is under way. */
  async close(): Promise<void> {
    this.#stop.abort();
    await this.#ended;
  }

  async #play(order: ConformanceOrder, signal: AbortSignal): Promise<void> {
    try {
      const outcome = await this.runner.run(
        order,
        {
          onAttach: (environment) => this.#show({ ...this.#run, environment }),
          onWaiting: (waiting) => this.#show({ ...this.#run, waiting }),
          onCase: (one) => {
            const { waiting, ...rest } = this.#run;
            this.#show({ ...rest, cases: [...this.#run.cases, one] });
          },
        },
        signal,
      );
      this.#outcome = outcome;
      const { conforms, summary } = outcome;
      const { waiting, ...rest } = this.#run;
      this.#show({ ...rest, state: "done", conforms, summary });
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      this.#show({ ...this.#run, ...(signal.aborted ? { state: "stopped" } : { state: "failed", problem }) });
    }
  }

  #show(run: ConformanceRun): void {
    this.#run = run;
    this.#feed.emit("conformance", { state: run.state, cases: run.cases.length });
  }
}
