import type { Meter } from "@opentelemetry/api";
import type { Attributes, MetricDefinition, MetricName } from "../names.ts";

interface Total {
  readonly attributes: Attributes;
  value: number;
}

/**
 * The totals of a counter, which the SDK asks for when it collects: its own counter looks up its attributes anew for every
 * message, which takes longer than all else that is measured of it.
 */
export class Totals {
  readonly #byObject = new WeakMap<Attributes, Total>();
  #last: readonly [Attributes, Total] | undefined;
  readonly #byText = new Map<string, Total>();

  constructor(meter: Meter, metric: MetricName, { unit, brief }: MetricDefinition) {
    meter.createObservableCounter<Attributes>(metric, { unit, description: brief }).addCallback((result) => {
      for (const { value, attributes } of this.#byText.values()) result.observe(value, attributes);
    });
  }

  add(value: number, attributes: Attributes): void {
    // Mostly the same as before.
    if (this.#last?.[0] !== attributes) this.#last = [attributes, this.#known(attributes)];
    this.#last[1].value += value;
  }

  #known(attributes: Attributes): Total {
    const known = this.#byObject.get(attributes);
    if (known !== undefined) return known;
    const total = this.#totalOf(attributes);
    this.#byObject.set(attributes, total);
    return total;
  }

  #totalOf(attributes: Attributes): Total {
    const text = JSON.stringify(attributes);
    const known = this.#byText.get(text);
    if (known !== undefined) return known;
    const total = { attributes, value: 0 };
    this.#byText.set(text, total);
    return total;
  }
}
