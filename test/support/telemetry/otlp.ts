import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { SpanKind } from "@opentelemetry/api";
import type { PushMetricExporter, ResourceMetrics } from "@opentelemetry/sdk-metrics";
import type { ReadableSpan, SpanExporter } from "@opentelemetry/sdk-trace-base";
import type { SeenSpan } from "./seen-span.ts";

// OTLP 1.x over HTTP in its JSON form (opentelemetry-proto, "JSON Protobuf Encoding").

interface OtlpValue {
  readonly stringValue?: string;
  readonly intValue?: string;
  readonly doubleValue?: number;
  readonly boolValue?: boolean;
}

interface OtlpSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly { readonly key: string; readonly value: OtlpValue }[];
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
  readonly status: { readonly code: number };
}

interface OtlpTraces {
  readonly resourceSpans: readonly {
    readonly scopeSpans: readonly {
      readonly scope: { readonly name: string };
      readonly schemaUrl?: string;
      readonly spans: readonly OtlpSpan[];
    }[];
  }[];
}

type Times = readonly [number, number];
const nanos = ([s, ns]: Times): string => String(BigInt(s) * 1_000_000_000n + BigInt(ns));
const values = (attributes: object) =>
  Object.entries(attributes).map(([key, value]) => ({ key, value: otlpValue(value as string | number | boolean) }));

function otlpValue(value: string | number | boolean): OtlpValue {
  if (typeof value === "string") return { stringValue: value };
  if (typeof value === "boolean") return { boolValue: value };
  return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
}

/** Sends spans to a collector over OTLP/HTTP. */
export class OtlpSpanExporter implements SpanExporter {
  readonly #url: string;
  readonly #posting = new Set<Promise<unknown>>();

  constructor(url: string) {
    this.#url = `${url}/v1/traces`;
  }

  export(spans: ReadableSpan[], done: (result: { code: number }) => void): void {
    const otlp: OtlpTraces = {
      resourceSpans: [
        {
          scopeSpans: spans.map((span) => ({
            scope: { name: span.instrumentationScope.name },
            schemaUrl: span.instrumentationScope.schemaUrl ?? "",
            spans: [otlpSpan(span)],
          })),
        },
      ],
    };
    const posting = post(this.#url, otlp).then(
      () => done({ code: 0 }),
      () => done({ code: 1 }),
    );
    this.#posting.add(posting);
    void posting.finally(() => this.#posting.delete(posting));
  }

  async forceFlush(): Promise<void> {
    await Promise.all(this.#posting);
  }

  shutdown(): Promise<void> {
    return this.forceFlush();
  }
}

function otlpSpan(span: ReadableSpan): OtlpSpan {
  const { traceId, spanId } = span.spanContext();
  const parent = span.parentSpanContext?.spanId;
  return {
    traceId,
    spanId,
    ...(parent !== undefined && { parentSpanId: parent }),
    name: span.name,
    kind: span.kind + 1,
    startTimeUnixNano: nanos(span.startTime),
    endTimeUnixNano: nanos(span.endTime),
    attributes: values(span.attributes),
    links: span.links.map(({ context }) => ({ traceId: context.traceId, spanId: context.spanId })),
    status: { code: span.status.code },
  };
}

/** Sends metrics to a collector over OTLP/HTTP: names, attributes and values. */
export class OtlpMetricExporter implements PushMetricExporter {
  readonly #url: string;

  constructor(url: string) {
    this.#url = `${url}/v1/metrics`;
  }

  export({ scopeMetrics }: ResourceMetrics, done: (result: { code: number }) => void): void {
    const metrics = scopeMetrics.flatMap(({ metrics }) =>
      metrics.map(({ descriptor, dataPoints }) => ({
        name: descriptor.name,
        unit: descriptor.unit,
        gauge: {
          dataPoints: dataPoints.map(({ attributes, value }) => ({
            attributes: values(attributes),
            asDouble: typeof value === "number" ? value : (value as { readonly sum?: number }).sum,
          })),
        },
      })),
    );
    void post(this.#url, { resourceMetrics: [{ scopeMetrics: [{ metrics }] }] }).then(
      () => done({ code: 0 }),
      () => done({ code: 1 }),
    );
  }

  async forceFlush(): Promise<void> {}
  async shutdown(): Promise<void> {}
}

async function post(url: string, body: object): Promise<void> {
  const answer = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`collector answered ${answer.status}`);
}

/** A collector that keeps what it gets, as bytes and as spans. */
export class CollectorStub implements AsyncDisposable {
  readonly url: string;
  readonly bodies: string[];
  readonly #server: Server;

  private constructor(server: Server, bodies: string[]) {
    this.#server = server;
    this.bodies = bodies;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  static async start(): Promise<CollectorStub> {
    const bodies: string[] = [];
    const server = createServer(async (request, response) => {
      const parts: Buffer[] = [];
      for await (const part of request) parts.push(part as Buffer);
      bodies.push(`${request.url} ${Buffer.concat(parts).toString()}`);
      response.setHeader("content-type", "application/json").end("{}");
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new CollectorStub(server, bodies);
  }

  get spans(): readonly SeenSpan[] {
    return this.#of<OtlpTraces>("/v1/traces").flatMap(({ resourceSpans }) =>
      resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans.map(seenOf))),
    );
  }

  get schemaUrls(): ReadonlySet<string | undefined> {
    const all = this.#of<OtlpTraces>("/v1/traces").flatMap(({ resourceSpans }) => resourceSpans);
    return new Set(all.flatMap(({ scopeSpans }) => scopeSpans.map(({ schemaUrl }) => schemaUrl)));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #of<T>(path: string): readonly T[] {
    return this.bodies.filter((body) => body.startsWith(`${path} `)).map((body) => JSON.parse(body.slice(path.length)));
  }
}

function seenOf(span: OtlpSpan): SeenSpan {
  const { traceId, spanId, parentSpanId, name, kind, startTimeUnixNano, attributes, links, status } = span;
  return {
    traceId,
    spanId,
    ...(parentSpanId !== undefined && { parentSpanId }),
    name,
    kind: SpanKind[kind - 1] ?? "",
    startedNs: BigInt(startTimeUnixNano),
    attributes: Object.fromEntries(
      attributes.map(({ key, value }) => [key, value.stringValue ?? value.intValue ?? value.doubleValue]),
    ),
    links: links.map((link) => link.spanId),
    hasFailed: status.code === 2,
  };
}
