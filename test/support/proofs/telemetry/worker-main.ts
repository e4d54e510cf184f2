// A partner in a process of its own: `node worker-main.ts CONFIG`, a WorkerConfig as JSON. Reports a card when it is requested,
// and ships it when its report is acknowledged. Sends its spans to a collector.
import { BasicTracerProvider, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { ProductionPartnerClient, type ProductionPartnerClientOptions } from "../../../../src/index.ts";
import { openPostgresLedger, openSqliteLedger } from "../../../../src/production-partner/ledger/index.ts";
import { openTelemetry } from "../../../../src/telemetry/opentelemetry/index.ts";
import { registerContexts } from "../../telemetry/context-manager.ts";
import { OtlpSpanExporter } from "../../telemetry/otlp.ts";

/** What a worker is to do. */
export interface WorkerConfig extends Required<Pick<ProductionPartnerClientOptions, "inbound" | "outbound">> {
  readonly database: { readonly path: string } | { readonly connectionString: string };
  readonly collector: string;
  /** Whether handlers wait until their reports are sent. */
  readonly waits: boolean;
}

const { inbound, outbound, database, collector, waits } = JSON.parse(process.argv[2] ?? "") as WorkerConfig;
registerContexts();
const exporter = new OtlpSpanExporter(collector);
const tracerProvider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
// Short, so that the next worker takes over what this one leaves behind.
const leaseMs = 500;
const ledger = await ("path" in database
  ? openSqliteLedger({ ...database, leaseMs })
  : openPostgresLedger({ ...database, leaseMs }));
const client = new ProductionPartnerClient({
  inbound,
  outbound,
  ledger,
  resendIntervalMs: 100,
  telemetry: openTelemetry({ tracerProvider }),
});

client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", async ({ payload: { card } }) => {
  const reporting = client.reportCardProduced({ cardId: card.cardId, reportData: {} });
  if (waits) await reporting;
  // Staged, and not sent.
  else while ((await ledger.outbox()).unsent === 0) await new Promise(setImmediate);
});
client.on("EXTERNAL_PRODUCTION_REPORT_OK", async ({ payload: { cardId } }) => {
  await client.reportShipped({ cardIds: [cardId] });
});
await client.start();
process.once("message", async () => {
  await client.close();
  await ledger.close();
  await tracerProvider.shutdown();
  process.disconnect();
});
