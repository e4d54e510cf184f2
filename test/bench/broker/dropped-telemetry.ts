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

const done = (result: (end: { readonly code: number }) => void) => result({ code: 0 });
const exporter = { export: (_: unknown, end: Parameters<typeof done>[0]) => done(end), shutdown: async () => {} };

/** An SDK as applications set it up, whose spans are dropped when they would be exported. */
export function droppingTracers(sampled?: number): BasicTracerProvider {
  registerContexts();
  return new BasicTracerProvider({
    // Else what the SDK uses by default.
    ...(sampled !== undefined && {
      sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(sampled) }),
    }),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
}

/** The same for metrics. */
export function droppingMeters(): MeterProvider {
  const reader = new PeriodicExportingMetricReader({ exporter: { ...exporter, forceFlush: async () => {} } });
  return new MeterProvider({ readers: [reader] });
}

/** Spans and metrics are made, and dropped when they would be exported. */
export function droppedTelemetry(by: MeasuredBy): Telemetry {
  registerContexts();
  return openTelemetry({
    ...(by !== "metrics only" && { tracerProvider: droppingTracers(by === "10 % sampled" ? 0.1 : undefined) }),
    ...(by !== "spans only" && { meterProvider: droppingMeters() }),
  });
}
