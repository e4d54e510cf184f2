import { type Context, type Span as OtelApiSpan, ROOT_CONTEXT, trace } from "@opentelemetry/api";
import type { Span } from "../telemetry.ts";

const spanKey = keyOfSpans();

/**
 * A context in which a span is active, and nothing else. Those that the API makes copy a map and make three functions, for
 * every message.
 */
export class SpanOnlyContext implements Context {
  /** Ours, when it is one of ours. */
  readonly span: Span | undefined;
  readonly #inner: OtelApiSpan;

  constructor(inner: OtelApiSpan, span?: Span) {
    this.#inner = inner;
    this.span = span;
  }

  getValue(key: symbol): unknown {
    return key === spanKey ? this.#inner : undefined;
  }

  setValue(key: symbol, value: unknown): Context {
    return trace.setSpan(ROOT_CONTEXT, this.#inner).setValue(key, value);
  }

  deleteValue(key: symbol): Context {
    return trace.setSpan(ROOT_CONTEXT, this.#inner).deleteValue(key);
  }
}

/** The key under which the API keeps the active span: it exports only what uses it. */
function keyOfSpans(): symbol | undefined {
  let found: symbol | undefined;
  const asked: Context = {
    getValue(key) {
      found = key;
    },
    setValue: () => asked,
    deleteValue: () => asked,
  };
  trace.getSpan(asked);
  return found;
}
