import type { Json } from "../asyncapi/model/json.ts";
import { kindOf, valuesOf } from "../asyncapi/model/kinds.ts";
import type { Kind, Place, Schema, SchemaTree } from "../asyncapi/model/schema.ts";
import { isExclusive } from "../asyncapi/model/shape.ts";
import { flatten } from "../contract-diff/flatten.ts";
import { unusualTexts, usualText } from "./texts.ts";

/** A value of a schema, made up. */
export interface Sample {
  readonly value: Json;
  /** What is special about it, such as `without /card/design`. Empty for the usual value. */
  readonly variation: string;
  /** The part of the schema that it varies. */
  readonly at: Place;
}

type JsonObject = { readonly [name: string]: Json };

/**
 * Makes values of a schema: one with every property, then others that each differ from it at one place, so that every optional
 * part is once left out, and every alternative, kind, listed value and limit is met once.
 *
 * Not every value has to be valid: exclusions and rules across properties are not understood.
 */
export function samplesOf(tree: SchemaTree): readonly Sample[] {
  const root = tree.definitions.get(tree.root);
  return root === undefined ? [] : new Sampler(tree).samples({ ...root, ref: tree.root }, "");
}

/** The first of {@link samplesOf}. */
export function usualValue(schema: Schema, tree: SchemaTree): Json {
  return new Sampler(tree).usual(schema, "");
}

// A document can be a graph that would be a tree without end, or of millions of leaves.
const maxDepth = 12;
const maxSamples = 2000;

class Sampler {
  readonly #tree: SchemaTree;
  readonly #above: string[] = [];

  constructor(tree: SchemaTree) {
    this.#tree = tree;
  }

  usual(schema: Schema, path: string): Json {
    return this.samples(schema, path)[0]?.value ?? null;
  }

  samples(schema: Schema, path: string): readonly Sample[] {
    const { ref } = schema;
    if (ref !== undefined && (this.#above.filter((name) => name === ref).length > 1 || this.#above.length > maxDepth))
      return [];
    if (ref !== undefined) this.#above.push(ref);
    const found = this.#flat(ref === undefined ? schema : this.#target(schema), path);
    if (ref !== undefined) this.#above.pop();
    return found.slice(0, maxSamples);
  }

  #target(schema: Schema): Schema {
    const { ref: _, ...own } = schema;
    const target = this.#tree.definitions.get(schema.ref ?? "");
    return target === undefined ? own : { ...target, at: schema.at };
  }

  #flat(schema: Schema, path: string): readonly Sample[] {
    const flat = flatten(schema, this.#tree);
    const { at } = flat;
    if (flat.never) return [];
    const listed = valuesOf(flat);
    if (listed !== undefined)
      return listed.map((value, index) => ({
        value,
        at,
        variation: index === 0 ? "" : `${path} is ${JSON.stringify(value)}`,
      }));
    const kinds = kindsFor(flat);
    const own = kinds.flatMap((kind, index) => {
      const samples = this.#kind(kind, flat, path);
      return index === 0
        ? samples
        : samples.slice(0, 1).map((sample) => ({ ...sample, at, variation: `${path} is ${kind}` }));
    });
    return this.#alternatives(flat, own, path);
  }

  #kind(kind: Kind, schema: Schema, path: string): readonly Sample[] {
    const { at } = schema;
    const usual = (value: Json): Sample => ({ value, at, variation: "" });
    switch (kind) {
      case "null":
        return [usual(null)];
      case "boolean":
        return [usual(true), { value: false, at, variation: `${path} is false` }];
      case "integer":
      case "number":
        return numbers(kind, schema, path);
      case "string":
        return [
          usual(usualText(schema)),
          ...unusualTexts(schema).map(([value, what]) => ({ value, at, variation: `${path} is ${what}` })),
        ];
      case "array":
        return this.#array(schema, path);
      default:
        return this.#object(schema, path);
    }
  }

