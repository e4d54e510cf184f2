import { describe, expect, test } from "vitest";
import { compareContracts } from "../../../codegen/contract-diff/compare-contracts.ts";
import type { Verdict } from "../../../codegen/contract-diff/rules.ts";
import { contractFrom } from "../asyncapi/support/read-contract.ts";

type Object = { [key: string]: unknown };
type Expected = Verdict | "none";

// One payload that the partner sends (on `out`) and receives (on `in`), with a property for each kind of change.
const payload = () => ({
  type: "object",
  required: ["id", "amount"],
  properties: {
    id: { type: "string", minLength: 1, maxLength: 20 },
    amount: { type: "integer", minimum: 1, maximum: 100 },
    state: { type: "string", enum: ["A", "B"] },
    when: { type: "string", format: "date-time" },
    plain: { type: "string" },
    kind: { const: "K" },
    note: { type: "string", default: "x", description: "words" },
    list: { type: "array", items: { type: "string" }, minItems: 1 },
    either: {
      type: "object",
      properties: { a: { type: "string" }, b: { type: "string" }, c: { type: "string" } },
      anyOf: [{ required: ["a"] }, { required: ["b"] }],
    },
    count: { type: "integer" },
    closed: { type: "object", additionalProperties: false, properties: { x: { type: "string" } } },
    silent: { type: "object", properties: { x: { type: "string" } } },
    map: { type: "object", additionalProperties: { type: "string" } },
    choice: { oneOf: [{ type: "string" }, { type: "boolean" }] },
    code: { type: "string", pattern: "^[A-Z]+$" },
  } as { [name: string]: Object },
});

const ways = ["out", "in"] as const;
type Way = (typeof ways)[number];
type Payload = ReturnType<typeof payload>;

function documentOf() {
  return {
    asyncapi: "3.0.0",
    info: { title: "T", version: "1.0.0" },
    defaultContentType: "application/json" as string | undefined,
    servers: { queue: { host: "one.example", protocol: "amqps" } },
    channels: {
      in: { address: "TOLD", messages: { m: { payload: payload() } } },
      out: { address: "TELL", messages: { m: { payload: payload() } } },
    } as { [channel: string]: { address: string; messages: { m: { payload: Payload; headers?: Object } } } },
    operations: {
      told: { action: "send", channel: { $ref: "#/channels/in" } },
      tell: { action: "receive", channel: { $ref: "#/channels/out" } },
    } as { [id: string]: { action: string; channel: { $ref: string } } },
  };
}

type Document = ReturnType<typeof documentOf>;
/** A change of a property, or of the document. */
type Edit = (property: (name: string) => Object, payload: Payload, document: Document, way: Way) => void;

const property =
  (name: string, words: Object): Edit =>
  (_, { properties }) => {
    properties[name] = words;
  };
const without =
  (name: string, keyword: string): Edit =>
  (of) => {
    Reflect.deleteProperty(of(name), keyword);
  };
const words =
  (name: string, added: Object): Edit =>
  (of) => {
    Object.assign(of(name), added);
  };
const headers = (added: Object) => ({ type: "object", properties: { h: { type: "string" } }, ...added });
const operationOf = (way: Way) => (way === "in" ? "told" : "tell");

