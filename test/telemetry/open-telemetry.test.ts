import { context, createContextKey, trace } from "@opentelemetry/api";
import { describe, expect, test } from "vitest";
import { errorType } from "../../src/telemetry/error-type.ts";
import { openTelemetry } from "../../src/telemetry/opentelemetry/index.ts";
import { contextOfMessage, sharedContext, traceContext } from "../../src/telemetry/trace-context.ts";
import { codeOf } from "../support/code-of.ts";
import { Recorder } from "../support/telemetry/recorder.ts";

const traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

describe("openTelemetry", () => {
  test("refuses options that it does not know", () => {
    for (const wrong of [
      { orderIDs: true },
      { parent: "child" },
      { propagate: "yes" },
      { tracerProvider: {} },
      { meterProvider: { getMeter: 1 } },
    ]) {
      expect(codeOf(() => openTelemetry(wrong as never))).toBe("OPTION");
    }
  });

  test("without an SDK does nothing, and has no context", () => {
    const telemetry = openTelemetry();
    const span = telemetry.startSpan({ name: "process q", kind: "consumer", attributes: {} });
    expect(span.context).toBeUndefined();
    expect(telemetry.within(span, () => 1)).toBe(1);
    telemetry.record("messaging.process.duration", 1, {});
    span.end();
  });

  test("keeps the active span through awaits, and none while quiet", async () => {
    await using recorder = new Recorder();
    const { telemetry } = recorder;
    const span = telemetry.startSpan({ name: "process q", kind: "consumer", attributes: {} });
    await telemetry.within(span, async () => {
      await new Promise(setImmediate);
      expect(telemetry.current()?.context?.traceparent).toBe(span.context?.traceparent);
      telemetry.quietly(() => expect(telemetry.current()).toBeUndefined());
    });
    expect(telemetry.current()).toBeUndefined();
  });

  test("what an application keeps in the active context keeps the span, and its own span is the active one", async () => {
    await using recorder = new Recorder();
    const { telemetry, tracerProvider } = recorder;
    const span = telemetry.startSpan({ name: "process q", kind: "consumer", attributes: {} });
    const key = createContextKey("of the application");
    telemetry.within(span, () => {
      expect(context.active().getValue(key)).toBeUndefined();
      context.with(context.active().setValue(key, 1), () => {
        expect(context.active().getValue(key)).toBe(1);
        expect(telemetry.current()?.context?.traceparent).toBe(span.context?.traceparent);
      });
      expect(trace.getSpan(context.active().deleteValue(key))).toBe(trace.getActiveSpan());
      expect(trace.getSpan(trace.deleteSpan(context.active()))).toBeUndefined();
      const own = tracerProvider.getTracer("application").startSpan("print");
      context.with(trace.setSpan(context.active(), own), () => {
        expect(telemetry.current()?.context?.traceparent).toContain(own.spanContext().spanId);
      });
      own.end();
    });
    span.end();
    const [print, process] = recorder.spans;
    expect(print?.parentSpanId).toBe(String(process?.spanId));
  });

  test("a context that is kept as JSON is whole", async () => {
    await using recorder = new Recorder();
    const parent = { traceparent, tracestate: "a=b" };
    const { context: own } = recorder.telemetry.startSpan({
      name: "create q",
      kind: "producer",
      attributes: {},
      parent,
    });
    const kept = JSON.parse(JSON.stringify(own));
    expect(kept).toEqual({ traceparent: own?.traceparent, tracestate: "a=b" });
  });

  test("a span that was not sampled is passed on as such", async () => {
    await using recorder = new Recorder();
    const parent = { traceparent: traceparent.replace(/01$/, "00"), tracestate: "a=b" };
    const span = recorder.telemetry.startSpan({ name: "create q", kind: "producer", attributes: {}, parent });
    expect(span.context?.traceparent).toMatch(/^00-4bf92f3577b34da6a3ce929d0e0e4736-.*-00$/);
    expect(span.context?.tracestate).toBe("a=b");
    span.end();
    expect(recorder.spans).toEqual([]);
  });
});

describe("trace contexts", () => {
  test("are read only where they are well-formed", () => {
    expect(traceContext(traceparent, "a=b")).toEqual({ traceparent, tracestate: "a=b" });
    expect(traceContext(traceparent, "ä")).toEqual({ traceparent });
    for (const wrong of [undefined, 1, "", "00-0-0-01", traceparent.toUpperCase(), `ff${traceparent.slice(2)}`]) {
      expect(traceContext(wrong)).toBeUndefined();
    }
    expect(traceContext("00-00000000000000000000000000000000-00f067aa0ba902b7-01")).toBeUndefined();
    expect(contextOfMessage({ "Diagnostic-Id": traceparent })).toEqual({ traceparent });
    expect(contextOfMessage({ traceparent: "x", "Diagnostic-Id": "|old.1." })).toBeUndefined();
  });

  test("are shared only in one trace", () => {
    const sibling = { traceparent: traceparent.replace("00f0", "11f0") };
    const stranger = { traceparent: traceparent.replace("4bf9", "5bf9") };
    expect(sharedContext([])).toBeUndefined();
    expect(sharedContext([{ traceparent }, sibling])).toEqual({ traceparent });
    expect(sharedContext([{ traceparent }, stranger])).toBeUndefined();
  });
});

describe("errorType", () => {
  test("is a code or a class, and never a text", () => {
    expect(errorType(Object.assign(new Error("x"), { code: "ECONNREFUSED" }))).toBe("ECONNREFUSED");
    expect(errorType(new TypeError("Anna Andersson"))).toBe("TypeError");
    expect(errorType(Object.assign(new Error("x"), { code: "Anna Andersson", name: "Anna" }))).toBe("Error");
    for (const odd of [undefined, "Anna", null, 7]) expect(errorType(odd)).toBe("_OTHER");
  });
});
