import { describe, expect, test } from "vitest";
import type { Check, CheckError } from "../../src/validation/check.ts";
import { receivedValidator } from "../../src/validation/received.ts";
import { valueAt, withoutPaths } from "../../src/validation/without-paths.ts";

describe("withoutPaths", () => {
  test("leaves out members and items, and changes neither the value nor what it does not touch", () => {
    const value = { a: { b: 1, c: [1, 2, 3], "x/~y": 1 }, d: { e: 1 } };
    const before = structuredClone(value);
    const left = withoutPaths(value, ["/a/b", "/a/c/0", "/a/c/2", "/a/x~1~0y", "/none/such", "/d/e/f"]) as typeof value;
    expect(left).toEqual({ a: { c: [2] }, d: { e: 1 } });
    expect(value).toEqual(before);
  });

  test("a path within one that is left out changes nothing, in either order", () => {
    expect(withoutPaths({ a: { b: 1 }, c: 1 }, ["/a", "/a/b"])).toEqual({ c: 1 });
    expect(withoutPaths({ a: { b: 1 }, c: 1 }, ["/a/b", "/a"])).toEqual({ c: 1 });
  });

  test("a member called __proto__ stays a member", () => {
    const value: unknown = JSON.parse('{"__proto__": {"a": 1, "b": 2}, "c": 3}');
    const left = withoutPaths(value, ["/c", "/__proto__/a"]);
    expect(JSON.stringify(left)).toBe('{"__proto__":{"b":2}}');
    expect(valueAt(left, "/__proto__/b")).toBe(2);
    expect(valueAt({}, "/constructor")).toBeUndefined();
  });
});

describe("receivedValidator", () => {
  const errorAt = (instancePath: string): CheckError => ({
    instancePath,
    schemaPath: "#/items/assumed:type",
    keyword: "assumed:type",
    params: { type: "string" },
  });

  test("leaves out any number of values in one more pass", () => {
    let passes = 0;
    const check: Check = (value) => {
      passes++;
      const wrong = (value as readonly unknown[]).flatMap((item, index) =>
        typeof item === "string" ? [] : [`/${index}`],
      );
      check.errors = wrong.map(errorAt);
      return wrong.length === 0;
    };
    const items = Array.from({ length: 100_000 }, (_, index) => (index % 2 === 0 ? "kept" : index));
    const validation = receivedValidator<readonly string[]>(check)(items);
    expect(validation.valid && validation.value.length).toBe(50_000);
    expect(passes).toBe(2);
  });

  test("gives up on a check that never accepts", () => {
    let passes = 0;
    const check: Check = () => {
      passes++;
      check.errors = [errorAt("/0")];
      return false;
    };
    expect(receivedValidator(check)([1]).valid).toBe(false);
    expect(passes).toBeLessThan(10);
  });
});
