import type { ServiceBusReceivedMessage } from "@azure/service-bus";
import { describe, expect, test } from "vitest";
import { settlementSpans } from "../../src/production-partner/client/telemetry/settlement-spans.ts";
import type { SettlementObserver } from "../../src/service-bus/consumer.ts";
import type { OpenTelemetryOptions } from "../../src/telemetry/opentelemetry/index.ts";
import { Recorder } from "../support/telemetry/recorder.ts";

const duration = "messaging.client.operation.duration";
const message = { messageId: "1" } as unknown as ServiceBusReceivedMessage;

/** A recorder, and what tells it of settlements. */
function start(options: OpenTelemetryOptions = {}): { recorder: Recorder; observe: SettlementObserver } {
  const recorder = new Recorder(options);
  const endpoint = { queue: "q", server: { address: "127.0.0.1" } } as Parameters<typeof settlementSpans>[1];
  const messages = { spanOf: () => undefined, forget: () => {} };
  return { recorder, observe: settlementSpans(recorder.telemetry, endpoint, messages) };
}

/** How many durations were recorded, by operation and error. */
async function counts(recorder: Recorder): Promise<object> {
  const values = (await recorder.valuesOf(duration)) as readonly [{ readonly [name: string]: unknown }, number][];
  return Object.fromEntries(
    values.map(([given, count]) => [`${given["messaging.operation.name"]} ${given["error.type"] ?? "done"}`, count]),
  );
}

describe("the duration of settlements", () => {
  test("is measured for each, with the error of one that failed", async () => {
    const { recorder, observe } = start();
    await using _ = recorder;
    const [done, lost, refused] = [
      observe(message, "complete"),
      observe(message, "complete"),
      observe(message, "complete"),
    ];
    done();
    lost(new TypeError("never"));
    refused(new RangeError("never"));
    expect(await counts(recorder)).toEqual({ "complete done": 1, "complete TypeError": 1, "complete RangeError": 1 });
  });

  test("is measured beside a span for each", async () => {
    const { recorder, observe } = start({ settlements: true });
    await using _ = recorder;
    for (const ended of [observe(message, "complete"), observe(message, "complete")]) ended();
    expect(await counts(recorder)).toEqual({ "complete done": 2 });
    expect(recorder.named("complete q")).toHaveLength(2);
  });
});
