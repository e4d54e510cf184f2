import { ServiceBusClient } from "@azure/service-bus";
import { ServiceBusBroker } from "cardwright/sandbox";

await using broker = await ServiceBusBroker.start({
  queues: [{ name: "orders", duplicateDetectionWindowMs: 5 * 24 * 3_600_000 }],
});
// The first message is stored, but the answer is lost: the client waits and sends it again.
const fault = broker.faults.add({ on: "send", queue: "orders", effect: { kind: "lose-answer" } });

const client = new ServiceBusClient(broker.connectionString(), {
  retryOptions: { timeoutInMs: 500, retryDelayInMs: 1 },
});
await client.createSender("orders").sendMessages({ body: 1, messageId: "order-1" });
await client.close();

console.log(fault.hits); // 1
console.log(broker.queue("orders").totals()["duplicate-dropped"]); // 1
console.log(broker.queue("orders").counts().active); // 1
