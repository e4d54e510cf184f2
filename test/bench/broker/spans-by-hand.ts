import { type Attributes, context, ROOT_CONTEXT, SpanKind, trace } from "@opentelemetry/api";
import { droppingMeters, droppingTracers } from "./dropped-telemetry.ts";

/** What the application measures around its own handlers and calls. */
export interface SpansByHand {
  /** Handles a message within a `process` span. */
  processed<T>(message: { readonly type: string; readonly messageId: string }, work: () => Promise<T>): Promise<T>;
  /** Sends a message within a `create` span. */
  created<T>(type: string, work: () => Promise<T>): Promise<T>;
}

const seconds = {
  advice: { explicitBucketBoundaries: [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10] },
};

/**
 * What somebody writes who wants the same spans and metrics without the option `telemetry`: one span and one duration for
 * each message, a counter, and the attributes that the conventions ask for. It sees less: no settlement, no group of sends, no
 * link, no trace in the ledger.
 */
export function spansByHand(endpoint: { readonly queue: string }): SpansByHand {
  const tracer = droppingTracers().getTracer("by hand");
  const meter = droppingMeters().getMeter("by hand");
  const durations = {
    process: meter.createHistogram("messaging.process.duration", { unit: "s", ...seconds }),
    create: meter.createHistogram("messaging.client.operation.duration", { unit: "s", ...seconds }),
  };
  const counts = {
    process: meter.createCounter("messaging.client.consumed.messages"),
    create: meter.createCounter("messaging.client.sent.messages"),
  };

  async function within<T>(operation: "process" | "create", own: Attributes, work: () => Promise<T>): Promise<T> {
    const attributes = {
      "messaging.system": "servicebus",
      "messaging.operation.name": operation,
      "messaging.destination.name": endpoint.queue,
      "server.address": "127.0.0.1",
      "server.port": 5672,
    };
    const kind = operation === "process" ? SpanKind.CONSUMER : SpanKind.PRODUCER;
    const parent = operation === "process" ? ROOT_CONTEXT : context.active();
    const given = { ...attributes, "messaging.operation.type": operation, ...own };
    const span = tracer.startSpan(`${operation} ${endpoint.queue}`, { kind, attributes: given }, parent);
    const startMs = performance.now();
    try {
      const result = await context.with(trace.setSpan(parent, span), work);
      span.setAttribute("outcome", "handled");
      return result;
    } finally {
      span.end();
      durations[operation].record((performance.now() - startMs) / 1000, attributes);
      counts[operation].add(1, attributes);
    }
  }

  return {
    processed: ({ type, messageId }, work) =>
      within("process", { "messaging.message.id": messageId, "message.type": type }, work),
    created: (type, work) => within("create", { "message.type": type }, work),
  };
}
