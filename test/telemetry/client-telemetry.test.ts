import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { ServiceBusClient } from "@azure/service-bus";
import { describe, expect, test } from "vitest";
import { type Logger, ProductionPartnerClient } from "../../src/index.ts";
import { exampleRequest, ManualClock, ServiceBusBroker } from "../../src/sandbox/index.ts";
import { type Partner, startPartner } from "../production-partner/client/partner.ts";
import { Recorder } from "../support/telemetry/recorder.ts";
import { traceText } from "../support/telemetry/seen-span.ts";
import { waitFor } from "../support/wait-for.ts";

const request = "EXTERNAL_PRODUCTION_REQUEST_SENT";
const reportOk = "EXTERNAL_PRODUCTION_REPORT_OK";
const tracestate = "vendor=abc";
const traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

function reportsAndShips({ client }: Partner): void {
  client.on(request, async ({ payload: { card } }) => {
    await client.reportCardProduced({ cardId: card.cardId, reportData: {} });
  });
  client.on(reportOk, async ({ payload: { cardId } }) => {
    await client.reportShipped({ cardIds: [cardId] });
  });
}

/** Has a client handle one order, and close. */
async function oneOrder(partner: Partner): Promise<void> {
  const { client, sandbox, settled } = partner;
  reportsAndShips(partner);
  await client.start();
  await sandbox.ngoc.sendRequest(exampleRequest());
  await settled("the card to be shipped", () => sandbox.ngoc.book.stateOf("CARD-1") === "shipped");
}

