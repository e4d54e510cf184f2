import { describe, expect, test } from "vitest";
import { generateFromAsyncApi } from "../../../codegen/asyncapi/index.ts";
import { Cursor } from "../../../codegen/asyncapi/read/cursor.ts";
import { DocumentSet, parseSpec } from "../../../codegen/asyncapi/read/document.ts";
import { readSchemaTree } from "../../../codegen/asyncapi/read/schema-reader.ts";
import { readAsyncApi } from "../../../codegen/asyncapi/read-async-api.ts";
import { SpecError } from "../../../codegen/problem.ts";

/** A document with one message, whose payload has one property `p` of the given schema. */
function documentOf(schema: string): string {
  return [
    "asyncapi: 3.0.0",
    "info: { title: T, version: 1.0.0 }",
    "channels: { c: { address: c, messages: { m: { $ref: '#/components/messages/m' } } } }",
    "operations: { o: { action: send, channel: { $ref: '#/channels/c' } } }",
    "components:",
    "  messages: { m: { payload: { $ref: '#/components/schemas/s' } } }",
    "  schemas:",
    "    s:",
    "      type: object",
    "      properties:",
    `        p: ${schema}`,
  ].join("\n");
}

/** Reads the property's schema alone: what is refused there is refused before anything else of the document is looked at. */
function problemsOfSchema(text: string) {
  const document = parseSpec("contract.yaml", text);
  const start = new Cursor(new DocumentSet(document), document, "", document.value).at("components", "schemas", "s");
  try {
    readSchemaTree(start, "Payload");
  } catch (error) {
    if (error instanceof SpecError) return error.problems;
    throw error;
  }
  throw new Error("not refused");
}

async function problemsOf(text: string) {
  const error = await readAsyncApi({ path: "contract.yaml", text }).catch((caught: unknown) => caught);
  if (!(error instanceof SpecError)) throw new Error(`not refused: ${String(error)}`);
  for (const problem of error.problems)
    expect(problem).toEqual(expect.objectContaining({ file: "contract.yaml", remedy: expect.stringMatching(/\.$/) }));
  return error.problems;
}

