import { ServiceBusClient } from "@azure/service-bus";
import { ServiceBusBroker } from "cardwright/sandbox";
import { expect, test } from "vitest";

test("an order is consumed and nothing is left behind", async () => {
  await using broker = await ServiceBusBroker.start({ queues: [{ name: "orders" }] });
  const client = new ServiceBusClient(broker.connectionString());
  await client.createSender("orders").sendMessages({ body: { order: 1 } });

  const receiver = client.createReceiver("orders"); // the code that you test goes here
  const [message] = await receiver.receiveMessages(1);
  if (message) await receiver.completeMessage(message);

  expect(broker.queue("orders").isEmpty()).toBe(true);
  await client.close();
});
