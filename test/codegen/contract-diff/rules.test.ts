import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readContract } from "../../../codegen/asyncapi/read/contract-reader.ts";
import { Cursor } from "../../../codegen/asyncapi/read/cursor.ts";
import { DocumentSet, parseSpec } from "../../../codegen/asyncapi/read/document.ts";
import { compareContracts } from "../../../codegen/contract-diff/compare-contracts.ts";
import { type RuleId, rules, type Verdict } from "../../../codegen/contract-diff/rules.ts";

type Way = "send" | "receive";

/** The parts of a document that a case may change, as YAML in flow style. */
interface Parts {
  readonly payload?: string;
  readonly message?: string;
  readonly more?: string;
  readonly operation?: string;
  readonly action?: string;
}

// The document is written from the other side: what it sends, the partner receives.
function contract(way: Way, { payload = "{ type: object }", message = "", more = "", operation = "", action }: Parts) {
  const own = way === "send" ? "receive" : "send";
  const text = [
    "asyncapi: 3.0.0",
    "info: { title: T, version: 1.0.0 }",
    `channels: { c: { address: c, messages: { m: { payload: ${payload} ${message === "" ? "" : `, ${message}`} } ${more} } } }`,
    `operations: { o${operation}: { action: ${action === "other" ? (own === "send" ? "receive" : "send") : own}, channel: { $ref: '#/channels/c' } }`,
    action === "both"
      ? ` , p: { action: ${own === "send" ? "receive" : "send"}, channel: { $ref: '#/channels/c' } } }`
      : " }",
  ].join("\n");
  const document = parseSpec("contract.yaml", text);
  return readContract(new Cursor(new DocumentSet(document), document, "", document.value));
}

const p = (schema: string) => ({ payload: `{ type: object, properties: { a: ${schema} } }` });
const B: Verdict = "breaking";
const C: Verdict = "compatible";
const D: Verdict = "documentation";

