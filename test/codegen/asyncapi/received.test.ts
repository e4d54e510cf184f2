import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { jsonSchemaOf } from "../../../codegen/asyncapi/emit/json-schema.ts";
import { addKeywords } from "../../../codegen/asyncapi/emit/keywords.ts";
import { renderDeclarations } from "../../../codegen/asyncapi/emit/modelina.ts";
import { TypeWriter } from "../../../codegen/asyncapi/emit/types.ts";
import { formatChecks } from "../../../codegen/asyncapi/model/formats.ts";
import { received } from "../../../codegen/asyncapi/model/received.ts";
import type { SchemaTree } from "../../../codegen/asyncapi/model/schema.ts";
import { Cursor } from "../../../codegen/asyncapi/read/cursor.ts";
import { DocumentSet, parseSpec } from "../../../codegen/asyncapi/read/document.ts";
import { readOverlay } from "../../../codegen/asyncapi/read/overlay.ts";
import type { ReadOptions } from "../../../codegen/asyncapi/read/read-options.ts";
import { readSchemaTree } from "../../../codegen/asyncapi/read/schema-reader.ts";
import { readAsyncApi } from "../../../codegen/asyncapi/read-async-api.ts";
import { type Problem, SpecError } from "../../../codegen/problem.ts";
import type { Check } from "../../../src/validation/check.ts";
import { receivedValidator } from "../../../src/validation/received.ts";

/** A document with one message that arrives; its payload is the first of the schemas. */
const documentOf = (schemas: { readonly [name: string]: unknown }) =>
  JSON.stringify({
    asyncapi: "3.0.0",
    info: { title: "T", version: "1" },
    channels: { c: { address: "c", messages: { m: { $ref: "#/components/messages/m" } } } },
    operations: { o: { action: "send", channel: { $ref: "#/channels/c" } } },
    components: {
      messages: { m: { name: "M", payload: { $ref: `#/components/schemas/${Object.keys(schemas)[0]}` } } },
      schemas,
    },
  });

/** Reads the payload alone, without having the document as a whole checked. */
function treeOf(schemas: { readonly [name: string]: unknown }, { overlay, ...options }: ReadOptions = {}): SchemaTree {
  const document = parseSpec("contract.json", documentOf(schemas));
  const annotations = overlay ? readOverlay(parseSpec(overlay.path, overlay.text), document.path) : [];
  const documents = new DocumentSet(document, { annotations });
  const payload = new Cursor(documents, documents.root, "", documents.root.value).at(
    "components",
    "messages",
    "m",
    "payload",
  );
  return readSchemaTree(payload, "M", options);
}

function problemsIn(read: () => unknown): readonly Problem[] {
  try {
    read();
  } catch (error) {
    if (error instanceof SpecError) return error.problems;
    throw error;
  }
  return [];
}

function receiverOf(tree: SchemaTree) {
  const ajv = new Ajv2020({ allErrors: true, messages: false, strict: false });
  for (const { name, check } of formatChecks) ajv.addFormat(name, check);
  addKeywords(ajv);
  return receivedValidator<unknown>(ajv.compile(Object(jsonSchemaOf(received(tree), { closed: false }))) as Check);
}

/** What is left of a value on receipt, or the paths at which it is refused. */
function receive(schema: object, value: unknown, { others = {}, ...options }: ReadOptions & { others?: object } = {}) {
  const validation = receiverOf(treeOf({ s: schema, ...others }, options))(value);
  return validation.valid ? validation.value : validation.issues.map(({ path, keyword }) => `${path} ${keyword}`);
}

const assumed = { "x-provenance": "assumed" };
const seen = { "x-provenance": "seen" };

