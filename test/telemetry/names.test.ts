import { ATTR_ERROR_TYPE, ATTR_SERVER_ADDRESS, ATTR_SERVER_PORT } from "@opentelemetry/semantic-conventions";
import * as conventions from "@opentelemetry/semantic-conventions/incubating";
import { describe, expect, test } from "vitest";
import packageOfConventions from "../../node_modules/@opentelemetry/semantic-conventions/package.json" with {
  type: "json",
};
import { attributes, conventionsVersion, metrics, spans } from "../../src/telemetry/names.ts";

const known = Object.entries(conventions);
const valuesOf = (prefix: string) =>
  new Set(known.filter(([name]) => name.startsWith(prefix)).map(([, value]) => value as unknown));
const foreign = (names: object) => Object.keys(names).filter((name) => !name.startsWith("cardwright."));

describe("the names that are emitted", () => {
  test("are those of the semantic conventions, in the version that is told", () => {
    const stable = [ATTR_ERROR_TYPE, ATTR_SERVER_ADDRESS, ATTR_SERVER_PORT];
    const known = new Set<unknown>([...valuesOf("ATTR_"), ...stable]);
    expect(foreign(attributes).filter((name) => !known.has(name))).toEqual([]);
    expect(foreign(attributes)).toHaveLength(13);
    const metricNames = valuesOf("METRIC_");
    expect(foreign(metrics).filter((name) => !metricNames.has(name))).toEqual([]);
    expect(foreign(metrics)).toHaveLength(4);
    expect(packageOfConventions.version).toBe(conventionsVersion);
  });

  test("have the values that the conventions list", () => {
    const listed = (name: keyof typeof attributes) => attributes[name].values ?? [];
    expect(listed("messaging.system")).toEqual([conventions.MESSAGING_SYSTEM_VALUE_SERVICEBUS]);
    const types = valuesOf("MESSAGING_OPERATION_TYPE_VALUE_");
    expect(listed("messaging.operation.type").filter((value) => !types.has(value))).toEqual([]);
    const dispositions = valuesOf("MESSAGING_SERVICEBUS_DISPOSITION_STATUS_VALUE_");
    expect(listed("messaging.servicebus.disposition_status").filter((value) => !dispositions.has(value))).toEqual([]);
  });

  test("are no names of the conventions where they are our own", () => {
    const theirs = new Set<unknown>([...valuesOf("ATTR_"), ...valuesOf("METRIC_")]);
    const own = [...Object.keys(attributes), ...Object.keys(metrics)].filter((name) => name.startsWith("cardwright."));
    expect(own.filter((name) => theirs.has(name) || !/^[a-z][a-z_.]*[a-z]$/.test(name))).toEqual([]);
  });

  test("put no id into a metric", () => {
    const ids = Object.keys(attributes).filter((name) => name.endsWith(".id") || name.endsWith("_id"));
    expect(ids.length).toBeGreaterThan(3);
    const ofMetrics = new Set<string>(Object.values(metrics).flatMap((metric) => metric.attributes));
    expect(ids.filter((name) => ofMetrics.has(name))).toEqual([]);
  });

  test("are all used", () => {
    const used = new Set<string>(
      [...Object.values(metrics), ...Object.values(spans)].flatMap((definition) => definition.attributes),
    );
    expect(Object.keys(attributes).filter((name) => !used.has(name))).toEqual([]);
  });
});
