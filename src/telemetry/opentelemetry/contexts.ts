import {
  type Context,
  createContextKey,
  createTraceState,
  isSpanContextValid,
  ROOT_CONTEXT,
  type SpanContext,
  trace,
} from "@opentelemetry/api";
import { type TraceContext, traceIds } from "../trace-context.ts";
import { SpanOnlyContext } from "./span-only-context.ts";

// The key that the SDK and the instrumentations look for: it is that of @opentelemetry/core, which is no part of the API.
const suppression = createContextKey("OpenTelemetry SDK Context Key SUPPRESS_TRACING");

/** The context in which no span is active, and instrumentations emit none. */
export const quietContext: Context = ROOT_CONTEXT.setValue(suppression, true);

/** The context of a span that is in this process: it need not be read, and is written as text only when it is asked for. */
class SpanTraceContext implements TraceContext {
  declare readonly tracestate?: string;
  readonly #spanContext: SpanContext;

  constructor(spanContext: SpanContext) {
    this.#spanContext = spanContext;
    const tracestate = spanContext.traceState?.serialize();
    if (tracestate !== undefined && tracestate !== "") this.tracestate = tracestate;
  }

  get traceparent(): string {
    const { traceId, spanId, traceFlags } = this.#spanContext;
    return `00-${traceId}-${spanId}-${traceFlags === 1 ? "01" : traceFlags.toString(16).padStart(2, "0")}`;
  }

  /** What is computed when it is read is no property of its own, which JSON would leave out. */
  toJSON(): TraceContext {
    const { traceparent, tracestate } = this;
    return { traceparent, ...(tracestate !== undefined && { tracestate }) };
  }

  static read(context: TraceContext): SpanContext | undefined {
    return #spanContext in context ? context.#spanContext : undefined;
  }
}

/** Returns a span context as W3C Trace Context has it. */
export function toTraceContext(spanContext: SpanContext): TraceContext {
  return new SpanTraceContext(spanContext);
}

/** Reads W3C Trace Context as a span context of another process. */
export function toSpanContext(context: TraceContext): SpanContext | undefined {
  const known = SpanTraceContext.read(context);
  if (known !== undefined) return known;
  const ids = traceIds(context);
  if (ids === undefined) return undefined;
  const spanContext: SpanContext = {
    traceId: ids.traceId,
    spanId: ids.spanId,
    traceFlags: Number.parseInt(ids.flags, 16),
    isRemote: true,
    ...(context.tracestate !== undefined && { traceState: createTraceState(context.tracestate) }),
  };
  return isSpanContextValid(spanContext) ? spanContext : undefined;
}

/** The context in which a span that is somewhere else is active. */
export function contextWith(parent: TraceContext | undefined): Context {
  const spanContext = parent === undefined ? undefined : toSpanContext(parent);
  return spanContext === undefined ? ROOT_CONTEXT : new SpanOnlyContext(trace.wrapSpanContext(spanContext));
}