describe("what a guess of the contract forbids is received", () => {
  test.each([
    [{ type: "string", minLength: 2 }, ""],
    [{ type: "string", maxLength: 2 }, "long"],
    [{ type: "string", pattern: "^a" }, "b"],
    [{ type: "string", format: "date-time" }, "2026-11-21T09:36:45.123456789"],
    [{ type: "string", format: "uuid" }, "none"],
    [{ type: "integer", minimum: 1 }, -1],
    [{ type: "integer", format: "int32" }, 2 ** 40],
    [{ type: "number", exclusiveMinimum: 1 }, 1],
    [{ enum: ["a", "b"] }, "c"],
    [{ const: "a" }, "c"],
    [{ type: "string", not: { const: "a" } }, "a"],
    [{ type: "array", items: { type: "string" }, minItems: 1 }, []],
    [{ type: "array", items: { type: "string" }, uniqueItems: true }, ["a", "a"]],
    [{ type: "array", items: { type: "string" }, contains: { const: "a" } }, ["b"]],
    [{ type: "object", properties: { a: { type: "string" } }, required: ["a"] }, {}],
    [{ type: "object", properties: { a: {}, b: {} }, dependentRequired: { a: ["b"] } }, { a: 1 }],
    [{ type: "object", properties: { a: {}, b: {} }, anyOf: [{ required: ["a"] }, { required: ["b"] }] }, {}],
    [{ type: "object", additionalProperties: { type: "string" }, propertyNames: { pattern: "^a" } }, { b: "" }],
    [
      { type: "object", patternProperties: { "^[a-z]{2}$": { type: "string" } }, additionalProperties: false },
      { b: "" },
    ],
    [{ type: "array", prefixItems: [{ type: "string" }], items: false }, ["a", 1]],
  ])("%j and %j", async (schema, value) => {
    const payload = { value };
    const of = (own: object) => receive({ type: "object", properties: { value: { ...schema, ...own } } }, payload);
    expect(of(assumed)).toEqual(payload);
    expect(of({ "x-provenance": "inferred" })).toEqual(payload);
    // A listed value that the list does not have (yet), and a property that it does not declare, pass even then.
    const isOpen = "enum" in schema;
    expect(of(seen)).toEqual(isOpen ? payload : [expect.stringMatching(/^\/value/)]);
  });

  test("and a value of another kind than guessed is left out: a property, an entry of a map, an item of a list", async () => {
    const schema = {
      type: "object",
      properties: {
        a: { type: "string", ...assumed },
        map: { type: "object", additionalProperties: { type: "string", ...assumed } },
        list: { type: "array", minItems: 2, items: { type: "string", ...assumed } },
        either: { anyOf: [{ type: "string" }, { type: "array", items: { type: "number" } }], ...assumed },
        forbidden: { not: {}, ...assumed },
      },
    };
    const value = { a: 1, map: { x: 1, y: "y" }, list: [1, "b", null], either: [true], forbidden: 1, more: 1 };
    expect(receive(schema, value)).toEqual({ map: { y: "y" }, list: ["b"], either: [], more: 1 });
  });

  test("but the whole value has to be of the kind that it is", async () => {
    expect(receive({ type: "object", ...assumed }, [])).toEqual([" type"]);
  });

  test("null counts as a property that is left out, whoever said what it is, unless it has to be there", async () => {
    const schema = {
      type: "object",
      properties: {
        a: { type: "string" },
        b: { type: ["null", "string"] },
        c: { type: "string" },
        d: { $ref: "#/components/schemas/d" },
      },
      required: ["c"],
    };
    const others = { d: { type: "object", properties: { e: { enum: [1] } }, ...seen } };
    expect(receive(schema, { a: null, b: null, c: "c", d: { e: null } }, { others })).toEqual({
      b: null,
      c: "c",
      d: {},
    });
    expect(receive(schema, { a: null, c: null }, { others })).toContain("/c type");
    expect(receive({ type: "array", items: { type: "string" } }, [null])).toEqual(["/0 type"]);
  });
});

describe("what the vendor has said is enforced", () => {
  test("also within what is a guess, when it says so itself", async () => {
    const schema = {
      type: "object",
      ...assumed,
      properties: { a: { type: "object", properties: { b: { type: "string", minLength: 1, ...seen } } } },
    };
    expect(receive(schema, { a: { b: "" } })).toEqual(["/a/b minLength"]);
    expect(receive(schema, { a: 1 })).toEqual({});
  });

  test("a schema that is referred to has its own provenance, not that of the place it is used", async () => {
    const schema = { type: "object", ...assumed, properties: { a: { $ref: "#/components/schemas/a" } } };
    expect(receive(schema, { a: 1 }, { others: { a: { type: "string" } } })).toEqual(["/a type"]);
    expect(receive(schema, { a: 1 }, { others: { a: { type: "string", ...assumed } } })).toEqual({});
  });

  test("issues name what is refused, not what would be left out", async () => {
    const schema = { type: "object", properties: { a: { type: "string" }, b: { type: "string", ...assumed } } };
    expect(receive(schema, { a: 1, b: 1 })).toEqual(["/a type"]);
  });

  test("with x-provenance-required, fields are seen although which are required is a guess", async () => {
    const fields = { a: { type: "string" }, b: { type: "string", ...assumed } };
    const schema = { type: "object", properties: fields, required: ["a", "b"], ...seen };
    expect(receive({ ...schema, "x-provenance-required": "inferred" }, {})).toEqual({});
    expect(receive({ ...schema, "x-provenance-required": "inferred" }, { a: 1 })).toEqual(["/a type"]);
    // A field that is a guess is never required.
    expect(receive(schema, {})).toEqual(["/a required"]);
  });

  test("with x-provenance-limits, a field is seen although its limits are a guess", async () => {
    const a = { type: "string", minLength: 1, format: "date", ...seen, "x-provenance-limits": "assumed" };
    const schema = { type: "object", properties: { a } };
    expect(receive(schema, { a: "" })).toEqual({ a: "" });
    expect(receive(schema, { a: 1 })).toEqual(["/a type"]);
  });
});

