import { describe, expect, test } from "vitest";
import { openSqliteLedger } from "../../src/production-partner/ledger/index.ts";
import { exampleRequest } from "../../src/sandbox/index.ts";
import { type AttributeName, attributes, type MetricName, metrics } from "../../src/telemetry/names.ts";
import { startPartner } from "../production-partner/client/partner.ts";
import { Recorder, type SeenValue } from "../support/telemetry/recorder.ts";

const request = "EXTERNAL_PRODUCTION_REQUEST_SENT";

/** Every value that is recorded has only attributes that are declared for its metric. */
function undeclared(values: readonly SeenValue[]): readonly string[] {
  return values.flatMap(({ metric, attributes: given }) => {
    const declared: readonly string[] = metrics[metric as MetricName]?.attributes ?? [];
    const listed = (name: string): readonly string[] | undefined => attributes[name as AttributeName]?.values;
    return Object.entries(given)
      .filter(([name, value]) => !declared.includes(name) || listed(name)?.includes(String(value)) === false)
      .map(([name, value]) => `${metric}: ${name}=${String(value)}`);
  });
}

describe("metrics of a client", () => {
  test("tell what was received, sent, settled and deviated, and what waits in the ledger", async () => {
    await using recorder = new Recorder();
    await using ledger = await openSqliteLedger({ path: ":memory:" });
    await using partner = await startPartner({
      sandbox: { maxDeliveryCount: 2 },
      client: { telemetry: recorder.telemetry, ledger, maxDeliveries: 2 },
    });
    const { client, sandbox, until } = partner;
    client.on(request, async ({ payload: { card } }) => {
      if (card.cardId === "BAD") throw new TypeError("never");
      await client.reportCardProduced({ cardId: card.cardId, reportData: {} });
    });
    await client.start();
    await sandbox.ngoc.sendRequest(exampleRequest());
    await sandbox.ngoc.sendRequest(exampleRequest());
    await sandbox.ngoc.sendRequest(exampleRequest({ cardId: "BAD", shipmentId: "SHIP-2" }));
    const odd = { ...exampleRequest({ cardId: "ODD", shipmentId: "SHIP-3" }), added: 1 };
    await sandbox.ngoc.sendRaw({ subject: request, messageId: "odd", body: Buffer.from(JSON.stringify(odd)) });
    await sandbox.ngoc.sendRaw({ subject: "NEW_TYPE", messageId: "new", body: "{}" });
    const { toPartner, fromPartner } = sandbox;
    await until("all to be consumed", () => {
      const { active, locked, deadLettered } = toPartner.counts();
      return active + locked === 0 && deadLettered === 1 && fromPartner.totals().completed === 5;
    });

    const waiting = await recorder.metrics();
    await client.close();
    const all = await recorder.metrics();
    // The SDK repeats the last values of gauges: nobody asks the ledger of a closed client.
    const gauges = (values: readonly SeenValue[]) =>
      values.filter(({ metric }) => metrics[metric as MetricName]?.instrument === "gauge");
    expect(gauges(all)).toEqual(gauges(waiting));
    expect(undeclared(all)).toEqual([]);
    const of = (metric: MetricName, wanted: { readonly [name in AttributeName]?: unknown } = {}) =>
      all
        .filter((one) => one.metric === metric)
        .filter((one) => Object.entries(wanted).every(([name, value]) => one.attributes[name] === value))
        .reduce((sum, { value }) => sum + value, 0);
    // Five from NGOC, one of them twice, and two acknowledgements.
    expect(of("messaging.client.consumed.messages")).toBe(8);
    expect(of("messaging.process.duration")).toBe(8);
    expect(of("messaging.process.duration", { "error.type": "TypeError" })).toBe(2);
    // Two reports and three Error Notifications.
    expect(of("messaging.client.sent.messages")).toBe(5);
    expect(of("messaging.client.operation.duration", { "messaging.operation.name": "complete" })).toBe(6);
    expect(of("messaging.client.operation.duration", { "messaging.operation.name": "dead_letter" })).toBe(1);
    expect(of("cardwright.client.outcomes", { "cardwright.outcome": "refused" })).toBe(1);
    expect(of("cardwright.client.outcomes", { "cardwright.message.type": "_OTHER" })).toBe(1);
    expect(of("cardwright.client.refusals", { "cardwright.refusal.reason": "DUPLICATE_CARD" })).toBe(1);
    expect(of("cardwright.client.dead_letters", { "cardwright.message.type": request })).toBe(1);
    expect(of("cardwright.client.deviations", { "cardwright.deviation.path": "/*" })).toBe(1);
    expect(of("cardwright.client.problems", { "cardwright.problem.kind": "handler-failed" })).toBe(2);
    expect(of("cardwright.client.send.group_size")).toBeGreaterThan(0);
    expect(of("cardwright.outbox.unsent")).toBe(0);
    expect(of("cardwright.orders", { "cardwright.order.state": "acknowledged" })).toBe(1);
    expect(of("cardwright.quarantine.messages")).toBe(3);
    expect(of("cardwright.stuck")).toBe(0);
  });

  test("tell how long the oldest message waits, and what the client waited for", async () => {
    await using recorder = new Recorder();
    await using partner = await startPartner({
      client: { telemetry: recorder.telemetry, retry: { attempts: 1 }, resendIntervalMs: 1_000_000 },
    });
    const { client, sandbox, settled } = partner;
    sandbox.broker.faults.add({
      on: "send",
      queue: sandbox.fromPartner.name,
      effect: { kind: "refuse", condition: "amqp:not-allowed" },
      times: 100,
    });
    client.on(request, async ({ payload: { card } }) => {
      await client.reportCardProduced({ cardId: card.cardId, reportData: {} });
    });
    await client.start();
    await sandbox.ngoc.sendRequest(exampleRequest());
    await settled();
    expect(await recorder.valuesOf("cardwright.outbox.unsent")).toEqual([[{}, 1]]);
    expect((await recorder.valuesOf("cardwright.outbox.oldest_age"))[0]?.[1]).toBeGreaterThan(0);
    const failed = (await recorder.valuesOf("messaging.client.sent.messages"))[0]?.[0];
    expect(failed).toMatchObject({ "error.type": expect.any(String) });
  });
});
