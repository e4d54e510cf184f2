import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** The configuration of a worker process. */
export interface WorkerConfig {
  /** An SQLite file, or the address of a PostgreSQL database. */
  readonly database: string;
  readonly inbound: string;
  readonly outbound: string;
  readonly seed: number;
  readonly leaseMs: number;
  readonly concurrency: number;
  readonly productionMs: number;
  readonly courierMs: number;
  /** Whether it is of the version after this one. */
  readonly isNextVersion?: boolean;
}

/** A bureau in a process of its own. */
export class Worker {
  readonly #child: ChildProcess;
  readonly #exited: Promise<unknown>;
  readonly #ready: Promise<unknown>;

  /** Loads the program; the work begins with `go`. */
  constructor(config: WorkerConfig) {
    const main = fileURLToPath(new URL("./worker-main.ts", import.meta.url));
    this.#child = fork(main, [JSON.stringify(config)], { execArgv: ["--no-warnings"] });
    this.#exited = once(this.#child, "exit");
    // One that is killed before it is ready is not waited for.
    this.#ready = once(this.#child, "message").catch(() => {});
  }

  /** Resolves when the program is loaded and waits to begin. */
  async loaded(): Promise<void> {
    await this.#ready;
  }

  /** Lets it begin. */
  go(): void {
    this.#child.send("go");
  }

  /** Lets it begin, and resolves when it takes messages. */
  async started(): Promise<void> {
    this.go();
    for (;;) if ((await once(this.#child, "message"))[0] === "started") return;
  }

  /** Whether it has ended by itself, which it must not. */
  get hasEnded(): boolean {
    return this.#child.exitCode !== null;
  }

  async kill(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#exited;
  }

  /** Lets it finish its messages. */
  async stop(): Promise<void> {
    this.#child.send("stop");
    await this.#exited;
  }
}