describe("x-required-by-facts", () => {
  const others = { id: { type: "string", minLength: 1, maxLength: 3, ...assumed } };
  const schema = {
    type: "object",
    ...assumed,
    properties: { id: { $ref: "#/components/schemas/id" }, other: { $ref: "#/components/schemas/id" } },
    required: ["id", "other"],
    "x-required-by-facts": ["id"],
  };

  test.each([
    [{}, ["/id required"]],
    [{ id: "" }, ["/id minLength"]],
    [{ id: 1 }, ["/id type"]],
    [{ id: null }, ["/id type"]],
    [{ id: "long enough" }, { id: "long enough" }],
    [{ id: "a", other: 1 }, { id: "a" }],
    [
      { id: "a", other: "" },
      { id: "a", other: "" },
    ],
  ])("keeps a property: %j", async (value, left) => {
    expect(receive(schema, value, { others })).toEqual(left);
  });

  test("has to name what is required, in the schema or in one that is combined with it", async () => {
    expect(problemsIn(() => treeOf({ s: { ...schema, required: ["other"] }, ...others }))).toEqual([
      expect.objectContaining({ message: "x-required-by-facts names id, which is not required" }),
    ]);
    const { required, ...rest } = schema;
    expect(receive({ ...rest, allOf: [{ required }] }, {}, { others })).toEqual(["/id required"]);
  });
});

describe("alternatives", () => {
  const branch = (kind: string, more: object) => ({
    type: "object",
    properties: { kind: { const: kind }, ...more },
    required: ["kind"],
  });
  const text = { type: "string" };

  test("stay apart by the constants that tell them apart, also where all of it is a guess", async () => {
    const schema = {
      type: "object",
      properties: {
        value: { oneOf: [branch("a", { n: text }), branch("b", { n: { type: "number" }, m: text })], ...assumed },
      },
    };
    expect(receive(schema, { value: { kind: "b", n: 1, m: 2 } })).toEqual({ value: { kind: "b", n: 1 } });
    expect(receive(schema, { value: { kind: "c", n: 1 } })).toEqual({});
    expect(receive(schema, { value: { kind: "a", n: 1 } })).toEqual({ value: { kind: "a" } });
  });

  test("of a list of constants are a list of values", async () => {
    const schema = { type: "object", properties: { value: { oneOf: [{ const: "a" }, { const: "b" }], ...assumed } } };
    expect(receive(schema, { value: "c" })).toEqual({ value: "c" });
    expect(receive(schema, { value: 1 })).toEqual({});
  });

  test("within a recursive schema keep what can be kept", async () => {
    const others = {
      tree: {
        type: "object",
        properties: {
          name: { type: "string", ...assumed },
          next: {
            anyOf: [
              { $ref: "#/components/schemas/tree" },
              { type: "array", items: { $ref: "#/components/schemas/tree" } },
            ],
          },
        },
      },
    };
    const schema = { type: "object", properties: { tree: { $ref: "#/components/schemas/tree" } } };
    const value = { tree: { name: 1, next: { name: 2, next: [{ name: 3 }, { name: "d" }] } } };
    expect(receive(schema, value, { others })).toEqual({ tree: { next: { next: [{}, { name: "d" }] } } });
  });
});

describe("what is not relaxed", () => {
  test("contains, with all that it refers to", async () => {
    const others = {
      main: {
        type: "object",
        properties: { role: { enum: ["main"] }, n: { type: "string", minLength: 1, ...assumed } },
        required: ["role"],
      },
    };
    const schema = {
      type: "object",
      properties: { list: { type: "array", contains: { $ref: "#/components/schemas/main" } } },
    };
    expect(receive(schema, { list: [{ role: "main", n: "a", more: 1 }] }, { others })).toMatchObject({
      list: [{ more: 1 }],
    });
    expect(receive(schema, { list: [{ role: "other" }] }, { others })).toEqual(["/list contains"]);
    expect(receive(schema, { list: [{ role: "main", n: "" }] }, { others })).toEqual(["/list contains"]);
  });

  test("a property that a discriminator names", async () => {
    const schema = {
      type: "object",
      discriminator: "kind",
      properties: { kind: { enum: ["a"] }, colour: { enum: ["red"] } },
      required: ["kind"],
    };
    expect(receive(schema, { kind: "a", colour: "blue" })).toEqual({ kind: "a", colour: "blue" });
    expect(receive(schema, { kind: "c" })).toEqual(["/kind enum"]);
  });

  test("a property that every object inherits, as types could not say that it may be absent", async () => {
    const schema = {
      type: "object",
      properties: { constructor: { type: "string", ...assumed } },
      required: ["constructor"],
    };
    expect(receive(schema, { constructor: 1 })).toEqual(["/constructor type"]);
    expect(receive(schema, { constructor: "x" })).toEqual({ constructor: "x" });
  });
});

