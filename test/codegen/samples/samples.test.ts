import { describe, expect, test } from "vitest";
import { readAsyncApi } from "../../../codegen/asyncapi/read-async-api.ts";
import { strictCheckOf } from "../../../codegen/contract-check/strict-check.ts";
import { textOfPattern } from "../../../codegen/samples/pattern-text.ts";
import { samplesOf } from "../../../codegen/samples/samples.ts";
import { readSpecFile } from "../../../codegen/spec-file.ts";

const documents = [
  "spec/production-partner.asyncapi.yaml",
  ...["a", "b", "c"].map((name) => `test/support/contracts/vendor-${name}/asyncapi.yaml`),
  "test/consumer/fresh-project/vendor.asyncapi.yaml",
];

/** The samples of one schema. */
async function samples(schema: object) {
  const document = {
    asyncapi: "3.0.0",
    info: { title: "t", version: "1" },
    channels: { c: { address: "c", messages: { m: { name: "M", payload: schema } } } },
    operations: { o: { action: "send", channel: { $ref: "#/channels/c" } } },
  };
  const { messages } = await readAsyncApi({ path: "document.json", text: JSON.stringify(document) });
  return messages.flatMap(({ payload }) => samplesOf(payload));
}

describe("samples of a schema", () => {
  test.each(documents)("of %s: the usual value of each message is valid, and nine of ten others", async (path) => {
    const { messages } = await readAsyncApi(await readSpecFile(path));
    for (const { type, payload } of messages) {
      const check = strictCheckOf(payload);
      const all = samplesOf(payload);
      expect([type, check(all[0]?.value)]).toEqual([type, []]);
      expect(all.filter(({ value }) => check(value).length === 0).length / all.length).toBeGreaterThan(0.9);
    }
  });

  test("each optional part is left out once, each listed value, kind and limit met once", async () => {
    const found = await samples({
      type: "object",
      required: ["code"],
      properties: {
        code: { type: "string", enum: ["A", "B"] },
        count: { type: ["integer", "null"], minimum: 1, maximum: 9 },
        text: { type: "string", minLength: 2, maxLength: 3 },
        list: { type: "array", items: { type: "boolean" } },
      },
    });
    expect(found.map(({ variation, value }) => [variation, value])).toEqual([
      ["", { code: "A", count: 1, text: "tex", list: [true] }],
      ['/code is "B"', { code: "B", count: 1, text: "tex", list: [true] }],
      ["/count is 9", { code: "A", count: 9, text: "tex", list: [true] }],
      ["/count is null", { code: "A", count: null, text: "tex", list: [true] }],
      ["without /count", { code: "A", text: "tex", list: [true] }],
      ["/text is of 2 characters", { code: "A", count: 1, text: "xx", list: [true] }],
      ["/text is of 3 characters", { code: "A", count: 1, text: "xxx", list: [true] }],
      ["without /text", { code: "A", count: 1, list: [true] }],
      ["/list/* is false", { code: "A", count: 1, text: "tex", list: [false] }],
      ["/list is empty", { code: "A", count: 1, text: "tex", list: [] }],
      ["without /list", { code: "A", count: 1, text: "tex" }],
    ]);
  });

  test("alternatives that only require properties leave out those of the others", async () => {
    const found = await samples({
      type: "object",
      properties: { a: { type: "boolean" }, b: { type: "boolean" } },
      anyOf: [{ required: ["a"] }, { required: ["b"] }],
    });
    expect(found.map(({ variation }) => variation)).toEqual(expect.arrayContaining(["without /b", "without /a"]));
  });

  test("a recursive schema ends", async () => {
    const tree = { type: "object", properties: { inner: { $ref: "#/channels/c/messages/m/payload" } } };
    expect((await samples(tree)).length).toBeGreaterThan(0);
  });
});

describe("a text for a pattern", () => {
  test.each([
    ["^[A-Z0-9-]{1,40}$", "A"],
    ["^(?:AB|C)\\d{4}$", "C1111"],
    ["^[^0-9]?[0-9]{10,16}$", "A0000000000"],
    ["^\\w+@\\w+\\.[a-z]{2}$", "A@A.aa"],
    ["^a|b$", "b"],
  ])("of %s is %s", (pattern, text) => {
    expect(textOfPattern(pattern)).toBe(text);
    expect(text).toMatch(new RegExp(pattern, "u"));
  });

  test.each(["^(?=A)A$", "^\\p{L}$", "(a)\\1"])("of %s is not known", (pattern) => {
    expect(textOfPattern(pattern)).toBeUndefined();
  });
});
