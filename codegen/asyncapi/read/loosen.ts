import type { Omission } from "../../problem.ts";
import { mapParts } from "../model/parts.ts";
import type { Schema, SchemaTree } from "../model/schema.ts";

/**
 * Makes every `oneOf` of which a branch lost a part an `anyOf`: a branch that accepts more than it said may accept what another one
 * does, and "exactly one" would then refuse it.
 */
export function loosened(tree: SchemaTree, omissions: readonly Omission[]): SchemaTree {
  if (omissions.length === 0) return tree;
  const lost = new Set([...tree.definitions].filter(([, schema]) => hasLost(schema, omissions)).map(([name]) => name));
  // What refers to a definition that lost a part has lost it too.
  for (let before = -1; before !== lost.size; ) {
    before = lost.size;
    for (const [name, schema] of tree.definitions)
      if (referencesIn(schema).some((each) => lost.has(each))) lost.add(name);
  }
  const isLooser = (schema: Schema) =>
    hasLost(schema, omissions) || referencesIn(schema).some((name) => lost.has(name));
  const definitions = [...tree.definitions].map(([name, schema]) => [name, loosen(schema, isLooser)] as const);
  return { ...tree, definitions: new Map(definitions) };
}

function loosen(schema: Schema, isLooser: (schema: Schema) => boolean): Schema {
  const copy = mapParts(schema, (part) => loosen(part, isLooser));
  const { oneOf, ...rest } = copy;
  if (!schema.oneOf?.some(isLooser) || oneOf === undefined) return copy;
  if (rest.anyOf === undefined) return { ...rest, anyOf: oneOf };
  return { ...rest, allOf: [...(rest.allOf ?? []), { at: schema.at, notes: {}, limits: {}, anyOf: oneOf }] };
}

/** Whether something was left out of a schema or of what it holds. */
function hasLost({ at }: Schema, omissions: readonly Omission[]): boolean {
  return omissions.some(({ file, pointer }) => {
    return file === at.file && (pointer === at.pointer || pointer.startsWith(`${at.pointer}/`));
  });
}

function referencesIn(schema: Schema): readonly string[] {
  const found = schema.ref === undefined ? [] : [schema.ref];
  mapParts(schema, (part) => {
    found.push(...referencesIn(part));
    return part;
  });
  return found;
}
