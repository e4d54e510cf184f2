// npm run soak -- broker-clients: other AMQP clients against the broker, where the machine has them.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ServiceBusBroker } from "../../src/sandbox/broker/index.ts";

const file = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const certificate = file("../sandbox/broker/tls/cert.pem");
// Microsoft's Python client takes no other port than this.
await using broker = await ServiceBusBroker.start({
  port: 5671,
  queues: [{ name: "azure" }, { name: "proton" }],
  keys: [{ name: "everything", key: "c2VjcmV0", rights: ["Manage", "Listen", "Send"] }],
  tls: { key: readFileSync(file("../sandbox/broker/tls/key.pem")), cert: readFileSync(certificate) },
});
// Debian's own Python, which has Debian's packages.
const client = spawn(
  "/usr/bin/python3",
  [file("../support/proofs/broker/other-clients.py"), String(broker.port), "everything", "c2VjcmV0", certificate],
  { stdio: "inherit" },
);
client.on("error", (error) => process.stdout.write(`no Python: ${error.message}\n`));
const [code] = (await once(client, "close")) as [number | null];
for (const queue of broker.queues()) process.stdout.write(`${queue.name}: ${JSON.stringify(queue.totals())}\n`);
const left = broker.queues().filter((queue) => !queue.isEmpty());
if (left.length > 0) process.stdout.write(`not empty: ${left.map(({ name }) => name).join(", ")}\n`);
process.exitCode = code === 0 && left.length === 0 ? 0 : 1;
