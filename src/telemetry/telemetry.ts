import type { Attributes, MetricName, SpanKindName } from "./names.ts";
import type { TraceContext } from "./trace-context.ts";

/** A span that was started. */
export interface Span {
  /** Where it is in its trace; `undefined` when nothing records traces. */
  readonly context: TraceContext | undefined;
  /** Whether what it is told is kept: else it need not be put together. */
  readonly isRecording: boolean;
  set(attributes: Attributes): void;
  /** Links it to another span that it has to do with. */
  link(to: TraceContext): void;
  /** Ends it. With `errorType` it counts as failed; an error's message never reaches a span. */
  end(errorType?: string): void;
}

/** How to start a span. */
export interface SpanStart {
  readonly name: string;
  readonly kind: SpanKindName;
  readonly attributes: Attributes;
  /** Default: none, so that it begins a trace. */
  readonly parent?: TraceContext | undefined;
  readonly links?: readonly TraceContext[];
}

/** What is emitted, and what is not. */
export interface TelemetrySettings {
  /** Whether trace context is written into the application properties of messages. */
  readonly propagate: boolean;
  /** Whether the context of a received message is the parent of its `process` span, or only linked. */
  readonly parent: "link" | "message";
  /** Whether spans hold card ids and shipment ids. */
  readonly orderIds: boolean;
  /** Whether each settlement gets a span. */
  readonly settlements: boolean;
  /** Whether each transaction of the ledger gets a span. */
  readonly ledger: boolean;
}

/** Reports the value of a gauge. */
export type Report = (metric: MetricName, value: number, attributes?: Attributes) => void;

/**
 * Where spans and metrics go. `openTelemetry()` of `cardwright/opentelemetry` makes one. Without one nothing is measured,
 * and nothing is loaded.
 */
export interface Telemetry {
  readonly settings: TelemetrySettings;
  startSpan(start: SpanStart): Span;
  /** The span that is active: ours, or one of the application. */
  current(): Span | undefined;
  /** Calls a function in which the span is active, and in what it awaits. */
  within<T>(span: Span, work: () => T): T;
  /** Calls a function in which no span is active, and others that see its calls, such as the Azure client, emit none. */
  quietly<T>(work: () => T): T;
  /** Adds to a counter, or to a histogram. */
  record(metric: MetricName, value: number, attributes?: Attributes): void;
  /** Asks for the values of gauges whenever metrics are collected, until the returned function is called. */
  observe(metrics: readonly MetricName[], look: (report: Report) => Promise<void>): () => void;
}
