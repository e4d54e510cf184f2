import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { decodeMessage } from "../../../src/production-partner/messages/index.ts";

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
type Node = { readonly [word: string]: Json };

const text = readFileSync(new URL("../../../spec/production-partner.asyncapi.yaml", import.meta.url), "utf8");
const { components } = parse(text) as {
  components: {
    messages: Record<string, { name: string; "x-provenance"?: string; payload: Node; examples: { payload: Json }[] }>;
    schemas: Record<string, Node>;
  };
};

interface Broken {
  /** The place and the rule that is broken. */
  readonly rule: string;
  readonly payload: Json;
}

/** A way to put a value in the place of the one that a walk has come to; `undefined` leaves it out. */
type Put = (value: Json | undefined) => Json;

/** Every rule of the contract that no vendor has said, broken by itself in a payload that fits otherwise. */
function* brokenRules(
  node: Node,
  value: Json,
  place: { readonly path: string; readonly put: Put; readonly around: string; readonly isFact?: boolean },
): Generator<Broken> {
  const { path, put, around, isFact = false } = place;
  const reference = node["$ref"];
  if (typeof reference === "string") {
    const target = components.schemas[reference.slice(reference.lastIndexOf("/") + 1)] ?? {};
    yield* brokenRules(target, value, { ...place, around: "seen" });
    return;
  }
  const own = String(node["x-provenance"] ?? around);
  const isGuess = (word: string) => (node[word] ?? own) !== "seen";
  if (isGuess("x-provenance-limits")) {
    for (const [keyword, limit] of Object.entries(node)) {
      if (isFact && keyword === "minLength") continue;
      const other = breaking(keyword, limit, value);
      if (other !== undefined) yield { rule: `${path} ${keyword}`, payload: put(other) };
    }
  }
  if (own !== "seen" && path !== "" && !isFact)
    yield { rule: `${path} type`, payload: put(typeof value === "boolean" ? 1 : true) };
  if (own !== "seen" && node["enum"] !== undefined) yield { rule: `${path} enum`, payload: put("SOMETHING_NEW") };
  const facts = (node["x-required-by-facts"] ?? []) as readonly string[];
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    const members = value as Node;
    const without = (name: string) => Object.fromEntries(Object.entries(members).filter(([each]) => each !== name));
    yield { rule: `${path} additionalProperties`, payload: put({ ...members, neverDeclared: 1 }) };
    for (const name of (node["required"] ?? []) as readonly string[])
      if (isGuess("x-provenance-required") && !facts.includes(name))
        yield { rule: `${path}/${name} required`, payload: put(without(name)) };
    for (const [name, member] of Object.entries(members)) {
      const schema =
        ((node["properties"] ?? {}) as Record<string, Node>)[name] ??
        (node["additionalProperties"] as Node | undefined);
      if (schema === undefined) continue;
      const inner: Put = (other) => put(other === undefined ? without(name) : { ...members, [name]: other });
      yield* brokenRules(schema, member, {
        path: `${path}/${name}`,
        put: inner,
        around: own,
        isFact: facts.includes(name),
      });
    }
  }
  if (Array.isArray(value) && typeof node["items"] === "object") {
    for (const [index, item] of value.entries()) {
      const inner: Put = (other) => put(value.flatMap((each: Json, at) => (at === index ? (other ?? []) : [each])));
      yield* brokenRules(node["items"] as Node, item, { path: `${path}/${index}`, put: inner, around: own });
    }
  }
}

/** A value of the same kind that breaks a limit, or undefined when the keyword is none. */
function breaking(keyword: string, limit: Json, value: Json): Json | undefined {
  switch (keyword) {
    case "minLength":
      return "";
    case "maxLength":
      return "x".repeat(Number(limit) + 1);
    case "pattern":
      return " ";
    case "format":
      return "yesterday";
    case "minimum":
      return Number(limit) - 1;
    case "maximum":
      return Number(limit) + 1;
    case "minItems":
      return [];
    case "uniqueItems":
      return [...(value as readonly Json[]), ...(value as readonly Json[])];
    default:
      return undefined;
  }
}

const tables = Object.values(components.messages).map(
  ({ name, "x-provenance": around = "seen", payload, examples }) => ({
    name,
    found: examples.flatMap((example) => [
      ...brokenRules(payload, example.payload, { path: "", put: (value) => value ?? {}, around }),
    ]),
  }),
);

test("the contract has more than five rules for each message that no vendor has said", () => {
  expect(tables.flatMap(({ found }) => found).length).toBeGreaterThan(5 * tables.length);
});

describe.each(tables)("$name", ({ name, found }) => {
  const receivers = ["partner", "ngoc"] as const;

  test("has rules that no vendor has said", () => {
    expect(found.length).toBeGreaterThan(0);
  });

  test.each(found)("is received although it breaks $rule", ({ payload: body }) => {
    const decoded = receivers
      .map((receiver) => decodeMessage({ subject: name, messageId: "M", body }, { receiver }))
      .filter((each) => each.ok || each.invalid.reason !== "WRONG_DIRECTION");
    expect(decoded.length).toBeGreaterThan(0);
    for (const each of decoded) {
      expect(each.ok ? [] : each.invalid.issues).toEqual([]);
      expect(each.ok && each.message.deviations.length).toBeGreaterThan(0);
      expect(each.ok && each.message.raw).toEqual(body);
    }
  });
});
