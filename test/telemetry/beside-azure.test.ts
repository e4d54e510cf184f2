import { createRequire } from "node:module";
import { type Context, context, createContextKey } from "@opentelemetry/api";
import { afterEach, expect, test } from "vitest";
import { exampleRequest } from "../../src/sandbox/index.ts";
import { startPartner } from "../production-partner/client/partner.ts";
import { registerContexts } from "../support/telemetry/context-manager.ts";
import { Recorder } from "../support/telemetry/recorder.ts";

/** What Azure's instrumentation implements. */
interface Instrumenter {
  startSpan(name: string, options?: { readonly tracingContext?: Context }): { span: object; tracingContext: Context };
  withContext<A extends unknown[], T>(active: Context, work: (...args: A) => T, ...args: A): T;
  parseTraceparentHeader(): undefined;
  createRequestHeaders(): { readonly traceparent: string };
}

// The copy that the Azure client uses.
const ofAzure = createRequire(createRequire(import.meta.url).resolve("@azure/service-bus"));
const { useInstrumenter } = ofAzure("@azure/core-tracing") as { useInstrumenter(one: Instrumenter | undefined): void };
const suppressed = createContextKey("OpenTelemetry SDK Context Key SUPPRESS_TRACING");

/** What Azure's instrumentation does with spans of the Azure client: those in a suppressed context are not recorded. */
function watchAzure(): { readonly recorded: string[]; readonly suppressed: string[] } {
  const seen = { recorded: [] as string[], suppressed: [] as string[] };
  const instrumenter: Instrumenter = {
    startSpan(name, options) {
      const active = options?.tracingContext ?? context.active();
      (active.getValue(suppressed) === true ? seen.suppressed : seen.recorded).push(name);
      const span = { setStatus() {}, setAttribute() {}, end() {}, recordException() {}, isRecording: () => true };
      return { span, tracingContext: active };
    },
    withContext: (active, work, ...args) => context.with(active, () => work(...args)),
    parseTraceparentHeader: () => undefined,
    createRequestHeaders: () => ({ traceparent: "00-11111111111111111111111111111111-2222222222222222-01" }),
  };
  useInstrumenter(instrumenter);
  return seen;
}

afterEach(() => useInstrumenter(undefined));

test("with Azure's own instrumentation, what the client does is counted once", async () => {
  registerContexts();
  await using recorder = new Recorder();
  await using partner = await startPartner({ client: { telemetry: recorder.telemetry } });
  const { client, sandbox, settled } = partner;
  client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", async ({ payload: { card } }) => {
    await client.reportCardProduced({ cardId: card.cardId, reportData: {} });
  });
  const azure = watchAzure();
  await client.start();
  await sandbox.ngoc.sendRequest(exampleRequest());
  await settled("the report to be acknowledged", () => partner.toNgoc.length === 1);
  await client.close();
  // The request, its report and the acknowledgement, on our side; NGOC's side uses the same library in this process.
  for (const name of ["StreamReceiver.process", "ServiceBusSender.send", "ServicebusReceiver.complete"]) {
    expect(azure.suppressed).toContain(name);
  }
  const oursAndTheirs = [...azure.suppressed, ...azure.recorded].filter((name) => name === "ServiceBusSender.send");
  expect(oursAndTheirs).toHaveLength(3);
  expect(azure.suppressed.filter((name) => name === "ServiceBusSender.send")).toHaveLength(1);
  expect(azure.suppressed).not.toContain("message");
  expect(recorder.named("send partner-to-ngoc")).toHaveLength(1);
});
