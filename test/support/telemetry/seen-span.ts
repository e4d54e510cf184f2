import { SpanKind, SpanStatusCode } from "@opentelemetry/api";
import type { ReadableSpan } from "@opentelemetry/sdk-trace-base";

/** A span as a backend sees it. */
export interface SeenSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: string;
  readonly startedNs: bigint;
  readonly attributes: { readonly [name: string]: unknown };
  readonly links: readonly string[];
  readonly hasFailed: boolean;
}

/** Reads a span of the SDK. */
export function seenSpan(span: ReadableSpan): SeenSpan {
  const { traceId, spanId } = span.spanContext();
  const parentSpanId = span.parentSpanContext?.spanId;
  return {
    traceId,
    spanId,
    ...(parentSpanId !== undefined && { parentSpanId }),
    name: span.name,
    kind: SpanKind[span.kind] ?? "",
    startedNs: BigInt(span.startTime[0]) * 1_000_000_000n + BigInt(span.startTime[1]),
    attributes: span.attributes,
    links: span.links.map(({ context }) => context.spanId),
    hasFailed: span.status.code === SpanStatusCode.ERROR,
  };
}

const varying: { readonly [name: string]: string } = {
  "messaging.message.id": "<id>",
  "messaging.message.conversation_id": "<id>",
  "messaging.servicebus.message.enqueued_time": "<time>",
  "server.port": "<port>",
};

/** Writes traces as text that is the same for every run: each span under its parent, with its links by number. */
export function traceText(spans: readonly SeenSpan[]): string {
  const inOrder = [...spans].sort((a, b) => (a.startedNs < b.startedNs ? -1 : 1));
  const numbers = new Map<string, number>();
  const roots = inOrder.filter(({ parentSpanId }) => !inOrder.some(({ spanId }) => spanId === parentSpanId));
  const lines: string[] = [];
  const childrenOf = (parent: SeenSpan) => inOrder.filter(({ parentSpanId }) => parentSpanId === parent.spanId);
  const number = (span: SeenSpan): void => {
    numbers.set(span.spanId, numbers.size + 1);
    childrenOf(span).forEach(number);
  };
  const write = (span: SeenSpan, indent: string): void => {
    const isElsewhere = indent === "" && span.parentSpanId !== undefined;
    const links = span.links.map((id) => `#${numbers.get(id) ?? "elsewhere"}`);
    const linked = links.length === 0 ? "" : ` -> ${links.join(" ")}`;
    const parent = isElsewhere ? " under another process" : "";
    lines.push(`${indent}#${numbers.get(span.spanId)} ${span.name} (${span.kind})${linked}${parent}`);
    if (span.hasFailed) lines.push(`${indent}   failed`);
    for (const [name, value] of Object.entries(span.attributes).sort(([a], [b]) => (a < b ? -1 : 1))) {
      lines.push(`${indent}   ${name}=${varying[name] ?? String(value)}`);
    }
    for (const child of childrenOf(span)) write(child, `${indent}  `);
  };
  roots.forEach(number);
  for (const root of roots) {
    write(root, "");
    lines.push("");
  }
  return `${lines.join("\n").trimEnd()}\n`;
}
