// npm run soak -- broker-clients: other AMQP clients against the broker, where the machine has them.
import { runOtherClients, startForOthers } from "../support/proofs/broker/other-clients.ts";

await using broker = await startForOthers();
if (broker === undefined) throw new Error("Port 5671 is in use");
const { output, code, left } = await runOtherClients(broker, ["azure", "proton"]);
process.stdout.write(output);
for (const queue of broker.queues()) process.stdout.write(`${queue.name}: ${JSON.stringify(queue.totals())}\n`);
if (left.length > 0) process.stdout.write(`not empty: ${left.map(({ name }) => name).join(", ")}\n`);
process.exitCode = code === 0 && left.length === 0 ? 0 : 1;