describe("a document that says nothing of provenance", () => {
  const schema = {
    type: "object",
    properties: { a: { type: "string", minLength: 1 }, b: { $ref: "#/components/schemas/b" } },
    required: ["a"],
  };
  const others = { b: { type: "string" } };

  test("counts as seen, or as what the reader is told", async () => {
    expect(receive(schema, { a: "", b: 1 }, { others })).toEqual(["/a minLength", "/b type"]);
    expect(receive(schema, { a: "", b: 1 }, { others, assume: "assumed" })).toEqual({ a: "" });
    expect(receive(schema, {}, { others, assume: "inferred" })).toEqual({});
    expect(receive({ ...schema, ...seen }, { b: 1 }, { others, assume: "assumed" })).toEqual(["/a required"]);
  });

  const overlayOf = (words: object) => ({ overlay: { path: "overlay.yaml", text: JSON.stringify(words) } });
  test("gets annotations from an overlay", async () => {
    const overlay = {
      "#/components/schemas/s": { "x-required-by-facts": ["a"] },
      "/components/schemas/s/properties/a": { "x-provenance-limits": "assumed" },
      "contract.json#/components/schemas/b": { "x-provenance": "assumed" },
    };
    expect(receive(schema, { a: "", b: 1 }, { others, ...overlayOf(overlay) })).toEqual(["/a minLength"]);
    expect(receive(schema, { a: "b", b: 1 }, { others, ...overlayOf(overlay) })).toEqual({ a: "b" });
  });

  test.each([
    [{ "/components/schemas/x": { "x-provenance": "assumed" } }, "There is no schema at /components/schemas/x"],
    [
      { "/components/schemas/s/properties/b": { "x-provenance": "assumed" } },
      "There is no schema at /components/schemas/s/properties/b",
    ],
    [{ "/components/schemas/b": { minLength: 1 } }, "minLength is not an annotation"],
    [{ "/components/schemas/b": "assumed" }, "Annotations are expected to be an object"],
    [["/components/schemas/b"], "An overlay is expected to be an object"],
    [{ "other.json#/b": { "x-provenance": "assumed" } }, "No reference leads to the file other.json"],
  ])("and one that says nothing of the document is refused, at its own place: %j", async (overlay, message) => {
    const text = documentOf({ s: schema, ...others });
    const source = { path: "contract.json", text };
    const error: unknown = await readAsyncApi(source, overlayOf(overlay)).catch((caught: unknown) => caught);
    const found = error instanceof SpecError ? error.problems : [];
    expect(found).toEqual([expect.objectContaining({ file: "overlay.yaml", line: 1, message })]);
  });

  test("and a word that is no provenance counts as none, with a warning", async () => {
    const text = documentOf({ s: { ...schema, "x-provenance": "Guess" }, ...others });
    const { warnings, messages } = await readAsyncApi({ path: "contract.json", text });
    expect(warnings.map(({ message }) => message)).toContain("Unknown provenance, which counts as none");
    expect(messages[0] && receiverOf(messages[0].payload)({}).valid).toBe(false);
  });
});

describe("the types of what is received", () => {
  const typesOf = async (tree: SchemaTree) => {
    const writer = new TypeWriter(tree);
    return (await renderDeclarations([...tree.definitions.keys()].flatMap((name) => writer.declarations(name)))).join(
      "\n",
    );
  };

  test("make optional what may be absent, keep the kinds, and say which rules are those of sending", async () => {
    const tree = treeOf({
      s: {
        type: "object",
        ...assumed,
        properties: {
          a: { type: "integer", minimum: 1 },
          b: { enum: ["x", "y"] },
          c: { type: "array", prefixItems: [{ type: "string" }], items: false, minItems: 1 },
        },
        required: ["a", "b"],
        "x-required-by-facts": ["b"],
      },
    });
    const strict = await typesOf(tree);
    const relaxed = await typesOf({
      ...received(tree),
      definitions: new Map([...received(tree).definitions].slice(0, 2)),
    });
    expect(strict).toContain("readonly a: number;");
    expect(relaxed).toContain("readonly a?: number;");
    expect(relaxed).toContain("Rules: integer.\n   * Rules when sent: minimum 1.");
    expect(relaxed).toContain("readonly b: MB;");
    expect(relaxed).toContain('"x" | "y" | (string & {})');
    expect(relaxed).toContain("readonly c?: readonly [string?, ...JsonValue[]];");
  });
});
