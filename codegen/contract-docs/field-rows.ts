import type { Schema, SchemaTree } from "../asyncapi/model/schema.ts";
import { flatten } from "../contract-diff/flatten.ts";

/** One field of a message, or one rule over its fields. */
export interface FieldRow {
  /** Such as `accessories[].quantity`; `*` stands for any name. Empty for the whole payload. */
  readonly path: string;
  readonly type: string;
  readonly required: boolean;
  readonly rules: readonly string[];
  readonly description: string;
  readonly provenance: string;
}

/** More rows than this are nobody's to read. */
const maxRows = 2_000;

/**
 * Lists the fields of a schema from the outside in, in document order. Where that would be too many, a schema that is referred to more
 * than once is listed once.
 */
export function fieldRows(tree: SchemaTree): readonly FieldRow[] {
  const root = tree.definitions.get(tree.root);
  if (root === undefined) return [];
  const field = { schema: { ...root, ref: tree.root }, path: "", required: true };
  const all = [...rows(field, { tree, above: new Set() }).take(maxRows + 1)];
  if (all.length <= maxRows) return all;
  return [...rows(field, { tree, above: new Set(), listed: new Map() })];
}

interface Field {
  readonly schema: Schema;
  readonly path: string;
  readonly required: boolean;
}

interface Listing {
  readonly tree: SchemaTree;
  /** The definitions that the field is in. */
  readonly above: ReadonlySet<string>;
  /** The paths under which definitions are listed, when each is listed once. */
  readonly listed?: Map<string, string>;
}

function* rows({ schema, path, required }: Field, listing: Listing): Generator<FieldRow> {
  const { tree, above, listed } = listing;
  const flat = flatten(schema, tree);
  const isAgain = schema.ref !== undefined && above.has(schema.ref);
  const first = schema.ref === undefined ? undefined : listed?.get(schema.ref);
  const { description, title, deprecated, provenance, provenanceNote } = flat.notes;
  yield {
    path,
    type: typeOf(flat, tree),
    required,
    rules: [
      ...rulesOf(flat, tree),
      ...(deprecated ? ["deprecated"] : []),
      ...(isAgain ? [`continues as ${schema.ref}`] : []),
      ...(!isAgain && first !== undefined ? [`continues as ${first}`] : []),
    ],
    description: description ?? title ?? "",
    provenance: [provenance, provenanceNote].filter((text) => text !== undefined).join(": "),
  };
  if (isAgain || first !== undefined) return;
  if (schema.ref !== undefined) listed?.set(schema.ref, path);
  const inside = schema.ref === undefined ? above : new Set([...above, schema.ref]);
  for (const child of children(flat, path)) yield* rows(child, { ...listing, above: inside });
}

function* children(schema: Schema, path: string): Generator<Field> {
  const below = (name: string) => (path === "" ? name : `${path}.${name}`);
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    yield { schema: property, path: below(name), required: schema.required?.includes(name) ?? false };
  }
  for (const [pattern, part] of Object.entries(schema.patternProperties ?? {})) {
    yield { schema: part, path: below(pattern), required: false };
  }
  const { additionalProperties: rest, items, prefixItems } = schema;
  if (rest && !rest.never && saysSomething(rest)) yield { schema: rest, path: below("*"), required: false };
  for (const [index, part] of (prefixItems ?? []).entries()) {
    yield { schema: part, path: `${path}[${index}]`, required: index < Number(schema.limits["minItems"] ?? 0) };
  }
  if (items && !items.never && saysSomething(items)) yield { schema: items, path: `${path}[]`, required: false };
  for (const [index, branch] of [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].entries()) {
    if (branch.ref !== undefined || branch.properties)
      yield { schema: branch, path: `${path}(${index + 1})`, required: false };
  }
}

function saysSomething(schema: Schema): boolean {
  return Object.keys(schema).length > 3 || Object.keys(schema.limits).length > 0;
}

function typeOf(schema: Schema, tree: SchemaTree): string {
  if (schema.never) return "nothing";
  if (schema.const) return JSON.stringify(schema.const.value);
  const kinds =
    schema.type ??
    (schema.enum ? [...new Set(schema.enum.map((value) => (value === null ? "null" : typeof value)))] : []);
  if (kinds.length === 0) return schema.anyOf || schema.oneOf ? "one of several" : "any";
  return kinds
    .map((kind) => {
      if (kind === "array" && schema.items) return `list of ${typeOf(flatten(schema.items, tree), tree)}`;
      if (
        kind === "object" &&
        !schema.properties &&
        schema.additionalProperties &&
        !schema.additionalProperties.never
      ) {
        return `map of ${typeOf(flatten(schema.additionalProperties, tree), tree)}`;
      }
      return kind;
    })
    .join(" or ");
}

function rulesOf(schema: Schema, tree: SchemaTree): readonly string[] {
  const { format, limits, enum: values, anyOf, oneOf, dependentRequired, notes } = schema;
  const choice = (branches: readonly Schema[] | undefined, words: string) =>
    branches ? [`${words}: ${branches.map((branch) => label(branch, tree)).join("; ")}`] : [];
  return [
    ...(format === undefined ? [] : [`format ${format}`]),
    ...Object.entries(limits).map(([keyword, limit]) => `${keyword} ${limit}`),
    ...(values
      ? [`one of ${values.map((value) => (typeof value === "string" ? value : JSON.stringify(value))).join(", ")}`]
      : []),
    ...choice(anyOf, "at least one of"),
    ...choice(oneOf, "exactly one of"),
    ...Object.entries(dependentRequired ?? {}).map(([name, needed]) => `${name} requires ${needed.join(", ")}`),
    ...(notes.default === undefined ? [] : [`default ${JSON.stringify(notes.default)}`]),
    ...(notes.examples ? [`for example ${notes.examples.map((example) => JSON.stringify(example)).join(", ")}`] : []),
  ];
}

function label(branch: Schema, tree: SchemaTree): string {
  if (branch.ref !== undefined) return branch.ref;
  // A branch that says more about what it requires is still told apart by that.
  return branch.required ? branch.required.join(" and ") : typeOf(flatten(branch, tree), tree);
}
