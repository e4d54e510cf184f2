import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import type { Schema } from "../../../codegen/asyncapi/model/schema.ts";
import { type ReadOptions, readAsyncApi } from "../../../codegen/asyncapi/read-async-api.ts";
import type { SpecFile } from "../../../codegen/generated-file.ts";
import { formatProblem, formatWarning, SpecError } from "../../../codegen/problem.ts";

/** A document with a message for each payload. */
function documentOf(payloads: { readonly [message: string]: string }, ...more: readonly string[]): string {
  const messages = Object.entries(payloads).map(([name, payload]) => `      ${name}: { payload: ${payload} }`);
  return [
    "asyncapi: 3.0.0",
    'info: { title: T, version: "1" }',
    "channels:",
    "  c:",
    "    address: c",
    "    messages:",
    ...messages,
    "operations: { o: { action: send, channel: { $ref: '#/channels/c' } } }",
    ...more,
  ].join("\n");
}

const at = (message: string) => `/channels/c/messages/${message}/payload`;

// One source for each text: what the AsyncAPI parser finds in it is found once.
const sources = new Map<string, SpecFile>();

function sourceOf(text: string): SpecFile {
  const source = sources.get(text) ?? { path: "contract.yaml", text };
  sources.set(text, source);
  return source;
}

async function problemsOf(text: string, options: ReadOptions = {}) {
  const error = await readAsyncApi(sourceOf(text), options).catch((caught: unknown) => caught);
  if (!(error instanceof SpecError)) throw new Error(`not refused: ${JSON.stringify(error)}`);
  return error.problems;
}

/** What a document is accepted with: the pointers that its problems name, asked for until there are none. */
async function accepting(text: string, already: readonly string[] = []): Promise<readonly string[]> {
  const problems = await problemsOf(text, { accept: already });
  return problems.flatMap(({ omission }) => (omission === undefined ? [] : [omission.accept]));
}

/** The payload `m` of a document of which everything is accepted that can be. */
async function accepted(payload: string, ...more: readonly string[]) {
  const text = documentOf({ m: payload }, ...more);
  const accept = await accepting(text);
  const contract = await readAsyncApi(sourceOf(text), { accept });
  const schema = contract.messages[0]?.payload.definitions.get("M") as Schema;
  return { accept, contract, schema };
}

const said = ({ at: _, notes: __, limits, ...words }: Schema) => ({
  ...words,
  ...(Object.keys(limits).length > 0 && { limits }),
});

