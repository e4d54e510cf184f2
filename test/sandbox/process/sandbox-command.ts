import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../../../src/cli/main.ts", import.meta.url));

/** A `cardwright sandbox` in a process of its own. */
export interface RunningSandbox extends AsyncDisposable {
  readonly url: string;
  readonly connections: { readonly all: string; readonly inbound: string; readonly outbound: string };
  /** Calls the HTTP interface; the answer is expected to be JSON. */
  call(method: string, path: string, body?: object): Promise<{ readonly status: number; readonly value: unknown }>;
  /** Ends it by a signal. Returns the exit code. */
  stop(): Promise<number | null>;
}

/** Starts `cardwright sandbox` on free ports, and waits until it is ready. */
export async function startSandbox(...parameters: readonly string[]): Promise<RunningSandbox> {
  const child = spawn(process.execPath, [main, "--json", "sandbox", "--port", "0", "--http-port", "0", ...parameters], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const closed = once(child, "close") as Promise<[number | null]>;
  let text = "";
  for await (const line of createInterface(child.stdout)) {
    text += line;
    if (line === "}") break;
  }
  const ready = JSON.parse(text) as Pick<RunningSandbox, "url" | "connections">;
  const stop = async (): Promise<number | null> => {
    child.kill("SIGTERM");
    return (await closed)[0];
  };
  return {
    ...ready,
    stop,
    [Symbol.asyncDispose]: async () => void (await stop()),
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
