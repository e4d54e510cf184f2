/**
 * Where a span is in a trace, as W3C Trace Context writes it. It is sent with messages, and kept in the ledger. Read its
 * properties by name: they may be computed, so a spread leaves them out.
 */
export interface TraceContext {
  readonly traceparent: string;
  readonly tracestate?: string;
}

const traceparentForm = /^(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})([0-9a-f]{16})-([0-9a-f]{2})(?:-.*)?$/;
const maxTracestateLength = 512;

/** The parts of a trace context. */
export interface TraceIds {
  readonly traceId: string;
  readonly spanId: string;
  /** Two hexadecimal digits. */
  readonly flags: string;
}

/** Reads a trace context; `undefined` when it is none. */
export function traceIds({ traceparent }: TraceContext): TraceIds | undefined {
  const [, traceId, spanId, flags] = traceparentForm.exec(traceparent) ?? [];
  return traceId === undefined || spanId === undefined || flags === undefined ? undefined : { traceId, spanId, flags };
}

/** Makes a trace context of texts that somebody else wrote; `undefined` when they are none. */
export function traceContext(traceparent: unknown, tracestate?: unknown): TraceContext | undefined {
  if (typeof traceparent !== "string" || traceparent.length > maxTracestateLength) return undefined;
  if (!traceparentForm.test(traceparent)) return undefined;
  if (typeof tracestate !== "string" || !isTracestate(tracestate)) return { traceparent };
  return { traceparent, tracestate };
}

/** Reads the trace context of a message: `traceparent`, or what the Azure clients write. */
export function contextOfMessage(
  properties: { readonly [name: string]: unknown } | undefined,
): TraceContext | undefined {
  if (properties === undefined) return undefined;
  return traceContext(properties["traceparent"], properties["tracestate"]) ?? traceContext(properties["Diagnostic-Id"]);
}

/** The application properties of a message. With `Diagnostic-Id` set, the Azure client writes no other context. */
export function propertiesOf({ traceparent, tracestate }: TraceContext): { readonly [name: string]: string } {
  if (tracestate === undefined) return { traceparent, "Diagnostic-Id": traceparent };
  return { traceparent, tracestate, "Diagnostic-Id": traceparent };
}

/** The trace that all of these are in; `undefined` when they are in several, or there are none. */
export function sharedContext(contexts: readonly TraceContext[]): TraceContext | undefined {
  const [first, ...others] = contexts;
  if (first === undefined) return undefined;
  // Between the version and the id of the span. The text is well-formed: it was checked when it was read.
  const traceId = first.traceparent.slice(2, 36);
  return others.every(({ traceparent }) => traceparent.startsWith(traceId, 2)) ? first : undefined;
}

function isTracestate(text: string): boolean {
  // Printable characters only: it goes into a queue and into a database as it is.
  return text.length > 0 && text.length <= maxTracestateLength && /^[\x20-\x7e]+$/.test(text);
}
