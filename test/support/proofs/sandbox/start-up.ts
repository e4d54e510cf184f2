import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { ServiceBusClient } from "@azure/service-bus";

const source = fileURLToPath(new URL("../../../../src/cli/main.ts", import.meta.url));

/** What a `cardwright sandbox` takes of time and memory before anybody has used it. */
export interface StartUp {
  /** From the command to its connection strings. */
  readonly startMs: number;
  /** From the command to the first message that a client has received. */
  readonly firstMessageMs: number;
  /** Memory of the process when it is idle, in MB. */
  readonly idleMb: number;
}

/** Starts the command, receives one order, and looks at the memory after `idleMs`. */
export async function measureStartUp(options: { readonly cli?: string; readonly idleMs: number }): Promise<StartUp> {
  const begin = performance.now();
  const parameters = [options.cli ?? source, "--json", "sandbox", "--port", "0", "--http-port", "0", "--orders", "1"];
  const child = spawn(process.execPath, parameters, { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "close");
  try {
    let text = "";
    for await (const line of createInterface(child.stdout)) {
      text += line;
      if (line === "}") break;
    }
    const startMs = performance.now() - begin;
    const { connections } = JSON.parse(text) as { readonly connections: { readonly inbound: string } };
    await using stack = new AsyncDisposableStack();
    const bus = stack.adopt(new ServiceBusClient(connections.inbound), (client) => client.close());
    const receiver = bus.createReceiver("ngoc-to-partner", { receiveMode: "receiveAndDelete" });
    const [message] = await receiver.receiveMessages(1, { maxWaitTimeInMs: 20_000 });
    if (message === undefined) throw new Error("The order did not come within 20 s");
    const firstMessageMs = performance.now() - begin;
    await wait(options.idleMs);
    const kilobytes = execFileSync("ps", ["-o", "rss=", "-p", String(child.pid)], { encoding: "utf8" });
    return { startMs, firstMessageMs, idleMb: Number(kilobytes) / 1024 };
  } finally {
    child.kill("SIGTERM");
    await ended;
  }
}
