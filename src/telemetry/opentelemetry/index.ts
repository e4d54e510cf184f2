// The adapter: hands spans and metrics to OpenTelemetry. Needs the package @opentelemetry/api.
export { openTelemetry } from "./open-telemetry.ts";

// What it takes and makes.
export type { Attributes, MetricName } from "../names.ts";
export type { Report, Span, SpanStart, Telemetry, TelemetrySettings } from "../telemetry.ts";
export type { TraceContext } from "../trace-context.ts";
export type { OpenTelemetryOptions } from "./open-telemetry.ts";
