import { MeterProvider, PeriodicExportingMetricReader } from "@opentelemetry/sdk-metrics";
import {
  BasicTracerProvider,
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
} from "@opentelemetry/sdk-trace-base";
import type { Telemetry } from "../../../src/index.ts";
import { openTelemetry } from "../../../src/telemetry/opentelemetry/index.ts";
import { registerContexts } from "../../support/telemetry/context-manager.ts";

/** What is measured of a client. */
export type MeasuredBy = "telemetry" | "spans only" | "metrics only" | "10 % sampled";

/** Spans and metrics are made, and dropped when they would be exported. */
export function droppedTelemetry(by: MeasuredBy): Telemetry {
  registerContexts();
  const done = (result: (end: { readonly code: number }) => void) => result({ code: 0 });
  const spans = { export: (_: unknown, end: Parameters<typeof done>[0]) => done(end), shutdown: async () => {} };
  const metrics = { ...spans, forceFlush: async () => {} };
  // Else what the SDK uses by default.
  const sampler = new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(0.1) });
  return openTelemetry({
    ...(by !== "metrics only" && {
      tracerProvider: new BasicTracerProvider({
        ...(by === "10 % sampled" && { sampler }),
        spanProcessors: [new BatchSpanProcessor(spans)],
      }),
    }),
    ...(by !== "spans only" && {
      meterProvider: new MeterProvider({ readers: [new PeriodicExportingMetricReader({ exporter: metrics })] }),
    }),
  });
}