describe("spans of a client", () => {
  test("one order in one process is the same trace as through a crash", async () => {
    await using recorder = new Recorder();
    await using partner = await startPartner({ client: { telemetry: recorder.telemetry } });
    await oneOrder(partner);
    await partner.client.close();
    const golden = readFileSync(new URL("./one-order.golden.txt", import.meta.url), "utf8");
    expect(traceText(recorder.spans)).toBe(golden);
  });

  test("by option, there are spans of settlements and of the ledger, and ids of orders", async () => {
    await using recorder = new Recorder({ settlements: true, ledger: true, orderIds: true });
    await using partner = await startPartner({ client: { telemetry: recorder.telemetry } });
    await oneOrder(partner);
    await partner.client.close();
    const [processed] = recorder.named("process ngoc-to-partner");
    expect(processed?.attributes).toMatchObject({ "cardwright.card.id": "CARD-1", "cardwright.shipment.id": "SHIP-1" });
    const completes = recorder.named("complete ngoc-to-partner");
    expect(completes).toHaveLength(3);
    expect(completes[0]).toMatchObject({ kind: "CLIENT", parentSpanId: processed?.spanId });
    const ledgerSpans = new Set(recorder.spans.map(({ name }) => name).filter((name) => name.startsWith("ledger ")));
    expect(ledgerSpans).toEqual(
      new Set(["ledger receive", "ledger stage", "ledger take_unsent", "ledger mark_sent", "ledger finish"]),
    );
  });

  test("a message's own context is linked, or the parent by option, and messages to NGOC carry theirs", async () => {
    for (const parent of ["link", "message"] as const) {
      await using recorder = new Recorder({ parent });
      const carried = await carriedBy(recorder, { traceparent, tracestate });
      const [processed] = recorder.named("process in");
      const [created] = recorder.named("create out");
      expect(processed?.links).toEqual(["00f067aa0ba902b7"]);
      expect(processed?.traceId === "4bf92f3577b34da6a3ce929d0e0e4736").toBe(parent === "message");
      const own = `00-${created?.traceId}-${created?.spanId}-01`;
      const state = parent === "message" ? { tracestate } : {};
      expect(carried).toEqual({ traceparent: own, "Diagnostic-Id": own, ...state });
    }
  });

  test("the context that Azure's clients write is understood, one that is none is not, and ours can stay at home", async () => {
    await using recorder = new Recorder({ propagate: false });
    expect(await carriedBy(recorder, { "Diagnostic-Id": traceparent })).toBeUndefined();
    expect(recorder.named("process in")[0]?.links).toEqual(["00f067aa0ba902b7"]);
    await using other = new Recorder();
    await carriedBy(other, { traceparent: `${traceparent}'; drop table`, tracestate: "\n" });
    expect(other.named("process in")[0]?.links).toEqual([]);
  });

  test("messages sent together are one span that is linked to where each was created", async () => {
    await using recorder = new Recorder();
    await using partner = await startPartner({ client: { telemetry: recorder.telemetry } });
    const { client, sandbox, settled } = partner;
    client.on(request, () => {});
    await client.start();
    for (const cardId of ["A", "B"]) await sandbox.ngoc.sendRequest(exampleRequest({ cardId, shipmentId: cardId }));
    await settled();
    await Promise.all(["A", "B"].map((cardId) => client.reportCardProduced({ cardId, reportData: {} })));
    await settled();
    const created = recorder.named("create partner-to-ngoc");
    const [sent] = recorder.named("send partner-to-ngoc");
    expect(sent?.attributes).toMatchObject({ "messaging.batch.message_count": 2 });
    expect(new Set(sent?.links)).toEqual(new Set(created.map(({ spanId }) => spanId)));
    // Of two traces, so it is in neither.
    expect(sent?.parentSpanId).toBeUndefined();
    // Reported outside of a handler: still in the traces of their requests.
    const requests = recorder.named("process ngoc-to-partner").slice(0, 2);
    expect(new Set(created.map(({ parentSpanId }) => parentSpanId))).toEqual(
      new Set(requests.map(({ spanId }) => spanId)),
    );
  });

  test("a handler that fails, a refusal and a repeated report are told", async () => {
    await using recorder = new Recorder();
    await using partner = await startPartner({ client: { telemetry: recorder.telemetry } });
    const { client, sandbox, settled } = partner;
    let fails = true;
    client.on(request, async ({ payload: { card } }) => {
      await client.reportCardProduced({ cardId: card.cardId, reportData: {} });
      if (fails) {
        fails = false;
        throw new RangeError("Anna Andersson");
      }
    });
    await client.start();
    await sandbox.ngoc.sendRequest(exampleRequest());
    await settled();
    await sandbox.ngoc.sendRequest(exampleRequest());
    await settled("the second request to be refused", () => partner.errorsToNgoc().length === 1);
    await client.close();
    const requests = recorder
      .named("process ngoc-to-partner")
      .filter(({ attributes }) => attributes["cardwright.message.type"] === request);
    expect(requests.map(({ attributes, hasFailed }) => [attributes["cardwright.outcome"], hasFailed])).toEqual([
      ["failed", true],
      ["handled", false],
      ["refused", false],
    ]);
    expect(requests[0]?.attributes).toMatchObject({ "error.type": "RangeError" });
    expect(requests[1]?.attributes).toMatchObject({ "messaging.servicebus.message.delivery_count": 1 });
    expect(requests[2]?.attributes).toMatchObject({ "cardwright.refusal.reason": "DUPLICATE_CARD" });
    const created = recorder.named("create partner-to-ngoc");
    expect(created.map(({ attributes }) => attributes["cardwright.outcome"])).toEqual([
      undefined,
      "existing",
      undefined,
    ]);
    expect(created[2]?.links).toEqual([requests[2]?.spanId]);
  });

  test("problems are log records with the ids of their trace", async () => {
    await using recorder = new Recorder();
    const records: object[] = [];
    const write = (facts: object) => records.push(facts);
    const logger: Logger = { debug: write, info: write, warn: write, error: write };
    await using partner = await startPartner({
      client: { telemetry: recorder.telemetry, logger, retry: { attempts: 1 }, resendIntervalMs: 50 },
    });
    const { client, sandbox } = partner;
    const outbound = sandbox.fromPartner.name;
    sandbox.broker.faults.add({
      on: "send",
      queue: outbound,
      effect: { kind: "refuse", condition: "amqp:not-allowed" },
    });
    let fails = true;
    client.on(request, async ({ payload: { card } }) => {
      await client.reportCardProduced({ cardId: card.cardId, reportData: {} });
      if (!fails) return;
      fails = false;
      throw new Error("once");
    });
    await client.start();
    await sandbox.ngoc.sendRequest(exampleRequest());
    await partner.settled("the report to arrive", () => partner.toNgoc.length === 1);
    const idsOf = (kind: string) => records.find((record) => (record as { kind?: string }).kind === kind);
    const [failed] = recorder.named("process ngoc-to-partner");
    const [created] = recorder.named("create partner-to-ngoc");
    const ids = { trace_id: failed?.traceId, trace_flags: "01" };
    expect(idsOf("handler-failed")).toMatchObject({ ...ids, span_id: failed?.spanId });
    expect(idsOf("send-failed")).toMatchObject({ ...ids, span_id: created?.spanId });
  });

  test("a settlement that failed is a log record with the ids of the span that processed its message", async () => {
    await using recorder = new Recorder();
    const records: { readonly kind?: string }[] = [];
    const write = (facts: object) => records.push(facts);
    const logger: Logger = { debug: write, info: write, warn: write, error: write };
    const clock = new ManualClock();
    await using partner = await startPartner({
      client: { telemetry: recorder.telemetry, logger, clock, settleTimeoutMs: 1_000 },
    });
    const { client, sandbox, until } = partner;
    const queue = sandbox.toPartner.name;
    sandbox.broker.faults.add({ on: "settle", queue, effect: { kind: "lose" } });
    sandbox.broker.faults.add({
      on: "manage",
      times: 100,
      when: ({ operation }) => operation?.includes("update-disposition") === true,
      effect: { kind: "refuse", condition: "amqp:internal-error" },
    });
    client.on(request, () => {});
    await client.start();
    await sandbox.ngoc.sendRequest(exampleRequest());
    const failed = () => records.find(({ kind }) => kind === "settlement-failed");
    await until("the settlement to have failed", () => {
      // The waits between the attempts.
      clock.advance(1_000);
      return failed() !== undefined;
    });
    const [processed] = recorder.named("process ngoc-to-partner");
    expect(processed?.attributes).toMatchObject({ "cardwright.outcome": "handled" });
    expect(failed()).toMatchObject({
      trace_id: processed?.traceId,
      span_id: processed?.spanId,
      trace_flags: "01",
    });
  });
});

/** Sends a request with application properties to a client that reports the card; returns those of the report. */
async function carriedBy(recorder: Recorder, applicationProperties: { readonly [name: string]: string }) {
  await using broker = await ServiceBusBroker.start({ queues: [{ name: "in" }, { name: "out" }] });
  const azure = new ServiceBusClient(broker.connectionString());
  const inbound = { connectionString: broker.connectionString({ queue: "in" }) };
  const outbound = { connectionString: broker.connectionString({ queue: "out" }) };
  await using client = new ProductionPartnerClient({ inbound, outbound, telemetry: recorder.telemetry });
  client.on(request, async ({ payload: { card } }) => {
    await client.reportCardProduced({ cardId: card.cardId, reportData: {} });
  });
  await client.start();
  const body = Buffer.from(JSON.stringify(exampleRequest()));
  await azure
    .createSender("in")
    .sendMessages({ subject: request, messageId: randomUUID(), body, applicationProperties });
  const [report] = await azure.createReceiver("out").receiveMessages(1);
  await waitFor({ broker, what: "the request to be settled", until: () => broker.queue("in").isEmpty() });
  await azure.close();
  return report?.applicationProperties;
}
