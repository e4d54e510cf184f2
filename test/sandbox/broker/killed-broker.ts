// A broker in a process of its own, which a test kills: prints its connection string and keeps a snapshot in the file named.
import { ServiceBusBroker } from "../../../src/sandbox/broker/index.ts";

const [, , file = ""] = process.argv;
const broker = await ServiceBusBroker.start({
  queues: [{ name: "q" }, { name: "sessions", requiresSession: true }],
  snapshot: { file, everyMs: 20 },
});
console.log(broker.connectionString());