// What each change must mean, stated here independently of the rules: [rule, before, after, sending, receiving].
const cases: readonly (readonly [RuleId, Parts, Parts, Verdict, Verdict])[] = [
  ["message-added", {}, { more: ", n: { payload: {} }" }, C, B],
  ["message-removed", { more: ", n: { payload: {} }" }, {}, B, B],
  [
    "content-type-changed",
    { message: "contentType: application/json" },
    { message: "contentType: application/cbor" },
    B,
    B,
  ],
  [
    "correlation-changed",
    { message: "correlationId: { location: $message.header#/a }" },
    { message: "correlationId: { location: $message.header#/b }" },
    B,
    B,
  ],
  ["headers-added", {}, { message: "headers: { type: object, properties: { h: { type: string } } }" }, B, C],
  ["headers-removed", { message: "headers: { type: object, properties: { h: { type: string } } }" }, {}, C, B],
  [
    "required-property-added",
    p("{}"),
    { payload: "{ type: object, properties: { a: {}, b: {} }, required: [b] }" },
    B,
    C,
  ],
  ["optional-property-added", p("{}"), { payload: "{ type: object, properties: { a: {}, b: {} } }" }, C, C],
  ["property-removed", { payload: "{ type: object, properties: { a: {}, b: {} } }" }, p("{}"), B, B],
  ["property-made-required", p("{}"), { payload: "{ type: object, properties: { a: {} }, required: [a] }" }, B, C],
  ["property-made-optional", { payload: "{ type: object, properties: { a: {} }, required: [a] }" }, p("{}"), C, B],
  [
    "dependency-added",
    p("{}"),
    { payload: "{ type: object, properties: { a: {} }, dependentRequired: { a: [b] } }" },
    B,
    C,
  ],
  [
    "dependency-removed",
    { payload: "{ type: object, properties: { a: {} }, dependentRequired: { a: [b] } }" },
    p("{}"),
    C,
    B,
  ],
  [
    "object-closed",
    p("{ type: object, properties: { x: {} }, additionalProperties: true }"),
    p("{ type: object, properties: { x: {} } }"),
    B,
    C,
  ],
  [
    "object-opened",
    p("{ type: object, properties: { x: {} } }"),
    p("{ type: object, properties: { x: {} }, additionalProperties: true }"),
    C,
    C,
  ],
  ["type-widened", p("{ type: string }"), p("{ type: [string, 'null'] }"), C, B],
  ["type-narrowed", p("{ type: number }"), p("{ type: integer }"), B, C],
  ["type-changed", p("{ type: string }"), p("{ type: integer }"), B, B],
  ["enum-value-added", p("{ enum: [x] }"), p("{ enum: [x, y] }"), C, C],
  ["enum-value-removed", p("{ enum: [x, y] }"), p("{ enum: [x] }"), B, C],
  ["enum-added", p("{ type: string }"), p("{ type: string, enum: [x] }"), B, C],
  ["enum-removed", p("{ type: string, enum: [x] }"), p("{ type: string }"), C, C],
  ["const-added", p("{ type: string }"), p("{ type: string, const: x }"), B, C],
  ["const-removed", p("{ type: string, const: x }"), p("{ type: string }"), C, B],
  ["const-changed", p("{ const: x }"), p("{ const: y }"), B, B],
  ["limit-tightened", p("{ type: string, maxLength: 3 }"), p("{ type: string, maxLength: 2 }"), B, C],
  ["limit-tightened", p("{ type: string }"), p("{ type: string, minLength: 1 }"), B, C],
  ["limit-tightened", p("{ type: array }"), p("{ type: array, uniqueItems: true }"), B, C],
  ["limit-loosened", p("{ type: integer, minimum: 1 }"), p("{ type: integer, minimum: 0 }"), C, B],
  ["limit-loosened", p("{ type: string, pattern: x }"), p("{ type: string }"), C, B],
  ["limit-changed", p("{ type: string, pattern: x }"), p("{ type: string, pattern: y }"), B, B],
  ["format-added", p("{ type: string }"), p("{ type: string, format: date }"), B, C],
  ["format-removed", p("{ type: string, format: date }"), p("{ type: string }"), C, B],
  ["format-changed", p("{ type: string, format: date }"), p("{ type: string, format: time }"), B, B],
  [
    "alternative-added",
    p("{ anyOf: [{ required: [x] }] }"),
    p("{ anyOf: [{ required: [x] }, { required: [y] }] }"),
    C,
    B,
  ],
  [
    "alternative-removed",
    p("{ anyOf: [{ required: [x] }, { required: [y] }] }"),
    p("{ anyOf: [{ required: [x] }] }"),
    B,
    C,
  ],
  [
    "alternatives-added",
    p("{ type: object }"),
    p("{ type: object, anyOf: [{ required: [x] }, { required: [y] }] }"),
    B,
    C,
  ],
  [
    "alternatives-removed",
    p("{ type: object, anyOf: [{ required: [x] }, { required: [y] }] }"),
    p("{ type: object }"),
    C,
    B,
  ],
  ["type-widened", p("{ enum: [a] }"), p("{ enum: [a, 1] }"), C, B],
  [
    "alternatives-added",
    p("{ anyOf: [{ type: string }, { type: integer }] }"),
    p("{ anyOf: [{ type: string }, { type: integer }], oneOf: [{ minLength: 1 }, { minimum: 1 }] }"),
    B,
    C,
  ],
  [
    "combination-changed",
    p("{ allOf: [{ pattern: a }, { pattern: b }] }"),
    p("{ allOf: [{ pattern: a }, { pattern: c }] }"),
    B,
    B,
  ],
  ["exclusion-changed", p("{ not: { type: string } }"), p("{ not: { type: number } }"), B, B],
  ["schema-added", p("{ type: array }"), p("{ type: array, items: { type: string } }"), B, C],
  ["schema-removed", p("{ type: array, items: { type: string } }"), p("{ type: array }"), C, B],
  ["tuple-changed", p("{ type: array, prefixItems: [{}] }"), p("{ type: array, prefixItems: [{}, {}] }"), B, B],
  ["operation-changed", {}, { operation: "2" }, D, D],
  ["text-changed", { message: "title: a" }, { message: "title: b" }, D, D],
  [
    "text-changed",
    p("{ items: { properties: { x: { description: a } } } }"),
    p("{ items: { properties: { x: { description: b } } } }"),
    D,
    D,
  ],
  ["examples-changed", p("{ examples: [1] }"), p("{ examples: [2] }"), D, D],
  ["default-changed", p("{ default: 1 }"), p("{ default: 2 }"), D, D],
  ["deprecation-changed", p("{}"), p("{ deprecated: true }"), D, D],
  ["provenance-changed", p("{ x-provenance: assumed }"), p("{ x-provenance: seen }"), D, D],
];

