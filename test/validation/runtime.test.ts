import { isDeepStrictEqual } from "node:util";
import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Check } from "../../src/validation/check.ts";
import { isEqual } from "../../src/validation/equal.ts";
import { isLongerThan, isShorterThan } from "../../src/validation/length.ts";
import { isMultipleOf } from "../../src/validation/multiple.ts";
import { validator } from "../../src/validation/validation.ts";

test("equality is that of node:util on JSON values", () => {
  const small = fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.parse(JSON.stringify(value)) as unknown);
  fc.assert(
    fc.property(small, small, (a, b) => isEqual(a, b) === isDeepStrictEqual(a, b) && isEqual(a, structuredClone(a))),
  );
});

test("multiples are counted in decimals, as they are written", () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 0, max: 9 }), (count, places) => {
      const step = Number(`1e-${places}`);
      const value = Number(`${count}e-${places}`);
      return isMultipleOf(value, step) && isMultipleOf(value, Number(`5e-${places}`)) === (count % 5 === 0);
    }),
  );
  expect([isMultipleOf(19.99, 0.01), isMultipleOf(0.3, 0.1), isMultipleOf(1e300, 1e-300)]).toEqual([true, true, true]);
  expect([isMultipleOf(0.015, 0.01), isMultipleOf(7, 2), isMultipleOf(1e-7, 1)]).toEqual([false, false, false]);
});

test("lengths count code points", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom("a", "å", "💳", "\ud83d", "\udcb3"), maxLength: 12 }),
      fc.nat(14),
      (text, limit) => {
        const length = [...text].length;
        expect([isShorterThan(text, limit), isLongerThan(text, limit)]).toEqual([length < limit, length > limit]);
      },
    ),
  );
});

function issues(schema: object, value: unknown, options?: { readonly firstIssueOnly?: boolean }) {
  const check = new Ajv2020({ strict: false, allErrors: true, messages: false }).compile(schema) as unknown as Check;
  const result = validator(check)(value, options);
  return result.valid ? [] : result.issues;
}

describe("issues", () => {
  const kinds = { a: { type: "object", required: ["x"], properties: { x: { type: "string" } } } };

  test.each([
    [{ type: "string" }, 1, "the message: expected a string"],
    [{ type: ["string", "null"] }, 1, "the message: expected a string or null"],
    [{ required: ["a/b~c"] }, {}, "/a~1b~0c: expected a value, because the property is required"],
    [{ properties: {}, additionalProperties: false }, { b: 1 }, "/b: expected no such property"],
    [{ enum: ["x", 1] }, 2, 'the message: expected one of "x", 1'],
    [{ const: "x" }, 2, 'the message: expected "x"'],
    [{ minLength: 1 }, "", "the message: expected at least 1 character"],
    [{ maxItems: 2 }, [1, 2, 3], "the message: expected at most 2 items"],
    [{ minProperties: 2 }, {}, "the message: expected at least 2 properties"],
    [{ exclusiveMinimum: 0 }, 0, "the message: expected a number above 0"],
    [{ multipleOf: 5 }, 3, "the message: expected a multiple of 5"],
    [{ pattern: "^a" }, "b", "the message: expected text matching ^a"],
    [{ uniqueItems: true }, [1, 1], "the message: expected unique items"],
    [{ anyOf: [{ required: ["a"] }, { required: ["b"] }, { required: ["c"] }] }, {}, "the message: expected a, b or c"],
    [{ anyOf: [{ type: "string" }, { type: "null" }] }, 1, "the message: expected a string or null"],
    [
      { oneOf: [{ minimum: 0 }, { minimum: 1 }] },
      2,
      "the message: expected exactly one of the alternatives, not several",
    ],
    [{ anyOf: [kinds.a, { type: "object", required: ["y", "z"] }] }, {}, "the message: expected x or y and z"],
    [{ anyOf: [{ type: "string" }, kinds.a] }, {}, "the message: expected one of the alternatives in the contract"],
    [{ contains: { const: 1 } }, [2, 3], "the message: expected at least one item that matches"],
    [{ propertyNames: { pattern: "^a" } }, { b: 1 }, "the message: expected property names that the contract allows"],
    [{ not: { const: 1 } }, 1, "the message: expected another value"],
    [{ properties: { a: false } }, { a: 1 }, "/a: expected no value"],
    [{ dependentRequired: { a: ["b"] } }, { a: 1 }, "/b: expected a value, because a is present"],
    [{ prefixItems: [{}], items: false }, [1, 2], "the message: expected at most 1 item"],
  ])("%j and %j: %s", (schema, value, message) => {
    expect(issues(schema, value).map((issue) => issue.message)).toEqual([message]);
  });

  test("of alternatives that a constant tells apart are those of the one that is meant", () => {
    const alternative = (kind: string) => ({
      required: [kind],
      properties: { kind: { const: kind }, [kind]: { type: "string" } },
    });
    const schema = { oneOf: [alternative("card"), alternative("box")] };
    expect(issues(schema, { kind: "box", box: 1 }).map(({ path, keyword }) => [path, keyword])).toEqual([
      ["/box", "type"],
    ]);
    expect(issues(schema, { kind: "bag" }).map(({ keyword }) => keyword)).toEqual(["oneOf"]);
  });

  test("do not call a property unknown whose alternative did not fit", () => {
    const alternative = (name: string) => ({ required: [name], properties: { [name]: { type: "string" } } });
    const schema = { type: "object", anyOf: [alternative("a"), alternative("b")], unevaluatedProperties: false };
    expect(issues(schema, { a: 1 }).map(({ keyword }) => keyword)).toEqual(["anyOf"]);
    expect(issues(schema, { a: "x", c: 1 }).map(({ path, keyword }) => [path, keyword])).toEqual([
      ["/c", "unevaluatedProperties"],
    ]);
  });

  test("name places and rules, never values", () => {
    const secret = "4711-secret";
    const schema = {
      properties: {
        a: { type: "integer" },
        b: { maxLength: 3 },
        c: { enum: ["x"] },
        d: { pattern: "^x" },
        e: { const: 1 },
      },
    };
    const found = issues(schema, { a: secret, b: secret, c: secret, d: secret, e: secret });
    expect(found).toHaveLength(5);
    expect(JSON.stringify(found)).not.toContain(secret);
  });

  test("are one when only the first is asked for", () => {
    expect(issues({ required: ["a", "b"] }, {}, { firstIssueOnly: true })).toEqual(
      issues({ required: ["a", "b"] }, {}).slice(0, 1),
    );
  });

  test("are found in one pass, however many there are", () => {
    const schema = { type: "array", items: { anyOf: [{ type: "string" }, { type: "null" }] } };
    expect(issues(schema, Array(200_000).fill(1))).toHaveLength(200_000);
  });
});
