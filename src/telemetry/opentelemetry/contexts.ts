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

// The key that the SDK and the instrumentations look for: it is that of @opentelemetry/core, which is no part of the API.
const suppression = createContextKey("OpenTelemetry SDK Context Key SUPPRESS_TRACING");

/** The context in which no span is active, and instrumentations emit none. */
export const quietContext: Context = ROOT_CONTEXT.setValue(suppression, true);

/** A context that was written in this process, so that it need not be read. */
class WrittenContext implements TraceContext {
  readonly traceparent: string;
  declare readonly tracestate?: string;
  readonly #spanContext: SpanContext;

  constructor(spanContext: SpanContext) {
    const { traceId, spanId, traceFlags, traceState } = spanContext;
    const flags = traceFlags === 1 ? "01" : traceFlags.toString(16).padStart(2, "0");
    this.traceparent = `00-${traceId}-${spanId}-${flags}`;
    this.#spanContext = spanContext;
    const tracestate = traceState?.serialize();
    if (tracestate !== undefined && tracestate !== "") this.tracestate = tracestate;
  }

  static read(context: TraceContext): SpanContext | undefined {
    return #spanContext in context ? context.#spanContext : undefined;
  }
}

/** Writes a span context as W3C Trace Context. */
export function toTraceContext(spanContext: SpanContext): TraceContext {
  return new WrittenContext(spanContext);
}

/** Reads W3C Trace Context as a span context of another process. */
export function toSpanContext(context: TraceContext): SpanContext | undefined {
  const known = WrittenContext.read(context);
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
  return spanContext === undefined ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, spanContext);
}
