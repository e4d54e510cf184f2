import { parse } from "yaml";

type Node = { readonly [key: string]: unknown };
type Payload = { [key: string]: unknown };

/** A payload that breaks one rule which nobody has confirmed. */
export interface AssumedRuleBroken {
  /** The rule, such as `/card/articleId minLength`. */
  readonly rule: string;
  /** Breaks it in a payload that fits the contract; changes the payload that it is given. */
  break(payload: Payload): void;
}

type Where = (string | number)[];

/**
 * Every rule of a message that is not marked as seen, and those of an optional field that is `null` or an enum that has
 * grown, read off the document itself: without the compiler that is put to the proof.
 */
export function assumedRules(document: string, schemaName: string): readonly AssumedRuleBroken[] {
  const root = parse(document) as Node;
  const rules: AssumedRuleBroken[] = [];
  const add = (at: Where, keyword: string, value: unknown) =>
    rules.push({ rule: `/${at.join("/")} ${keyword}`, break: (payload) => put(payload, at, value) });

  const walk = (given: Node, around: string, at: Where, isNeeded: boolean): void => {
    const { schema, provenance } = resolve(root, given, around);
    const limitsBy = (schema["x-provenance-limits"] as string | undefined) ?? provenance;
    if (provenance !== "seen" && !isNeeded && at.length > 0) {
      for (const value of otherTypes(schema)) add(at, "type", value);
    }
    if (limitsBy !== "seen" && !isNeeded && at.length > 0) {
      if (typeof schema["minLength"] === "number") add(at, "minLength", "");
      if (typeof schema["maxLength"] === "number") add(at, "maxLength", "x".repeat(schema["maxLength"] + 1));
      if (typeof schema["minimum"] === "number") add(at, "minimum", schema["minimum"] - 1);
      if (typeof schema["maximum"] === "number") add(at, "maximum", schema["maximum"] + 1);
      if (schema["pattern"] === "\\S") add(at, "pattern", " ");
      if (typeof schema["minItems"] === "number") add(at, "minItems", []);
      if (schema["format"] === "date-time") {
        for (const value of ["yesterday", "2026-11-21T09:36:45", "2026-11-21 09:36"]) {
          add(at, "format", value);
        }
      }
      if (schema["format"] === "uri") add(at, "format", "not a uri");
    }
    if (Array.isArray(schema["enum"])) add(at, "enum", "A_VALUE_OF_TOMORROW");
    const properties = (schema["properties"] ?? {}) as { [name: string]: Node };
    const required = (schema["required"] ?? []) as readonly string[];
    const facts = (schema["x-required-by-facts"] ?? []) as readonly string[];
    const requiredBy = (schema["x-provenance-required"] as string | undefined) ?? provenance;
    for (const [name, property] of Object.entries(properties)) {
      const isFact = facts.includes(name);
      const own = resolve(root, property, provenance).provenance;
      const isSurelyRequired = required.includes(name) && requiredBy === "seen" && own === "seen";
      const inner = [...at, name];
      if (!isFact && required.includes(name) && !isSurelyRequired) add(inner, "required", undefined);
      if (!isFact && !isSurelyRequired) add(inner, "null", null);
      walk(property, provenance, inner, isFact);
    }
    // The sample of a map has one key.
    if (typeof schema["additionalProperties"] === "object") {
      walk(schema["additionalProperties"] as Node, provenance, [...at, "EXAMPLE"], false);
    }
    if (typeof schema["items"] === "object") walk(schema["items"] as Node, provenance, [...at, 0], false);
  };
  const message = ((root["components"] as Node)["schemas"] as Node)[schemaName] as Node;
  walk(message, "seen", [], true);
  return rules;
}

function resolve(root: Node, given: Node, around: string): { readonly schema: Node; readonly provenance: string } {
  const reference = given["$ref"];
  if (typeof reference !== "string") {
    return { schema: given, provenance: (given["x-provenance"] as string | undefined) ?? around };
  }
  const path = reference.slice(2).split("/");
  return resolve(root, path.reduce<unknown>((node, key) => (node as Node)[key], root) as Node, "seen");
}

/** A value of each JSON type that the schema does not have. */
function otherTypes({ type }: Node): readonly unknown[] {
  const all: readonly (readonly [string, unknown])[] = [
    ["string", "text"],
    ["integer", 7],
    ["boolean", true],
    ["array", ["x"]],
    ["object", { x: 1 }],
  ];
  return type === undefined ? [] : all.filter(([name]) => name !== type).map(([, value]) => value);
}

function put(payload: unknown, at: Where, value: unknown): void {
  const last = at.at(-1) as string;
  const owner = at.slice(0, -1).reduce<unknown>((node, key) => (node as Payload)[key], payload) as Payload;
  if (value === undefined) delete owner[last];
  else owner[last] = value;
}
