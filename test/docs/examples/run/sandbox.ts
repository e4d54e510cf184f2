import assert from "node:assert/strict";
import { ServiceBusClient } from "@azure/service-bus";
import {
  developmentKey,
  type EventStream,
  exampleRequest,
  type Faults,
  type Ngoc,
  type NgocCard,
  type NgocCardState,
  type NgocEvent,
  ProductionPartnerSandbox,
  queuesOfEmulatorConfig,
  ServiceBusBroker,
} from "cardwright/sandbox";

// example: queuesOfEmulatorConfig, developmentKey
const queues = queuesOfEmulatorConfig({
  UserConfig: { Namespaces: [{ Name: "sbemulatorns", Queues: [{ Name: "requests" }, { Name: "reports" }] }] },
});
// Takes the connection string that the official emulator takes.
await using broker = await ServiceBusBroker.start({ queues, keys: [developmentKey] });

// example: QueueView
const azure = new ServiceBusClient(broker.connectionString());
await azure.createSender("requests").sendMessages({ body: "hello", messageId: "1" });
const requests = broker.queue("requests");
assert.deepEqual(
  requests.messages().map(({ messageId }) => messageId),
  ["1"],
);
requests.purge();
assert.ok(requests.isEmpty());
await azure.close();

// example: Ngoc, EventStream
await using sandbox = await ProductionPartnerSandbox.start();
const ngoc: Ngoc = sandbox.ngoc;
const events: EventStream<NgocEvent> = ngoc.events;
const sent = events.once(({ type }) => type === "sent");
await ngoc.sendRequest(exampleRequest({ cardId: "CARD-1" }));
assert.equal((await sent).type, "sent");

// example: NgocCard, NgocCardState
const card: NgocCard | undefined = ngoc.book.card("CARD-1");
const state: NgocCardState | undefined = ngoc.book.stateOf("CARD-1");
console.log(card, state);
assert.equal(ngoc.book.find({ state: "ordered", text: "CARD" }).total, 1);
assert.throws(() => ngoc.assertErrorCode("NO_SUCH_CODE"));

// example: Faults
const faults: Faults = broker.faults;
faults.add({ on: "send", queue: "requests", effect: { kind: "refuse" } });
faults.clear();
