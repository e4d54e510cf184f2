import type { Json } from "../../../../codegen/asyncapi/model/json.ts";

type Words = { readonly [keyword: string]: Json };

/** Numbers from 0 to 1 that are the same for the same seed. */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return state / 0x7fff_ffff;
  };
}

/** Makes values that likely fit a schema of a document, by following its words. */
export class Sampler {
  readonly #document: Json;
  readonly #random: () => number;

  constructor(document: Json, random: () => number) {
    this.#document = document;
    this.#random = random;
  }

  sample(schema: Json, depth = 0): Json {
    if (typeof schema !== "object" || schema === null) return this.#pick(junk);
    const words = schema as Words;
    if (typeof words["$ref"] === "string")
      return this.sample(valueAt(this.#document, words["$ref"].slice(1)), depth + 1);
    if (words["const"] !== undefined) return words["const"];
    for (const listed of [words["examples"], words["enum"]])
      if (Array.isArray(listed) && listed.length > 0) return this.#pick(listed);
    let value = this.#ofType(words, depth);
    const parts = [...list(words["allOf"]), ...this.#one(words["oneOf"]), ...this.#one(words["anyOf"])];
    for (const part of parts) {
      const more = this.sample(part, depth + 1);
      value = isObject(value) && isObject(more) ? { ...value, ...more } : more;
    }
    return value;
  }

  /** A value that differs from another in a place or two. */
  strayed(value: Json): Json {
    const copy = structuredClone(value);
    const places: (readonly [{ [key: string]: Json }, string])[] = [];
    const collect = (part: Json) => {
      if (typeof part !== "object" || part === null) return;
      for (const key of Object.keys(part)) {
        places.push([part as { [key: string]: Json }, key]);
        collect((part as Words)[key] ?? null);
      }
    };
    collect(copy);
    if (places.length === 0) return this.#pick(junk);
    for (let count = 1 + Math.floor(this.#random() * 2); count > 0; count--) {
      const [part, key] = this.#pick(places);
      const how = this.#random();
      if (how < 0.3) {
        if (Array.isArray(part)) part.splice(Number(key), 1);
        else Reflect.deleteProperty(part, key);
      } else if (how < 0.8) part[key] = structuredClone(this.#pick(junk));
      else if (!Array.isArray(part)) part[this.#pick(["extra", "Extra", "x-more"])] = this.#pick(junk);
    }
    return copy;
  }

  #ofType(words: Words, depth: number): Json {
    const types = [words["type"] ?? (isObject(words["properties"]) ? "object" : [])].flat();
    switch (types.length === 0 ? undefined : this.#pick(types)) {
      case "object":
        return this.#object(words, depth);
      case "array":
        return this.#array(words, depth);
      case "string":
        return this.#string(words);
      case "integer":
      case "number":
        return this.#number(words);
      case "boolean":
        return this.#random() < 0.5;
      case "null":
        return null;
      default:
        return words["allOf"] || words["oneOf"] || words["anyOf"] ? {} : this.#pick(junk);
    }
  }

  #object(words: Words, depth: number): Json {
    const required = new Set(list(words["required"]));
    const properties = Object.entries(isObject(words["properties"]) ? words["properties"] : {});
    const chosen = properties.filter(([name]) => required.has(name) || (depth < 8 && this.#random() < 0.6));
    const members = chosen.map(([name, each]) => [name, this.sample(each, depth + 1)] as const);
    for (const keyword of ["additionalProperties", "patternProperties"]) {
      const rest = words[keyword];
      const each = keyword === "patternProperties" && isObject(rest) ? Object.values(rest)[0] : rest;
      const prefix =
        keyword === "patternProperties" && isObject(rest) ? /^\^?([\w-]*)/.exec(Object.keys(rest)[0] ?? "")?.[1] : "";
      if (isObject(each) && this.#random() < 0.5) members.push([`${prefix}more`, this.sample(each, depth + 1)]);
    }
    return Object.fromEntries(members);
  }

  #array(words: Words, depth: number): Json {
    const prefix = Array.isArray(words["items"]) ? words["items"] : list(words["prefixItems"]);
    const rest = Array.isArray(words["items"]) ? words["additionalItems"] : words["items"];
    const least = Math.max(
      Number(words["minItems"] ?? 0) - prefix.length,
      depth < 8 ? Math.floor(this.#random() * 3) : 0,
    );
    const more = rest === false ? [] : Array.from({ length: least }, () => this.sample(rest ?? {}, depth + 1));
    return [...prefix.map((each) => this.sample(each, depth + 1)), ...more];
  }

  #string(words: Words): Json {
    const known = formats[String(words["format"] ?? "")];
    if (known !== undefined) return this.#pick(known);
    const length = Math.max(
      Number(words["minLength"] ?? 0),
      Math.min(Number(words["maxLength"] ?? 8), 8 * this.#random()),
    );
    return "abcÆ😀fgh".repeat(9).slice(0, Math.ceil(length));
  }

  #number(words: Words): Json {
    const least = Number(words["minimum"] ?? words["exclusiveMinimum"] ?? 0);
    const most = Number(words["maximum"] ?? words["exclusiveMaximum"] ?? least + 10);
    const step = Number(words["multipleOf"] ?? (words["type"] === "integer" ? 1 : 0.5));
    return Number((Math.ceil((least + this.#random() * (most - least)) / step) * step).toFixed(6));
  }

  #one(branches: Json | undefined): readonly Json[] {
    return Array.isArray(branches) && branches.length > 0 ? [this.#pick(branches)] : [];
  }

  #pick<T>(values: readonly T[]): T {
    return values[Math.min(values.length - 1, Math.floor(this.#random() * values.length))] as T;
  }
}

const formats: { readonly [format: string]: readonly string[] } = {
  "date-time": ["2024-02-29T12:00:00Z", "2024-01-01T00:00:00.123+02:00", "2023-02-29T12:00:00Z"],
  date: ["2024-02-29", "2023-02-29"],
  time: ["12:00:00Z", "25:00:00Z"],
  uuid: ["7f3a1c2e-0b4d-4f6a-9c8b-1d2e3f4a5b6c", "7f3a1c2e"],
  email: ["a@b.example", "none"],
  uri: ["https://a.example/b", "a b"],
  hostname: ["a.example", "-"],
  ipv4: ["10.0.0.1", "10.0.0.256"],
};

/** Values of every kind, which fit hardly any schema. */
export const junk: readonly Json[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e21,
  2 ** 31,
  "",
  "x",
  "A",
  "2024-01-01T00:00:00Z",
  [],
  {},
  [1],
  ["x"],
  { a: 1 },
];

function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function isObject(value: Json | undefined): value is Words {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value at a JSON pointer. */
export function valueAt(document: Json, pointer: string): Json {
  let value: Json = document;
  for (const token of pointer.split("/").slice(1)) {
    const key = decodeURIComponent(token).replaceAll("~1", "/").replaceAll("~0", "~");
    value = (value as Words)[key] ?? null;
  }
  return value;
}
