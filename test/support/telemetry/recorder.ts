import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from "@opentelemetry/sdk-metrics";
import { BasicTracerProvider, InMemorySpanExporter, SimpleSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { type OpenTelemetryOptions, openTelemetry } from "../../../src/telemetry/opentelemetry/index.ts";
import type { Telemetry } from "../../../src/telemetry/telemetry.ts";
import { registerContexts } from "./context-manager.ts";
import { OtlpMetricExporter, OtlpSpanExporter } from "./otlp.ts";
import { type SeenSpan, seenSpan } from "./seen-span.ts";

/** One value of a metric. */
export interface SeenValue {
  readonly metric: string;
  readonly attributes: { readonly [name: string]: unknown };
  /** The value, or the count of a histogram. */
  readonly value: number;
}

/** Telemetry whose spans and metrics stay in memory, and can be sent to a collector as well. */
export class Recorder implements AsyncDisposable {
  readonly telemetry: Telemetry;
  readonly tracerProvider: BasicTracerProvider;
  readonly #spans = new InMemorySpanExporter();
  readonly #metrics = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  readonly #meterProvider: MeterProvider;

  constructor(options: OpenTelemetryOptions & { readonly collector?: string } = {}) {
    const { collector, ...rest } = options;
    registerContexts();
    const never = { exportIntervalMillis: 2 ** 30, exportTimeoutMillis: 5_000 };
    this.tracerProvider = new BasicTracerProvider({
      spanProcessors: [
        new SimpleSpanProcessor(this.#spans),
        ...(collector === undefined ? [] : [new SimpleSpanProcessor(new OtlpSpanExporter(collector))]),
      ],
    });
    this.#meterProvider = new MeterProvider({
      readers: [
        new PeriodicExportingMetricReader({ exporter: this.#metrics, ...never }),
        ...(collector === undefined
          ? []
          : [new PeriodicExportingMetricReader({ exporter: new OtlpMetricExporter(collector), ...never })]),
      ],
    });
    const { tracerProvider } = this;
    this.telemetry = openTelemetry({ tracerProvider, meterProvider: this.#meterProvider, ...rest });
  }

  get spans(): readonly SeenSpan[] {
    return this.#spans.getFinishedSpans().map(seenSpan);
  }

  named(name: string): readonly SeenSpan[] {
    return this.spans.filter((span) => span.name === name);
  }

  /** Collects all metrics now. */
  async metrics(): Promise<SeenValue[]> {
    this.#metrics.reset();
    await this.#meterProvider.forceFlush();
    return this.#metrics.getMetrics().flatMap(({ scopeMetrics }) =>
      scopeMetrics.flatMap(({ metrics }) =>
        metrics.flatMap(({ descriptor, dataPoints }) =>
          dataPoints.map(({ attributes, value }) => ({
            metric: descriptor.name,
            attributes,
            value: typeof value === "number" ? value : (value as { readonly count: number }).count,
          })),
        ),
      ),
    );
  }

  /** What is recorded of one metric: its values by their attributes. */
  async valuesOf(metric: string): Promise<readonly (readonly [attributes: object, value: number])[]> {
    const all = await this.metrics();
    return all.filter((one) => one.metric === metric).map(({ attributes, value }) => [attributes, value]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.tracerProvider.shutdown();
    await this.#meterProvider.shutdown();
  }
}