  #array(schema: Schema, path: string): readonly Sample[] {
    const { at, limits, prefixItems = [], items } = schema;
    const fixed = prefixItems.map((part, index) => this.samples(part, `${path}/${index}`));
    const first = fixed.map((samples) => samples[0]?.value ?? null);
    const least = Number(limits["minItems"] ?? 0);
    const each = items?.never ? [] : items ? this.samples(items, `${path}/*`) : [];
    const [item] = each;
    const filler = Array.from({ length: Math.max(0, (item ? Math.max(1, least) : 0) - first.length) }, (_, index) =>
      // Items that must differ: any two values do.
      limits["uniqueItems"] === true && index > 0 ? (each[index]?.value ?? item?.value ?? null) : (item?.value ?? null),
    );
    const usual: Sample = { value: [...first, ...filler], at, variation: "" };
    const rest = filler.slice(1);
    return [
      usual,
      ...each.slice(1).map((sample) => ({ ...sample, value: [...first, sample.value, ...rest] })),
      ...fixed.flatMap((samples, index) =>
        samples.slice(1).map((sample) => ({ ...sample, value: [...first.with(index, sample.value), ...filler] })),
      ),
      ...(least === 0 && filler.length > 0 ? [{ value: first, at, variation: `${path} is empty` }] : []),
    ];
  }

  #object(schema: Schema, path: string): readonly Sample[] {
    const { at, properties = {}, required = [], additionalProperties, patternProperties = {} } = schema;
    const members = Object.entries(properties).map(([name, part]) => {
      return { name, part, samples: this.samples(part, `${path}/${name}`) };
    });
    const usual: { [name: string]: Json } = {};
    for (const { name, samples } of members) if (samples[0] !== undefined) usual[name] = samples[0].value;
    for (const name of required) if (!Object.hasOwn(usual, name)) usual[name] = "text";
    const further = additionalProperties ?? Object.values(patternProperties)[0];
    const isMap = Object.keys(properties).length === 0 && further !== undefined && !further.never;
    if (isMap) usual[keyFor(schema)] = this.usual(further, `${path}/*`);
    const without = (name: string) => Object.fromEntries(Object.entries(usual).filter(([each]) => each !== name));
    return [
      { value: usual, at, variation: "" },
      ...members.flatMap(({ name, part, samples }): readonly Sample[] => [
        ...samples.slice(1).map((sample) => ({ ...sample, value: { ...usual, [name]: sample.value } })),
        ...(required.includes(name) || samples.length === 0
          ? []
          : [{ value: without(name), at: part.at, variation: `without ${path}/${name}` }]),
      ]),
      ...(isMap ? [{ value: {}, at, variation: `${path} is empty` }] : []),
    ];
  }

  /** Values for each alternative; of those that only require properties, the others are left out. */
  #alternatives(schema: Schema, own: readonly Sample[], path: string): readonly Sample[] {
    const branches = schema.oneOf ?? schema.anyOf;
    if (branches === undefined) return own;
    const only = this.#requiring(branches, own[0], path);
    if (only !== undefined) return isExclusive(schema.oneOf) ? only : [...own, ...only];
    const fits = branches.map((branch) => this.samples(branch, path));
    const [first] = fits.flat();
    if (first === undefined) return own;
    const others = fits.flatMap((samples, index) =>
      samples.slice(index === 0 ? 1 : 0).map((sample, number) => ({
        ...sample,
        value: merged(own[0]?.value, sample.value),
        ...(index > 0 && number === 0 && { at: sample.at, variation: `${path || "it"} is alternative ${index + 1}` }),
      })),
    );
    const usual =
      own.length === 0 ? [first] : own.map((sample) => ({ ...sample, value: merged(sample.value, first.value) }));
    return [...usual, ...others];
  }

  #requiring(branches: readonly Schema[], usual: Sample | undefined, path: string): readonly Sample[] | undefined {
    const flat = branches.map((branch) => flatten(branch, this.#tree));
    if (usual === undefined || !flat.every(({ required, properties }) => required && !properties)) return undefined;
    if (kindOf(usual.value) !== "object") return undefined;
    const named = new Set(flat.flatMap(({ required = [] }) => required));
    return flat.map(({ required = [], at }) => {
      const kept = Object.entries(usual.value as JsonObject).filter(
        ([name]) => !named.has(name) || required.includes(name),
      );
      const others = [...named].filter((name) => !required.includes(name)).map((name) => `${path}/${name}`);
      return {
        value: Object.fromEntries(kept),
        at,
        variation: others.length === 0 ? "" : `without ${others.join(", ")}`,
      };
    });
  }
}

function kindsFor(schema: Schema): readonly Kind[] {
  if (schema.type) return schema.type;
  if (schema.properties ?? schema.patternProperties ?? schema.additionalProperties ?? schema.required)
    return ["object"];
  if (schema.items ?? schema.prefixItems) return ["array"];
  if (schema.format !== undefined || schema.limits["pattern"] !== undefined || schema.limits["maxLength"] !== undefined)
    return ["string"];
  return schema.anyOf || schema.oneOf ? [] : ["string"];
}

function numbers(kind: "integer" | "number", { at, limits }: Schema, path: string): readonly Sample[] {
  const bound = (inclusive: string, exclusive: string, step: number) => {
    const value = limits[inclusive] ?? limits[exclusive];
    return value === undefined ? undefined : Number(value) + (limits[inclusive] === undefined ? step : 0);
  };
  const step = kind === "integer" ? 1 : Number(limits["multipleOf"] ?? 0.5);
  const [least, most] = [bound("minimum", "exclusiveMinimum", step), bound("maximum", "exclusiveMaximum", -step)];
  const usual = least ?? (most === undefined ? 1 : Math.min(1, most));
  return [
    { value: usual, at, variation: "" },
    ...(most === undefined || most === usual ? [] : [{ value: most, at, variation: `${path} is ${most}` }]),
    ...(least === undefined ? [{ value: -1, at, variation: `${path} is below zero` }] : []),
    ...(kind === "number" ? [{ value: usual + step, at, variation: `${path} is ${usual + step}` }] : []),
  ];
}

function keyFor({ propertyNames, patternProperties }: Schema): string {
  const [prefix] = Object.keys(patternProperties ?? {});
  if (propertyNames !== undefined) return usualText(propertyNames);
  return prefix === undefined ? "FIELD" : `${prefix.replace(/^\^/, "")}1`;
}

function merged(one: Json | undefined, other: Json): Json {
  const areObjects = one !== undefined && kindOf(one) === "object" && kindOf(other) === "object";
  return areObjects ? { ...(one as JsonObject), ...(other as JsonObject) } : other;
}
