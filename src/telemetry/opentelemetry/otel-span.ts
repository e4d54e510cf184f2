import { isSpanContextValid, type Span as OtelApiSpan, SpanStatusCode } from "@opentelemetry/api";
import type { Attributes } from "../names.ts";
import type { Span } from "../telemetry.ts";
import type { TraceContext } from "../trace-context.ts";
import { toSpanContext, toTraceContext } from "./contexts.ts";

/** A span of OpenTelemetry. */
export class OtelSpan implements Span {
  readonly inner: OtelApiSpan;
  #context: TraceContext | undefined;

  constructor(inner: OtelApiSpan) {
    this.inner = inner;
  }

  get context(): TraceContext | undefined {
    if (this.#context !== undefined) return this.#context;
    const spanContext = this.inner.spanContext();
    if (isSpanContextValid(spanContext)) this.#context = toTraceContext(spanContext);
    return this.#context;
  }

  get isRecording(): boolean {
    return this.inner.isRecording();
  }

  set(attributes: Attributes): void {
    this.inner.setAttributes(attributes);
  }

  link(to: TraceContext): void {
    const context = toSpanContext(to);
    if (context !== undefined) this.inner.addLink({ context });
  }

  end(errorType?: string): void {
    if (errorType !== undefined) {
      this.inner.setAttribute("error.type", errorType);
      this.inner.setStatus({ code: SpanStatusCode.ERROR });
    }
    this.inner.end();
  }
}