describe.each(["send", "receive"] as const)("in what the partner is to %s", (way) => {
  it.each(cases)("%s: %o → %o", (rule, before, after, sending, receiving) => {
    const changes = compareContracts(contract(way, before), contract(way, after));
    const verdict = way === "send" ? sending : receiving;
    expect(changes.map((change) => [change.rule, change.direction, change.verdict])).toEqual([[rule, way, verdict]]);
    expect(changes[0]?.at).toMatchObject({ file: "contract.yaml", line: expect.any(Number) });
  });

  it("finds nothing when nothing has changed", () => {
    for (const [, before, after] of cases) {
      expect(compareContracts(contract(way, before), contract(way, before))).toEqual([]);
      expect(compareContracts(contract(way, after), contract(way, after))).toEqual([]);
    }
  });
});

describe("a change of several parts", () => {
  const verdicts = (way: Way, before: Parts, after: Parts) =>
    compareContracts(contract(way, before), contract(way, after)).map(({ rule, verdict }) => `${rule} ${verdict}`);

  it("a list gives way to a type that its receivers do not let pass", () => {
    expect(verdicts("receive", p("{ enum: [a] }"), p("{ type: [string, 'null'] }"))).toContain("type-widened breaking");
  });

  it("a property that could be sent as anything before is described now", () => {
    const open = (properties: string) => ({
      payload: `{ type: object, properties: { b: {} ${properties} }, additionalProperties: true }`,
    });
    expect(verdicts("send", open(""), open(", a: { type: string }"))).toEqual([
      "optional-property-added compatible",
      "type-narrowed breaking",
    ]);
  });
});

describe("directions", () => {
  const rulesOf = (before: Parts, after: Parts) =>
    compareContracts(contract("send", before), contract("send", after)).map(
      ({ rule, direction, verdict }) => `${rule} ${direction} ${verdict}`,
    );

  it("a message that now travels the other way too", () => {
    expect(rulesOf({}, { action: "both" })).toEqual([
      "direction-added receive breaking",
      "operation-changed send documentation",
    ]);
  });

  it("a message that no longer travels one of its ways", () => {
    expect(rulesOf({ action: "both" }, {})).toEqual([
      "direction-removed receive breaking",
      "operation-changed send documentation",
    ]);
    expect(rulesOf({ action: "both" }, { action: "other" })[0]).toBe("direction-removed send breaking");
  });

  it("gaining the right to send is compatible", () => {
    expect(rulesOf({ action: "other" }, { action: "both" })[0]).toBe("direction-added send compatible");
  });

  it("a change of a message that goes both ways is judged for each", () => {
    const changes = compareContracts(
      contract("send", { ...p("{ enum: [x, y] }"), action: "both" }),
      contract("send", { ...p("{ enum: [x] }"), action: "both" }),
    );
    expect(changes.map(({ direction, verdict }) => `${direction} ${verdict}`)).toEqual([
      "send breaking",
      "receive compatible",
    ]);
  });
});

describe("the table of rules", () => {
  it("has a case here for every rule", () => {
    const tested = new Set<string>([...cases.map(([rule]) => rule), "direction-added", "direction-removed"]);
    expect(Object.keys(rules).filter((rule) => !tested.has(rule))).toEqual([]);
  });

  it("is the one in docs/contract-diff.md", () => {
    const page = readFileSync("docs/contract-diff.md", "utf8");
    for (const [id, { change, send, receive }] of Object.entries(rules)) {
      expect(page).toContain(
        `| \`${id}\` | ${change} | **${send.verdict}**. ${send.effect} | **${receive.verdict}**. ${receive.effect} |`,
      );
    }
  });
});
