import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { compareContracts } from "../../../codegen/contract-diff/compare-contracts.ts";
import { type RuleId, rules, type Verdict } from "../../../codegen/contract-diff/rules.ts";
import { contractFrom } from "../asyncapi/support/read-contract.ts";

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
  return contractFrom(text);
}

function contractOf(...lines: readonly string[]) {
  return contractFrom(["asyncapi: 3.0.0", "info: { title: T, version: 1.0.0 }", ...lines].join("\n"));
}

const headers = (more: string) => ({
  message: `headers: { type: object, properties: { h: { type: string } }, ${more} }`,
});
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
  ["content-type-declared", { message: "contentType: application/json" }, {}, D, D],
  [
    "content-type-declared",
    { message: "contentType: application/json" },
    { message: "contentType: 'application/json; charset=utf-8'" },
    D,
    D,
  ],
  ["headers-added", {}, headers("required: [h]"), B, C],
  ["optional-headers-added", {}, headers(""), C, C],
  // As with a property that is gone: nobody knows it any more.
  ["headers-removed", headers(""), {}, B, B],
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
  [
    "type-widened",
    p("{ oneOf: [{ type: string }, { type: boolean }] }"),
    p("{ type: [string, boolean, 'null'] }"),
    C,
    B,
  ],
  ["enum-value-added", p("{ enum: [x] }"), p("{ enum: [x, y] }"), C, C],
  ["enum-value-removed", p("{ enum: [x, y] }"), p("{ enum: [x] }"), B, C],
  ["enum-added", p("{ type: string }"), p("{ type: string, enum: [x] }"), B, C],
  ["enum-removed", p("{ type: string, enum: [x] }"), p("{ type: string }"), C, C],
  ["const-added", p("{ type: string }"), p("{ type: string, const: x }"), B, C],
  ["const-added", p("{ type: string, enum: [x, y] }"), p("{ const: x }"), B, C],
  ["const-removed", p("{ type: string, const: x }"), p("{ type: string }"), C, B],
  ["const-changed", p("{ const: x }"), p("{ const: y }"), B, B],
  ["limit-tightened", p("{ type: string, maxLength: 3 }"), p("{ type: string, maxLength: 2 }"), B, C],
  ["limit-tightened", p("{ type: string }"), p("{ type: string, minLength: 1 }"), B, C],
  ["limit-tightened", p("{ type: array }"), p("{ type: array, uniqueItems: true }"), B, C],
  ["limit-loosened", p("{ type: integer, minimum: 1 }"), p("{ type: integer, minimum: 0 }"), C, B],
  ["limit-tightened", p("{ type: number, minimum: 1 }"), p("{ type: number, exclusiveMinimum: 1 }"), B, C],
  ["limit-loosened", p("{ type: number, exclusiveMaximum: 1 }"), p("{ type: number, maximum: 2 }"), C, B],
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
  test.each(cases)("%s: %o → %o", (rule, before, after, sending, receiving) => {
    const changes = compareContracts(contract(way, before), contract(way, after));
    const verdict = way === "send" ? sending : receiving;
    expect(changes.map((change) => [change.rule, change.direction, change.verdict])).toEqual([[rule, way, verdict]]);
    expect(changes[0]?.at).toMatchObject({ file: "contract.yaml", line: expect.any(Number) });
  });

  test("finds nothing when nothing has changed", () => {
    for (const [, before, after] of cases) {
      expect(compareContracts(contract(way, before), contract(way, before))).toEqual([]);
      expect(compareContracts(contract(way, after), contract(way, after))).toEqual([]);
    }
  });
});

describe("schemas that mean the same", () => {
  test.each([
    ["{ type: integer, minimum: 1 }", "{ type: integer, exclusiveMinimum: 0 }"],
    ["{ type: integer, maximum: 0 }", "{ type: integer, exclusiveMaximum: 0.5 }"],
    ["{ type: number, minimum: 2, exclusiveMinimum: 1 }", "{ type: number, minimum: 2 }"],
    ["{ oneOf: [{ type: string }, { type: boolean }] }", "{ type: [string, boolean] }"],
    [
      "{ type: [string, boolean, 'null'], anyOf: [{ type: string }, { type: boolean }] }",
      "{ type: [boolean, string] }",
    ],
    ["{ type: string, minLength: 0 }", "{ type: string }"],
    ["{ type: string, maxLength: 9 }", "{ allOf: [{ type: string }, { maxLength: 9 }] }"],
    ["{ const: x }", "{ type: string, const: x }"],
  ])("%s and %s", (one, other) => {
    for (const [from, to] of [[one, other] as const, [other, one] as const]) {
      expect(compareContracts(contract("send", p(from)), contract("send", p(to)))).toEqual([]);
    }
  });

  test("but not a number that is an integer: it matches two alternatives", () => {
    const changes = compareContracts(
      contract("send", p("{ oneOf: [{ type: integer }, { type: number }] }")),
      contract("send", p("{ type: number }")),
    );
    expect(changes).not.toEqual([]);
  });
});

