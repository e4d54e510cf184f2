import type { Meter, Observable } from "@opentelemetry/api";
import { type Attributes, type MetricName, metrics } from "../names.ts";
import type { Report } from "../telemetry.ts";
import { Totals } from "./totals.ts";

const none: Attributes = {};

/** The instruments of a meter: each is made when it is used first. */
export class Instruments {
  readonly #meter: Meter;
  readonly #recorders = new Map<MetricName, (value: number, attributes?: Attributes) => void>();
  readonly #gauges = new Map<MetricName, Observable>();

  constructor(meter: Meter) {
    this.#meter = meter;
  }

  record(metric: MetricName, value: number, attributes?: Attributes): void {
    let recorder = this.#recorders.get(metric);
    if (recorder === undefined) {
      recorder = this.#recorderOf(metric);
      this.#recorders.set(metric, recorder);
    }
    recorder(value, attributes);
  }

  observe(names: readonly MetricName[], look: (report: Report) => Promise<void>): () => void {
    const gauges = names.map((name) => this.#gaugeOf(name));
    const callback: Parameters<Meter["addBatchObservableCallback"]>[0] = async (result) => {
      await look((name, value, attributes) => result.observe(this.#gaugeOf(name), value, attributes));
    };
    this.#meter.addBatchObservableCallback(callback, gauges);
    return () => this.#meter.removeBatchObservableCallback(callback, gauges);
  }

  #recorderOf(metric: MetricName): (value: number, attributes?: Attributes) => void {
    const { instrument, unit, brief, buckets } = metrics[metric];
    const options = { unit, description: brief };
    if (instrument === "counter") {
      const totals = new Totals(this.#meter, metric, metrics[metric]);
      return (value, attributes = none) => totals.add(value, attributes);
    }
    const advice = buckets === undefined ? {} : { advice: { explicitBucketBoundaries: [...buckets] } };
    const histogram = this.#meter.createHistogram<Attributes>(metric, { ...options, ...advice });
    return (value, attributes) => histogram.record(value, attributes);
  }

  #gaugeOf(name: MetricName): Observable {
    const known = this.#gauges.get(name);
    if (known !== undefined) return known;
    const { unit, brief } = metrics[name];
    const gauge = this.#meter.createObservableGauge(name, { unit, description: brief });
    this.#gauges.set(name, gauge);
    return gauge;
  }
}
