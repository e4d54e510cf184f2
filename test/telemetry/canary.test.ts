import { describe, expect, test } from "vitest";
import type { Logger } from "../../src/index.ts";
import { openSqliteLedger } from "../../src/production-partner/ledger/index.ts";
import { exampleRequest } from "../../src/sandbox/index.ts";
import { startPartner } from "../production-partner/client/partner.ts";
import { CollectorStub } from "../support/telemetry/otlp.ts";
import { Recorder } from "../support/telemetry/recorder.ts";

const canary = "KANARIENVOGEL";

/** Puts the canary into every text that is no id, no date and no value of a list. */
function withCanary<T>(value: T, name = ""): T {
  if (Array.isArray(value)) return value.map((each) => withCanary(each, name)) as T;
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withCanary(each, key)])) as T;
  }
  if (typeof value !== "string" || /id$|fields$|^(country|countryCode|language)$/i.test(name)) return value;
  return (/^\d{4}-\d\d-\d\d|^https?:/.test(value) ? value : canary) as T;
}

/** Runs orders with personal data everywhere; returns every byte that was exported. */
async function exported(options: {
  readonly orderIds?: boolean;
}): Promise<{ bytes: string; logged: string; sent: number }> {
  await using collector = await CollectorStub.start();
  await using recorder = new Recorder({ ...options, settlements: true, ledger: true, collector: collector.url });
  const records: unknown[] = [];
  const write = (facts: object, text: string) => records.push(facts, text);
  const logger: Logger = { debug: write, info: write, warn: write, error: write };
  await using ledger = await openSqliteLedger({ path: ":memory:" });
  await using partner = await startPartner({
    sandbox: {
      maxDeliveryCount: 2,
      refuse: ({ type }) =>
        type === "EXTERNAL_PRODUCTION_SHIPPED" ? { errorCode: "REPORT_DATA_INVALID", details: canary } : undefined,
    },
    client: { telemetry: recorder.telemetry, ledger, logger, maxDeliveries: 2 },
  });
  const { client, sandbox, until } = partner;
  client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", async ({ payload: { card } }, context) => {
    if (card.cardId === "REJECTED") throw context.reject({ errorCode: "REPORT_DATA_INVALID", details: canary });
    if (card.cardId === "FAILS") throw Object.assign(new Error("no"), { code: `${canary} with spaces`, name: canary });
    await client.reportCardProduced({ cardId: card.cardId, reportData: { MIFARE_UID: canary } });
  });
  client.on("EXTERNAL_PRODUCTION_REPORT_OK", async ({ payload: { cardId } }) => {
    await client.reportShipped({ cardIds: [cardId] });
  });
  client.on("EXTERNAL_PRODUCTION_ERROR", () => {});
  await client.start();
  for (const cardId of ["CARD-XYZ", "REJECTED", "FAILS"]) {
    await sandbox.ngoc.sendRequest(
      withCanary(exampleRequest({ cardId, shipmentId: cardId, expected: ["MIFARE_UID"] })),
    );
  }
  const odd = { ...exampleRequest({ cardId: "ODD", shipmentId: "ODD" }), [canary]: { [canary]: canary } };
  const raw = { subject: "EXTERNAL_PRODUCTION_REQUEST_SENT", messageId: "odd", body: Buffer.from(JSON.stringify(odd)) };
  await sandbox.ngoc.sendRaw(raw);
  await sandbox.ngoc.sendRaw({ ...raw, messageId: "no-json", body: Buffer.from(`{ "${canary}`) });
  await sandbox.ngoc.sendRaw({ ...raw, messageId: "no-type", subject: canary });
  const { toPartner } = sandbox;
  await until("all to be consumed", () => {
    const { active, locked, deadLettered } = toPartner.counts();
    return active + locked === 0 && deadLettered === 1 && (sandbox.fromPartner.totals().completed ?? 0) >= 6;
  });
  await recorder.metrics();
  await client.close();
  await recorder.metrics();
  await recorder.tracerProvider.forceFlush();
  return {
    bytes: collector.bodies.join("\n"),
    logged: JSON.stringify(records.filter((record) => !isOfApplication(record))),
    sent: recorder.spans.length,
  };
}

/** The error of a handler is the application's own: a log has it whole. */
function isOfApplication(record: unknown): boolean {
  return (record as { readonly kind?: string }).kind === "handler-failed";
}

describe("personal data", () => {
  test("reaches no span, no metric and no log, and neither do ids of orders", async () => {
    const { bytes, logged, sent } = await exported({});
    expect(sent).toBeGreaterThan(40);
    expect(bytes).toContain("process ngoc-to-partner");
    expect(bytes).toContain("cardwright.client.outcomes");
    expect(logged).toContain("rejected-message");
    expect(bytes.split(canary)).toHaveLength(1);
    expect(bytes.split("CARD-XYZ")).toHaveLength(1);
    expect(logged.split(canary)).toHaveLength(1);
  });

  test("ids of orders do by option, so that this test would see them", async () => {
    expect((await exported({ orderIds: true })).bytes).toContain("CARD-XYZ");
  });
});
