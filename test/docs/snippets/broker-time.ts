import { ServiceBusClient } from "@azure/service-bus";
import { ManualClock, ServiceBusBroker } from "cardwright/sandbox";

const clock = new ManualClock();
await using broker = await ServiceBusBroker.start({ queues: [{ name: "orders", lockDurationMs: 60_000 }], clock });
const client = new ServiceBusClient(broker.connectionString());
await client.createSender("orders").sendMessages({ body: 1 });

const receiver = client.createReceiver("orders", { maxAutoLockRenewalDurationInMs: 0 });
await receiver.receiveMessages(1);
console.log(broker.queue("orders").counts().locked); // 1
clock.advance(60_000);
console.log(broker.queue("orders").messages()[0]?.deliveryCount); // 1
await client.close();
