import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { ProcessUsage } from "./process-monitor.ts";

const main = fileURLToPath(new URL("../../src/cli/main.ts", import.meta.url));
const monitor = new URL("./process-monitor.ts", import.meta.url).href;

/** A `cardwright sandbox` in a process of its own. */
export interface RunningSandbox extends AsyncDisposable {
  readonly url: string;
  readonly connections: { readonly all: string; readonly inbound: string; readonly outbound: string };
  /** The port of the Service Bus. */
  readonly port: number;
  readonly isAlive: boolean;
  /** Calls the HTTP interface; the answer is expected to be JSON. */
  call(method: string, path: string, body?: object): Promise<{ readonly status: number; readonly value: Json }>;
  /** Memory, and how long the event loop was blocked since the last call. */
  usage(): Promise<ProcessUsage>;
  /** Processor time since its start, in milliseconds, without the collection of garbage that `usage` asks for. */
  cpuMs(): Promise<number>;
  /** Ends it by a signal, SIGTERM by default. Returns the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** What came as JSON: the assertions say its shape. */
type Json = ReturnType<typeof JSON.parse>;

/** Starts `cardwright sandbox` on free ports, and waits until it is ready. */
export async function startSandbox(...parameters: readonly string[]): Promise<RunningSandbox> {
  const node = ["--expose-gc", "--import", monitor];
  const child = spawn(
    process.execPath,
    [...node, main, "--json", "sandbox", "--port", "0", "--http-port", "0", ...parameters],
    { stdio: ["ignore", "pipe", "inherit", "ipc"] },
  );
  const closed = once(child, "close") as Promise<[number | null]>;
  const ready = await readyText(child);
  const stop = async (signal: NodeJS.Signals = "SIGTERM"): Promise<number | null> => {
    child.kill(signal);
    return (await closed)[0];
  };
  const ask = async <Answer>(what: "usage" | "cpu"): Promise<Answer> => {
    const reply = once(child, "message") as Promise<[Answer]>;
    child.send(what);
    return (await Promise.race([reply, closed.then(() => Promise.reject(new Error("the sandbox has ended")))]))[0];
  };
  return {
    ...ready,
    port: Number(/:(\d+)/.exec(ready.connections.all)?.[1]),
    get isAlive() {
      return child.exitCode === null && child.signalCode === null;
    },
    stop,
    [Symbol.asyncDispose]: async () => void (await stop()),
    usage: () => ask<ProcessUsage>("usage"),
    cpuMs: () => ask<number>("cpu"),
    async call(method, path, body) {
      const answer = await fetch(ready.url + path, {
        method,
        ...(body !== undefined && { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
      });
      const content = await answer.text();
      return { status: answer.status, value: content === "" ? undefined : JSON.parse(content) };
    },
  };
}

async function readyText(child: ChildProcess): Promise<Pick<RunningSandbox, "url" | "connections">> {
  let text = "";
  if (child.stdout === null) throw new Error("the output of the sandbox is not piped");
  for await (const line of createInterface(child.stdout)) {
    text += line;
    if (line === "}") break;
  }
  return JSON.parse(text) as Pick<RunningSandbox, "url" | "connections">;
}
