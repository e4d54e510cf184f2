import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { type QueueView, ServiceBusBroker } from "../../../../src/sandbox/broker/index.ts";

/** A client in another language, by the name that the script knows it by. */
export type OtherClient = "azure" | "proton";

// Debian's own Python, which has Debian's packages.
const python = "/usr/bin/python3";
const modules = { azure: "azure.servicebus", proton: "proton" };
const file = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const tls = "../../../sandbox/broker/tls";

/** Whether this machine has a client. */
export function isInstalled(client: OtherClient): boolean {
  return spawnSync(python, ["-c", `import ${modules[client]}`]).status === 0;
}

/** Starts a broker where other clients look for one; `undefined` when somebody else is there. */
export async function startForOthers(): Promise<ServiceBusBroker | undefined> {
  try {
    return await ServiceBusBroker.start({
      // Microsoft's Python client of Debian takes no other port than this.
      port: 5671,
      queues: [{ name: "azure" }, { name: "proton" }, { name: "sessions", requiresSession: true }],
      keys: [{ name: "everything", key: "c2VjcmV0", rights: ["Manage", "Listen", "Send"] }],
      tls: { key: readFileSync(file(`${tls}/key.pem`)), cert: readFileSync(file(`${tls}/cert.pem`)) },
    });
  } catch (error) {
    if ((error as { code?: unknown }).code === "BROKER_PORT") return undefined;
    throw error;
  }
}

/** Lets clients send, receive and settle. Returns what they say, and the queues that they have left messages in. */
export async function runOtherClients(
  broker: ServiceBusBroker,
  clients: readonly OtherClient[],
): Promise<{ readonly output: string; readonly code: number | null; readonly left: readonly QueueView[] }> {
  const args = [String(broker.port), "everything", "c2VjcmV0", file(`${tls}/cert.pem`), ...clients];
  const child = spawn(python, [file("other-clients.py"), ...args], { stdio: ["ignore", "pipe", "inherit"] });
  const failed = once(child, "error").then(([error]) => {
    throw error;
  });
  const closed = once(child, "close") as Promise<[number | null]>;
  const [output, [code]] = await Promise.race([Promise.all([text(child.stdout), closed]), failed]);
  return { output, code, left: broker.queues().filter((queue) => !queue.isEmpty()) };
}