describe("what types cannot say is refused with pointer, line and remedy", () => {
  test.each([
    ["{ nullable: true, type: string }", "/nullable", /nullable/],
    ["{ type: string, minLenght: 1 }", "/minLenght", /not a keyword/],
    ["{ if: { const: 1 }, then: {} }", "/if", /cannot be told in types/],
    ["{ type: string, format: order-number }", "/format", /format "order-number" is not known/],
    ["{ type: string, pattern: '(' }", "/pattern", /does not compile/],
    ["{ type: string, enum: [1] }", "", /No value can be valid/],
    ["{ type: string, minLength: 5, maxLength: 3 }", "/minLength", /minLength is above maxLength/],
    ["{ const: 9007199254740993 }", "/const", /cannot hold this integer exactly/],
    ["{ enum: [1, [12345678901234567890]] }", "/enum/1/0", /cannot hold this integer exactly/],
    ["{ $ref: '#/components/%zz' }", "", /no valid URI/],
    ["{ type: object, properties: { __proto__: { type: string } } }", "/properties/__proto__", /__proto__/],
    ["{ type: object, properties: { constructor: { type: string } } }", "", /constructor may be absent/],
    [
      "{ type: object, properties: { a: { type: string } }, additionalProperties: { type: integer } }",
      "/properties/a",
      /differs in type/,
    ],
    [
      "{ type: object, properties: { a: {} }, patternProperties: { 'x$': { type: integer } } }",
      "",
      /Which properties match x\$/,
    ],
    [
      "{ allOf: [{ properties: { a: {} }, additionalProperties: false }, { properties: { b: {} } }] }",
      "/allOf/0",
      /also rules over b/,
    ],
    ["{ not: { type: object, properties: { a: {} } } }", "/not", /excluded here/],
    ["{ $ref: '#/components/schemas/s', minLength: 1 }", "/minLength", /beside \$ref has no effect/],
    ["{ type: object, dependencies: { a: { required: [b] } } }", "/dependencies/a", /depends on a property/],
    ["{ type: object, required: [a], properties: {}, additionalProperties: false }", "", /forbids it/],
    ["{ $ref: '#/components/schemas/nowhere' }", "", /Nothing stands at/],
    ["{ type: array, unevaluatedItems: false }", "/unevaluatedItems", /cannot be told/],
  ])("%s", (schema, pointer, message) => {
    const [problem] = problemsOfSchema(documentOf(schema));
    expect(problem?.remedy).toMatch(/\.$/);
    expect(problem).toMatchObject({
      pointer: `/components/schemas/s/properties/p${pointer}`,
      line: 11,
      message: expect.stringMatching(message),
    });
  });

  test.each([
    ["a version that is not read", documentOf("{}").replace("3.0.0", "1.2.0"), /AsyncAPI 1\.2\.0 is not supported/],
    ["another kind of document", "openapi: 3.1.0", /no AsyncAPI document/],
    ["a syntax error", "asyncapi: [", /Flow sequence|flow collection/],
    ["a duplicate key", `${documentOf("{}")}\nasyncapi: 3.0.0`, /unique/],
    ["a document that breaks the specification", documentOf("{}").replace("action: send", "action: sent"), /action/],
    [
      "a message without payload",
      documentOf("{}").replace("{ payload: { $ref: '#/components/schemas/s' } }", "{ title: t }"),
      /declares no payload/,
    ],
    [
      "a message that nothing sends or receives",
      documentOf("{}").replace("operations: { o: { action: send, channel: { $ref: '#/channels/c' } } }", ""),
      /direction is unknown/,
    ],
    ["a document without messages", "asyncapi: 3.0.0\ninfo: { title: T, version: 1.0.0 }", /no message/],
  ])("%s", async (_, text, message) => {
    const problems = await problemsOf(text);
    expect(problems.map((problem) => problem.message).join()).toMatch(message);
  });

  test("two messages of one type, naming both places", async () => {
    const text = documentOf("{}").replace(
      "m: { $ref: '#/components/messages/m' }",
      "m: { $ref: '#/components/messages/m' }, n: { x-message-type: m, payload: { type: string } }",
    );
    const [problem] = await problemsOf(text);
    expect(problem?.pointer).toBe("/channels/c/messages/n");
    expect(problem?.message).toMatch(/at contract\.yaml:6 \/components\/messages\/m/);
  });

  test("two types that would share a name once case is folded", async () => {
    const text = documentOf("{}").replace(
      "messages: { m: {",
      "messages: { order-sent: { payload: { type: string } }, ORDER_SENT: { payload: { type: string } }, m: {",
    );
    const [problem] = await problemsOf(text);
    expect(problem?.message).toMatch(/order-sent .* and ORDER_SENT would have the same name, OrderSent/);
  });

  test("a type with the name of another's received form", async () => {
    const text = documentOf("{}").replace(
      "messages: { m: {",
      "messages: { ERROR_SENT: { payload: { type: string } }, RECEIVED_ERROR_SENT: { payload: { type: string } }, m: {",
    );
    const [problem] = await problemsOf(text);
    expect(problem?.message).toMatch(
      /ERROR_SENT .* and RECEIVED_ERROR_SENT would have the same name, ReceivedErrorSent/,
    );
  });

  test("lets a format pass unchecked only when told so", async () => {
    const source = { path: "contract.yaml", text: documentOf("{ type: string, format: order-number }") };
    const files = await generateFromAsyncApi(source, { unverifiedFormats: ["order-number"] });
    expect(files.find(({ path }) => path === "messages/m.gen.ts")?.text).toContain("format order-number");
  });
});

describe("what YAML can say and JSON cannot", () => {
  test.each([
    ["a: &a [*a]", "/a/0", /leads back/],
    ["maximum: .inf", "/maximum", /no number Infinity/],
    ["minimum: 1e400", "/minimum", /no number Infinity/],
  ])("refuses %s", async (text, pointer, message) => {
    expect(await problemsOf(`asyncapi: 3.0.0\n${text}`)).toEqual([
      expect.objectContaining({ pointer, line: 2, message: expect.stringMatching(message) }),
    ]);
  });
});