describe("all refusals of a run are told at once", () => {
  test("of one schema, of several messages and of what they share, each once", async () => {
    const text = documentOf(
      {
        m: "{ type: object, properties: { when: { type: string, format: local-date }, n: { type: string, nullable: true }, x: { if: { required: [a] }, then: { required: [b] } } } }",
        n: "{ $ref: '#/components/schemas/Shared' }",
        k: "{ type: array, items: { $ref: '#/components/schemas/Shared' }, unevaluatedItems: false }",
      },
      "components: { schemas: { Shared: { type: strng, minLength: -1, pattern: '(', enum: [], not: { properties: { a: {} } } } } }",
    );
    const problems = await problemsOf(text);
    expect(problems.map(({ pointer }) => pointer)).toEqual([
      `${at("m")}/properties/when/format`,
      `${at("m")}/properties/n/nullable`,
      `${at("m")}/properties/x/if`,
      `${at("k")}/unevaluatedItems`,
      ...["type", "minLength", "pattern", "enum", "not"].map((word) => `/components/schemas/Shared/${word}`),
    ]);
    for (const problem of problems) {
      expect(problem).toMatchObject({ file: "contract.yaml", line: expect.any(Number), column: expect.any(Number) });
      expect(problem.remedy).toMatch(/\.$/);
      expect(problem.omission?.accept).toMatch(/^\//);
    }
  });

  test("beside faults that only the AsyncAPI parser finds", async () => {
    const text = documentOf({ m: "{ type: object, nullable: true }" }).replace("address: c", "address: 5");
    expect((await problemsOf(text)).map(({ pointer }) => pointer)).toEqual([
      "/channels/c/address",
      `${at("m")}/nullable`,
    ]);
  });

  test("and nothing is told of what a missing part would explain", async () => {
    const text = documentOf({
      m: "{ type: object, required: [a], additionalProperties: false, properties: [a] }",
      n: "{ not: { minLenght: 1 } }",
    });
    expect((await problemsOf(text)).map(({ pointer }) => pointer)).toEqual([
      `${at("m")}/properties`,
      `${at("n")}/not/minLenght`,
    ]);
  });

  test("a problem names the option that goes on without it, quoted where a shell needs it", async () => {
    const [problem] = await problemsOf(
      documentOf({ m: "{ patternProperties: { '{x} y$': {} }, properties: { a: {} } }" }),
    );
    if (problem === undefined) throw new Error("nothing refused");
    const text = formatProblem(problem);
    expect(text).toMatch(
      /^contract\.yaml:7:\d+ \S+\n {2}Which properties match .*\n {2}Remedy: .*\n {2}Or leave the keyword out: --accept (\/\S+)$/,
    );
    const strange = { accept: "/a b/it's", file: "contract.yaml", pointer: "/a b/it's", what: "keyword" } as const;
    const [, argument = ""] = /--accept (.*)$/.exec(formatProblem({ ...problem, omission: strange })) ?? [];
    expect(execFileSync("sh", ["-c", `printf %s ${argument}`], { encoding: "utf8" })).toBe("/a b/it's");
  });
});

describe("what is accepted is left out, with a warning, so that more passes", () => {
  test.each([
    ["{ type: string, format: local-date }", "/format", { type: ["string"] }],
    ["{ type: string, minLenght: 1 }", "/minLenght", { type: ["string"] }],
    ["{ type: string, nullable: true }", "/nullable", { type: ["string", "null"] }],
    ["{ type: string, enum: [a], nullable: true }", "/nullable", { type: ["string", "null"], enum: ["a", null] }],
    ["{ type: string, nullable: false }", "/nullable", { type: ["string"] }],
    ["{ type: object, if: { required: [a] }, then: { required: [b] }, else: {} }", "/if", { type: ["object"] }],
    [
      "{ type: number, exclusiveMinimum: true, minimum: 1 }",
      "/exclusiveMinimum",
      { type: ["number"], limits: { minimum: 1 } },
    ],
    ["{ type: string, enum: [1] }", "/enum", { type: ["string"] }],
    ["{ type: string, minLength: 5, maxLength: 3 }", "/minLength", { type: ["string"], limits: { maxLength: 3 } }],
    [
      "{ type: object, unevaluatedProperties: { type: string } }",
      "/unevaluatedProperties",
      { type: ["object"], unevaluatedProperties: {} },
    ],
    ["{ type: object, not: { properties: { a: {} } } }", "/not", { type: ["object"] }],
    ["{ type: object, not: { minLenght: 1 } }", "/not", { type: ["object"] }],
    ["{ type: array, prefixItems: 5, items: false }", "/prefixItems", { type: ["array"] }],
    ["{ type: object, required: true }", "/required", { type: ["object"] }],
    ["{ type: strng, maxLength: 3 }", "/type", { limits: { maxLength: 3 } }],
  ])("%s without %s", async (payload, pointer, rest) => {
    const { accept, contract, schema } = await accepted(payload);
    expect(accept).toEqual([`${at("m")}${pointer}`]);
    const shown = JSON.parse(
      JSON.stringify(said(schema), (key, value) => (["at", "notes"].includes(key) ? undefined : value)),
    );
    delete shown.unevaluatedProperties?.limits;
    expect(shown).toEqual(rest);
    const left = contract.warnings.find(({ message }) => message.startsWith("Left out as accepted"));
    expect(left?.message).toContain(pointer);
    if (left) expect(formatWarning(left)).toMatch(/ {2}Warning: Left out as accepted .*\n {2}The check lets more pass/);
  });

  test("a keyword that declares properties leaves the object open", async () => {
    const { accept, schema } = await accepted(
      "{ type: object, properties: { a: { type: string } }, patternProperties: { 'x$': { type: integer } }, additionalProperties: false }",
    );
    expect(accept).toEqual([`${at("m")}/patternProperties`]);
    expect(schema).toMatchObject({ properties: { a: {} }, additionalProperties: { limits: {} } });
    expect(schema.additionalProperties?.never).toBeUndefined();
  });

  test("so does a property that JavaScript cannot hold", async () => {
    const { accept, schema } = await accepted("{ type: object, properties: { a: {}, constructor: {} } }");
    expect(accept).toEqual([`${at("m")}/properties/constructor`]);
    expect(Object.keys(schema.properties ?? {})).toEqual(["a"]);
    expect(schema.additionalProperties).toBeDefined();
  });

  test("another keyword than the one at the place of the problem, where that one is the reason", async () => {
    const { accept, schema } = await accepted(
      "{ type: object, properties: { a: { type: string } }, additionalProperties: { type: integer } }",
    );
    expect(accept).toEqual([`${at("m")}/additionalProperties`]);
    expect(Object.keys(schema.properties ?? {})).toEqual(["a"]);
  });

  test("a schema that nothing fits, or that is none, is any value", async () => {
    const impossible = await accepted(
      "{ properties: { a: { allOf: [{ type: string }, { type: integer }], properties: {} } } }",
    );
    expect(impossible.accept).toEqual([`${at("m")}/properties/a`]);
    expect(said(impossible.schema.properties?.["a"] as Schema)).toEqual({});
    const none = await accepted("{ properties: { a: { $ref: '#/nowhere' }, b: 5 } }");
    expect(none.accept).toEqual([`${at("m")}/properties/a`, `${at("m")}/properties/b`]);
    expect(Object.values(none.schema.properties ?? {}).map(said)).toEqual([{}, {}]);
  });

  test("a oneOf of which a branch lost a part asks for at least one", async () => {
    const { schema } = await accepted(
      "{ oneOf: [{ required: [a], properties: { a: { $ref: '#/components/schemas/A' } } }, { type: object, required: [b] }] }",
      "components: { schemas: { A: { type: string, format: local } } }",
    );
    expect(schema.oneOf).toBeUndefined();
    expect(schema.anyOf).toHaveLength(2);
    const untouched = await accepted(
      "{ properties: { x: { type: string, format: local }, y: { oneOf: [{ type: string }, { type: integer }], title: y } } }",
    );
    expect(untouched.schema.properties?.["y"]?.oneOf).toHaveLength(2);
  });

  test("a payload that is missing or of another schema language is any value", async () => {
    const text = documentOf({ m: "{}" }).replace("{ payload: {} }", "{ title: t }");
    expect(await accepting(text)).toEqual([at("m")]);
    const [message] = (await readAsyncApi(sourceOf(text), { accept: [at("m")] })).messages;
    expect(said(message?.payload.definitions.get("M") as Schema)).toEqual({});
    const avro = documentOf({
      m: "{ schemaFormat: 'application/vnd.apache.avro;version=1.9.0', schema: { type: record } }",
    });
    expect(await accepting(avro)).toEqual([at("m")]);
    expect((await readAsyncApi(sourceOf(avro), { accept: [at("m")] })).messages).toHaveLength(1);
  });

  test("part by part: what comes to light then is told then", async () => {
    const text = documentOf(
      { m: "{ properties: { a: { $ref: '#/components/schemas/A', minLength: 3 } } }" },
      "components: { schemas: { A: { type: object, nullable: true } } }",
    );
    const first = await accepting(text);
    expect(first).toEqual([`${at("m")}/properties/a/minLength`, "/components/schemas/A/nullable"]);
    const [left] = await problemsOf(text, { accept: first.slice(0, 1) });
    expect(left?.pointer).toBe("/components/schemas/A/nullable");
  });

  test("a schema that is named as a whole stands for its keyword", async () => {
    const text = documentOf({ m: "{ type: string, enum: [1] }" });
    const { warnings } = await readAsyncApi(sourceOf(text), { accept: [at("m")] });
    expect(warnings.map(({ message }) => message)).toEqual([
      `Left out as accepted (${at("m")}/enum): No value can be valid here`,
    ]);
  });
});

describe("what cannot be accepted is refused with the reason", () => {
  test("a part of an exclusion, without which more would be refused", async () => {
    const text = documentOf({ m: "{ not: { enum: [a], minLenght: 1 } }" });
    const [problem] = await problemsOf(text, { accept: [`${at("m")}/not/minLenght`] });
    expect(problem?.message).toBe(
      "minLenght is not a keyword of AsyncAPI schemas. This cannot be accepted: inside not, leaving a part out would refuse more",
    );
    expect(problem?.omission?.accept).toBe(`${at("m")}/not`);
  });

  test("a problem that is no keyword's", async () => {
    const text = documentOf({ m: "{}" }).replace("action: send", "action: sent");
    const [problem] = await problemsOf(text, { accept: ["/operations/o/action"] });
    expect(problem?.message).toMatch(
      /This cannot be accepted: nothing can be left out here that would only let more pass$/,
    );
  });

  test("where nothing is refused, the option is said to be needless", async () => {
    const text = documentOf({ m: "{ type: string }" });
    const { warnings } = await readAsyncApi(sourceOf(text), { accept: [`${at("m")}/type`] });
    expect(warnings).toEqual([
      expect.objectContaining({ pointer: `${at("m")}/type`, message: `Nothing is refused at ${at("m")}/type` }),
    ]);
  });
});
