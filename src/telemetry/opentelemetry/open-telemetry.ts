import { AsyncLocalStorage } from "node:async_hooks";
import {
  type Context,
  context,
  type Link,
  type MeterProvider,
  metrics,
  SpanKind,
  type Tracer,
  type TracerProvider,
  trace,
} from "@opentelemetry/api";
import { ConfigurationError } from "../../errors/configuration-error.ts";
import { conventionsVersion, type SpanKindName } from "../names.ts";
import type { Span, SpanStart, Telemetry, TelemetrySettings } from "../telemetry.ts";
import type { TraceContext } from "../trace-context.ts";
import { contextWith, quietContext, toSpanContext } from "./contexts.ts";
import { Instruments } from "./instruments.ts";
import { OtelSpan } from "./otel-span.ts";
import { SpanOnlyContext } from "./span-only-context.ts";

/** Options of {@link openTelemetry}. */
export interface OpenTelemetryOptions extends Partial<TelemetrySettings> {
  /** Default: the one that the application has registered. */
  readonly tracerProvider?: TracerProvider;
  /** Default: the one that the application has registered. */
  readonly meterProvider?: MeterProvider;
}

const defaults: TelemetrySettings = {
  propagate: true,
  parent: "link",
  orderIds: false,
  settlements: false,
  ledger: false,
};
const providers = { tracerProvider: "getTracer", meterProvider: "getMeter" } as const;

/**
 * Makes the option `telemetry` of a client or of a job: spans and metrics go to OpenTelemetry, by its semantic conventions
 * for messaging. What is emitted is listed in `docs/telemetry.md`.
 *
 * Options: `propagate` (default true) writes `traceparent`, `tracestate` and `Diagnostic-Id` into the application properties
 * of messages; `parent: "message"` makes the context of a received message the parent of its `process` span instead of a
 * link; `orderIds`, `settlements` and `ledger` (default false) emit more.
 *
 * @throws ConfigurationError `OPTION`
 * @example
 * const client = new ProductionPartnerClient({ telemetry: openTelemetry() });
 */
export function openTelemetry(options: OpenTelemetryOptions = {}): Telemetry {
  check(options);
  const { tracerProvider, meterProvider, ...given } = options;
  const scope = { schemaUrl: `https://opentelemetry.io/schemas/${conventionsVersion}` };
  const tracer = (tracerProvider ?? trace).getTracer("cardwright", undefined, scope);
  const meter = (meterProvider ?? metrics).getMeter("cardwright", undefined, scope);
  const set = Object.entries(given).filter(([, value]) => value !== undefined);
  return new OpenTelemetry(tracer, new Instruments(meter), { ...defaults, ...Object.fromEntries(set) });
}

class OpenTelemetry implements Telemetry {
  readonly settings: TelemetrySettings;
  readonly record: Telemetry["record"];
  readonly observe: Telemetry["observe"];
  readonly #tracer: Tracer;
  /** In place of that of OpenTelemetry, which keeps nothing before the application has registered a context manager. */
  readonly #active = new AsyncLocalStorage<OtelSpan | undefined>();

  constructor(tracer: Tracer, instruments: Instruments, settings: TelemetrySettings) {
    this.settings = settings;
    this.#tracer = tracer;
    this.record = (metric, value, attributes) => instruments.record(metric, value, attributes);
    this.observe = (names, look) => instruments.observe(names, look);
  }

  startSpan({ name, kind, attributes, parent, links }: SpanStart): Span {
    const linked = links === undefined || links.length === 0 ? noLinks : linksTo(links);
    return new OtelSpan(
      this.#tracer.startSpan(name, { kind: kinds[kind], attributes, links: linked }, contextWith(parent)),
    );
  }

  current(): Span | undefined {
    const active = context.active();
    if (active instanceof SpanOnlyContext) return active.span;
    const span = trace.getSpan(active);
    return span === undefined ? this.#active.getStore() : new OtelSpan(span);
  }

  within<T>(span: Span, work: () => T): T {
    if (!(span instanceof OtelSpan)) return work();
    return this.#with(new SpanOnlyContext(span.inner, span), span, work);
  }

  quietly<T>(work: () => T): T {
    return this.#with(quietContext, undefined, work);
  }

  #with<T>(wanted: Context, span: OtelSpan | undefined, work: () => T): T {
    return context.with(wanted, () => (context.active() === wanted ? work() : this.#active.run(span, work)));
  }
}

const noLinks: Link[] = [];

function linksTo(contexts: readonly TraceContext[]): Link[] {
  const links: Link[] = [];
  for (const context of contexts) {
    const spanContext = toSpanContext(context);
    if (spanContext !== undefined) links.push({ context: spanContext });
  }
  return links;
}

const kinds: { readonly [kind in SpanKindName]: SpanKind } = {
  internal: SpanKind.INTERNAL,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
};

function check(options: OpenTelemetryOptions): void {
  const names = [...Object.keys(defaults), ...Object.keys(providers)];
  const unknown = Object.keys(options).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new ConfigurationError(`Unknown telemetry option "${unknown}"`, {
      code: "OPTION",
      help: `Use one of these: ${names.join(", ")}.`,
    });
  }
  for (const [name, method] of Object.entries(providers)) {
    const provider = options[name as keyof typeof providers] as { readonly [method: string]: unknown } | undefined;
    if (provider !== undefined && typeof provider[method] !== "function") throw invalid(name, "a provider of the SDK");
  }
  const { parent } = options;
  if (parent !== undefined && parent !== "link" && parent !== "message") throw invalid("parent", '"link" or "message"');
  for (const name of ["propagate", "orderIds", "settlements", "ledger"] as const) {
    if (options[name] !== undefined && typeof options[name] !== "boolean") throw invalid(name, "true or false");
  }
}

function invalid(name: string, expected: string): ConfigurationError {
  return new ConfigurationError(`Invalid value for telemetry option "${name}"`, {
    code: "OPTION",
    help: `Set it to ${expected}.`,
  });
}
