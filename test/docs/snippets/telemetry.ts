import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { ProductionPartnerClient } from "cardwright";
import { openTelemetry } from "cardwright/opentelemetry";
import { exampleRequest, ProductionPartnerSandbox } from "cardwright/sandbox";

// Your application registers its SDK, such as NodeSDK with an OTLP exporter: then openTelemetry() is enough.
const exporter = new InMemorySpanExporter();
const tracerProvider = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });

await using sandbox = await ProductionPartnerSandbox.start();
const client = new ProductionPartnerClient({ ...sandbox.partner, telemetry: openTelemetry({ tracerProvider }) });
client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", async ({ payload: { card } }) => {
  await client.reportCardProduced({ cardId: card.cardId, reportData: {} });
});
await client.start();
await sandbox.ngoc.sendRequest(exampleRequest());
await sandbox.ngoc.until(() => sandbox.ngoc.book.stateOf("CARD-1") === "produced");
await client.close();

const traces = Map.groupBy(exporter.getFinishedSpans(), (span) => span.spanContext().traceId);
const [order] = [...traces.values()];
console.log(order?.map(({ name }) => name).sort()); // create partner-to-ngoc, process ngoc-to-partner, send partner-to-ngoc
