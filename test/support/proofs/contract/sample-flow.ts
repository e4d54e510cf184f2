import { randomUUID } from "node:crypto";
import { ServiceBusClient } from "@azure/service-bus";
import { type Problem, ProductionPartnerClient } from "../../../../src/index.ts";
import { builtInContract as contract } from "../../../../src/production-partner/contract/built-in.ts";
import type { ReceivedFact } from "../../../../src/production-partner/contract/index.ts";
import { ServiceBusBroker } from "../../../../src/sandbox/index.ts";

/** What came of an order: equal for two contracts when what they differ in changes nothing at run time. */
export interface SampleFlowOutcome {
  /** The message types that were handed to the application, in order. */
  readonly handled: readonly string[];
  /** What was sent, in order, and whether it fits the contract. */
  readonly sent: readonly { readonly type: string; readonly fits: boolean }[];
  readonly cardState: string | undefined;
  readonly problems: readonly Problem["kind"][];
}

/**
 * Takes one order of the contract that is built in from its request to its end, with a client on real queues. The samples
 * are what NGOC sends, by message type: they use every field.
 */
export async function sampleFlow(samples: { readonly [type: string]: unknown }): Promise<SampleFlowOutcome> {
  const handled: string[] = [];
  const sent: { type: string; fits: boolean }[] = [];
  const problems: Problem["kind"][] = [];
  await using broker = await ServiceBusBroker.start({ queues: [{ name: "in" }, { name: "out" }] });
  const ngoc = new ServiceBusClient(broker.connectionString());
  await using closing = new AsyncDisposableStack();
  closing.defer(() => ngoc.close());
  const sender = ngoc.createSender("in");
  const receiver = ngoc.createReceiver("out", { receiveMode: "receiveAndDelete" });
  await using client = new ProductionPartnerClient({
    inbound: { connectionString: broker.connectionString({ queue: "in", rights: ["Listen"] }) },
    outbound: { connectionString: broker.connectionString({ queue: "out", rights: ["Send"] }) },
    onProblem: ({ kind }) => problems.push(kind),
  });
  client
    .on(contract.requestType as "EXTERNAL_PRODUCTION_REQUEST_SENT", ({ type }) => void handled.push(type))
    .onAnyOther(({ type }) => void handled.push(type));
  await client.start();

  const signal = AbortSignal.timeout(30_000);
  const facts = new Map<ReceivedFact["kind"], string>();
  for (const [type, payload] of Object.entries(samples)) facts.set(contract.factOf(type, payload).kind, type);
  const give = async (kind: ReceivedFact["kind"], correlationId?: string) => {
    const type = facts.get(kind) ?? "";
    await sender.sendMessages({
      subject: type,
      messageId: randomUUID(),
      ...(correlationId !== undefined && { correlationId }),
      body: samples[type],
    });
    while (!broker.queue("in").isEmpty()) await broker.events.once(() => true, { signal });
  };
  const take = async () => {
    const [message] = await receiver.receiveMessages(1, { maxWaitTimeInMs: 20_000 });
    const type = message?.subject ?? "";
    sent.push({ type, fits: contract.definitionOf(type)?.strict(message?.body).valid === true });
    return String(message?.messageId);
  };

  const ordered = contract.factOf(facts.get("card-requested") ?? "", samples[facts.get("card-requested") ?? ""]);
  if (ordered.kind !== "card-requested") throw new Error("no sample orders a card");
  const { cardId, shipmentId, expectedReportDataFields: fields, accessories } = ordered;
  await give("card-requested");
  const reportData = Object.fromEntries(fields.map((field) => [field, "04A1B2C3"]));
  await client.reportCardProduced({ cardId, reportData, produced: "2026-03-01T12:00:00Z" });
  await give("report-acknowledged", await take());
  const items = accessories.map(({ accessoryId, quantity }) => ({ accessoryId, quantity, shipmentId }));
  await client.reportShipped({ cardIds: [cardId], accessories: items, shipped: "2026-03-02T12:00:00Z" });
  await give("shipment-acknowledged", await take());
  await give("refused", randomUUID());
  await sender.sendMessages({ subject: contract.requestType, messageId: randomUUID(), body: { nothing: "of it" } });
  await take();
  return { handled, sent, cardState: (await client.ledger.findCard(cardId))?.state, problems };
}