describe("changes that no message depends on", () => {
  test("are listed once, whatever messages and directions they are met in", () => {
    const shared = (text: string, provenance: string) => ({
      payload: `{ type: object, properties: { a: { description: ${text}, x-provenance: ${provenance} } } }`,
      message: `title: ${text}`,
      action: "both",
    });
    const changes = compareContracts(contract("send", shared("x", "seen")), contract("send", shared("y", "assumed")));
    expect(changes.map(({ rule, message, direction }) => `${rule} ${message} ${direction}`)).toEqual([
      "text-changed m both",
      "text-changed m both",
      "provenance-changed m both",
    ]);
  });

  test("a schema that several messages share is named with all of them", () => {
    const shared = (text: string) =>
      contractOf(
        `channels: { c: { messages: { m: { payload: { $ref: '#/components/schemas/s' } }, n: { payload: { $ref: '#/components/schemas/s' } } } } }`,
        `operations: { o: { action: send, channel: { $ref: '#/channels/c' } } }`,
        `components: { schemas: { s: { type: string, description: ${text} } } }`,
      );
    const [change, ...others] = compareContracts(shared("x"), shared("y"));
    expect(others).toEqual([]);
    expect(change).toMatchObject({ rule: "text-changed", message: "m, n", direction: "receive" });
  });

  test("a server that is another, new or gone", () => {
    const servers = (servers: string) =>
      contractOf(
        `servers: { ${servers} }`,
        "channels: { c: { messages: { m: { payload: {} } } } }",
        `operations: { o: { action: send, channel: { $ref: '#/channels/c' } } }`,
      );
    const one = servers("a: { host: one.example, protocol: amqps }, b: { host: b.example, protocol: amqps }");
    const other = servers("a: { host: other.example, protocol: amqps }, c: { host: c.example, protocol: amqps }");
    const changes = compareContracts(one, other);
    expect(changes.map(({ rule, verdict, detail }) => `${rule} ${verdict} ${detail}`)).toEqual([
      "server-changed documentation a: amqps://one.example → amqps://other.example",
      "server-changed documentation b: amqps://b.example → none",
      "server-changed documentation c: none → amqps://c.example",
    ]);
    expect(changes[0]?.at).toMatchObject({ file: "contract.yaml", pointer: "/servers/a" });
  });
});

describe("a change of several parts", () => {
  const verdicts = (way: Way, before: Parts, after: Parts) =>
    compareContracts(contract(way, before), contract(way, after)).map(({ rule, verdict }) => `${rule} ${verdict}`);

  test("a list gives way to a type that its receivers do not let pass", () => {
    expect(verdicts("receive", p("{ enum: [a] }"), p("{ type: [string, 'null'] }"))).toContain("type-widened breaking");
  });

  test("a property that could be sent as anything before is described now", () => {
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

  test("a message that now travels the other way too", () => {
    expect(rulesOf({}, { action: "both" })).toEqual([
      "direction-added receive breaking",
      "operation-changed send documentation",
    ]);
  });

  test("a message that no longer travels one of its ways", () => {
    expect(rulesOf({ action: "both" }, {})).toEqual([
      "direction-removed receive breaking",
      "operation-changed send documentation",
    ]);
    expect(rulesOf({ action: "both" }, { action: "other" })[0]).toBe("direction-removed send breaking");
  });

  test("gaining the right to send is compatible", () => {
    expect(rulesOf({ action: "other" }, { action: "both" })[0]).toBe("direction-added send compatible");
  });

  test("a change of a message that goes both ways is judged for each", () => {
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
  test("has a case here for every rule", () => {
    const others = ["direction-added", "direction-removed", "server-changed"];
    const tested = new Set<string>([...cases.map(([rule]) => rule), ...others]);
    expect(Object.keys(rules).filter((rule) => !tested.has(rule))).toEqual([]);
  });

  test("is the one in docs/contract-diff.md", () => {
    const page = readFileSync("docs/contract-diff.md", "utf8");
    for (const [id, { change, send, receive }] of Object.entries(rules)) {
      expect(page).toContain(
        `| \`${id}\` | ${change} | **${send.verdict}**. ${send.effect} | **${receive.verdict}**. ${receive.effect} |`,
      );
    }
  });
});