// What each change means to a partner that sends the message, and to one that receives it: stated before it was tried.
const changes: readonly (readonly [string, Edit, sends: Expected, receives: Expected])[] = [
  [
    "a required property is new",
    (_, it) => {
      it.properties["neu"] = { type: "string" };
      it.required.push("neu");
    },
    "breaking",
    "compatible",
  ],
  ["an optional property is new", property("neu", { type: "string" }), "compatible", "compatible"],
  [
    "a required property is gone",
    (_, it) => {
      delete it.properties["amount"];
      it.required = ["id"];
    },
    "breaking",
    "breaking",
  ],
  [
    "an optional property is gone",
    (_, it) => {
      delete it.properties["plain"];
    },
    "breaking",
    "breaking",
  ],
  [
    "an optional property is required",
    (_, it) => {
      it.required.push("plain");
    },
    "breaking",
    "compatible",
  ],
  [
    "a required property is optional",
    (_, it) => {
      it.required = ["id"];
    },
    "compatible",
    "breaking",
  ],
  ["a list has one value more", words("state", { enum: ["A", "B", "C"] }), "compatible", "compatible"],
  ["a list has one value less", words("state", { enum: ["A"] }), "breaking", "compatible"],
  ["a list is gone", without("state", "enum"), "compatible", "compatible"],
  ["null is allowed", words("plain", { type: ["string", "null"] }), "compatible", "breaking"],
  ["an integer may be any number", words("count", { type: "number" }), "compatible", "breaking"],
  ["an integer has to be even", words("count", { multipleOf: 2 }), "breaking", "compatible"],
  ["a text is an integer", words("plain", { type: "integer" }), "breaking", "breaking"],
  ["a text has to be shorter", words("id", { maxLength: 10 }), "breaking", "compatible"],
  ["a text may be longer", words("id", { maxLength: 40 }), "compatible", "breaking"],
  [
    "limits are written in parts",
    property("id", { allOf: [{ type: "string", maxLength: 20 }, { minLength: 1 }] }),
    "none",
    "none",
  ],
  [
    "a minimum is written as an exclusive one",
    property("amount", { type: "integer", exclusiveMinimum: 0, maximum: 100 }),
    "none",
    "none",
  ],
  [
    "one alternative more",
    words("either", { anyOf: [{ required: ["a"] }, { required: ["b"] }, { required: ["c"] }] }),
    "compatible",
    "breaking",
  ],
  ["one alternative less", words("either", { anyOf: [{ required: ["a"] }] }), "breaking", "compatible"],
  ["no alternatives any more", without("either", "anyOf"), "compatible", "breaking"],
  [
    "what was silent about other properties says false",
    words("silent", { additionalProperties: false }),
    "none",
    "none",
  ],
  ["what said false about other properties is silent", without("closed", "additionalProperties"), "none", "none"],
  ["other properties are allowed", words("silent", { additionalProperties: true }), "compatible", "compatible"],
  ["a map has other values", words("map", { additionalProperties: { type: "integer" } }), "breaking", "breaking"],
  ["a format is demanded", words("plain", { format: "uuid" }), "breaking", "compatible"],
  ["a format is no longer demanded", without("when", "format"), "compatible", "breaking"],
  ["a format is another", words("when", { format: "date" }), "breaking", "breaking"],
  ["a default is another", words("note", { default: "y" }), "documentation", "documentation"],
  ["a description is another", words("note", { description: "other" }), "documentation", "documentation"],
  ["a constant is another", property("kind", { const: "L" }), "breaking", "breaking"],
  ["a constant is one of a list", property("kind", { enum: ["K", "L"] }), "compatible", "breaking"],
  ["a list is one constant", property("state", { const: "A" }), "breaking", "compatible"],
  [
    "one type more to choose",
    words("choice", { oneOf: [{ type: "string" }, { type: "boolean" }, { type: "number" }] }),
    "compatible",
    "breaking",
  ],
  ["types to choose are written as a list", property("choice", { type: ["string", "boolean"] }), "none", "none"],
  ["a pattern is another", words("code", { pattern: "^[A-Z]{3}$" }), "breaking", "breaking"],
  ["a pattern is gone", without("code", "pattern"), "compatible", "breaking"],
  ["a list may be empty", without("list", "minItems"), "compatible", "breaking"],
  [
    "the message is gone",
    (_, __, { channels, operations }, way) => {
      delete channels[way];
      delete operations[operationOf(way)];
    },
    "breaking",
    "breaking",
  ],
  [
    "a message is new",
    (_, __, { channels, operations }, way) => {
      channels["new"] = { address: "NEW", messages: { m: { payload: payload() } } };
      operations["new"] = { action: way === "in" ? "send" : "receive", channel: { $ref: "#/channels/new" } };
    },
    "compatible",
    "breaking",
  ],
  [
    "the message has another type",
    (_, __, { channels }, way) => {
      Object.assign(channels[way] ?? {}, { address: "RENAMED" });
    },
    "breaking",
    "breaking",
  ],
  [
    "an operation has another name",
    (_, __, { operations }, way) => {
      const { [operationOf(way)]: operation } = operations;
      delete operations[operationOf(way)];
      if (operation) operations["renamed"] = operation;
    },
    "documentation",
    "documentation",
  ],
  [
    "the server is another",
    (_, __, { servers }) => {
      servers.queue.host = "other.example";
    },
    "documentation",
    "documentation",
  ],
  [
    "the content type JSON is no longer declared",
    (_, __, it) => {
      it.defaultContentType = undefined;
    },
    "documentation",
    "documentation",
  ],
  [
    "the content type is XML",
    (_, __, it) => {
      it.defaultContentType = "application/xml";
    },
    "breaking",
    "breaking",
  ],
  [
    "a required header is declared",
    (_, __, { channels }, way) => {
      Object.assign(channels[way]?.messages.m ?? {}, { headers: headers({ required: ["h"] }) });
    },
    "breaking",
    "compatible",
  ],
  [
    "an optional header is declared",
    (_, __, { channels }, way) => {
      Object.assign(channels[way]?.messages.m ?? {}, { headers: headers({}) });
    },
    "compatible",
    "compatible",
  ],
  [
    "it travels the other way",
    (_, __, { operations }, way) => {
      Object.assign(operations[operationOf(way)] ?? {}, { action: way === "in" ? "receive" : "send" });
    },
    "breaking",
    "breaking",
  ],
];

const severity: readonly Expected[] = ["breaking", "compatible", "documentation"];

function verdict(from: Document, to: Document): Expected {
  const [before, after] = [contractFrom(JSON.stringify(from)), contractFrom(JSON.stringify(to))];
  const found = compareContracts(before, after).map((change) => change.verdict);
  return severity.find((each) => found.some((one) => one === each)) ?? "none";
}

describe.each(ways)("on the channel %s of a partner", (way) => {
  test.each(changes)("%s", (_, edit, sends, receives) => {
    const changed = documentOf();
    const it = changed.channels[way]?.messages.m.payload ?? payload();
    edit((name) => it.properties[name] ?? {}, it, changed, way);
    expect(verdict(documentOf(), changed)).toBe(way === "out" ? sends : receives);
  });

  test("an optional header is no longer declared", () => {
    const before = documentOf();
    Object.assign(before.channels[way]?.messages.m ?? {}, { headers: headers({}) });
    expect(verdict(before, documentOf())).toBe("breaking");
  });
});
