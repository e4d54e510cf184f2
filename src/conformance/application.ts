import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { CardwrightError } from "../errors/cardwright-error.ts";
import type { ServiceBusBroker } from "../sandbox/index.ts";
import type { Attendance } from "./attendance.ts";

/** The application under test: a command that the kit starts, stops and kills, and whose output it reads. */
export interface Application {
  /** Whether the kit can stop and start it. */
  readonly isManaged: boolean;
  /** Whether it runs, as far as the kit knows. */
  readonly isRunning: boolean;
  start(): Promise<void>;
  stop(how: "stop" | "kill"): Promise<void>;
  /** What it wrote since the last call. */
  takeOutput(): string;
}

/** The connections of the kit itself, one for each queue. */
export const ownConnections = 2;
/** How long a stopped application may take before it is killed. */
const stopTimeoutMs = 5000;
const maxOutput = 1_000_000;

/** An application that is a child process with the connection strings in its environment. */
export class CommandApplication implements Application {
  readonly isManaged = true;
  readonly #command: readonly [string, ...string[]];
  readonly #environment: { readonly [name: string]: string };
  #child: ChildProcess | undefined;
  #output = "";

  constructor(command: readonly [string, ...string[]], environment: { readonly [name: string]: string }) {
    this.#command = command;
    this.#environment = environment;
  }

  get isRunning(): boolean {
    return this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** @throws CardwrightError `CONFORM_COMMAND` when the command cannot be started */
  async start(): Promise<void> {
    if (this.isRunning) return;
    const [file, ...parameters] = this.#command;
    const child = spawn(file, parameters, {
      env: { ...process.env, ...this.#environment },
      stdio: ["ignore", "pipe", "pipe"],
      // A group of its own, so that a wrapper such as npm ends together with what it started.
      detached: process.platform !== "win32",
    });
    const keep = (chunk: Buffer): void => {
      this.#output = (this.#output + chunk.toString("utf8")).slice(-maxOutput);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    try {
      await once(child, "spawn");
    } catch (cause) {
      throw new CardwrightError(`Cannot start the application "${file}"`, {
        code: "CONFORM_COMMAND",
        help: "Check the command after `--`: it is started without a shell, in the current folder.",
        cause,
      });
    }
    this.#child = child;
  }

  async stop(how: "stop" | "kill"): Promise<void> {
    const child = this.#child;
    if (child === undefined || !this.isRunning) return;
    const gone = once(child, "exit");
    signal(child, how === "kill" ? "SIGKILL" : "SIGTERM");
    const timer = setTimeout(() => signal(child, "SIGKILL"), stopTimeoutMs);
    await gone;
    clearTimeout(timer);
    // What a wrapper left behind.
    signal(child, "SIGKILL");
  }

  takeOutput(): string {
    const output = this.#output;
    this.#output = "";
    return output;
  }
}

/** An application that a person runs: the kit asks for what it needs and sees it by the connections. */
export class AttachedApplication implements Application {
  readonly isManaged = false;
  // That it ended cannot be told from a network that failed.
  readonly isRunning = true;
  readonly #broker: ServiceBusBroker;
  readonly #attendance: Attendance;
  #isExpected = true;

  constructor(broker: ServiceBusBroker, attendance: Attendance) {
    this.#broker = broker;
    this.#attendance = attendance;
  }

  /** @throws NobodyActed when nobody started it in time */
  async start(): Promise<void> {
    if (!this.#isExpected) return;
    if (!this.#isConnected()) {
      await this.#attendance.ask("Start the application with the connection strings of the kit", (limit) =>
        this.#until(() => this.#isConnected(), limit),
      );
    }
    this.#isExpected = false;
  }

  /** @throws NobodyActed when nobody stopped it in time */
  async stop(how: "stop" | "kill"): Promise<void> {
    this.#isExpected = true;
    if (!this.#isConnected()) return;
    const word = how === "kill" ? "Kill the application (as with kill -9)" : "Stop the application";
    await this.#attendance.ask(`${word}; the kit says when to start it again`, (limit) =>
      this.#until(() => !this.#isConnected(), limit),
    );
  }

  takeOutput(): string {
    return "";
  }

  #isConnected(): boolean {
    return this.#broker.connectionCount > ownConnections;
  }

  async #until(condition: () => boolean, signal: AbortSignal): Promise<boolean> {
    while (!condition() && !signal.aborted) {
      await this.#broker.events.once(() => true, { signal }).catch(() => undefined);
    }
    return condition();
  }
}

function signal(child: ChildProcess, name: "SIGTERM" | "SIGKILL"): void {
  try {
    if (process.platform === "win32" || child.pid === undefined) child.kill(name);
    else process.kill(-child.pid, name);
  } catch {
    // It has ended in the meantime.
  }
}
