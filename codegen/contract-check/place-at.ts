import type { Place, Schema, SchemaTree } from "../asyncapi/model/schema.ts";
import { flatten, own } from "../contract-diff/flatten.ts";

/** Returns where a document describes the value at a JSON pointer, or the nearest part around it that it describes. */
export function placeAt(tree: SchemaTree, path: string): Place | undefined {
  const root = tree.definitions.get(tree.root);
  let schema: Schema | undefined = root && flatten(root, tree);
  let place = root?.at;
  for (const token of path.split("/").slice(1)) {
    const name = token.replaceAll("~1", "/").replaceAll("~0", "~");
    const next: Schema | undefined = schema && childOf(schema, name);
    if (next === undefined) return place;
    place = next.at;
    schema = flatten(next, tree);
  }
  return place;
}

function childOf(schema: Schema, name: string): Schema | undefined {
  const branches = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].map((branch) => own(branch.properties, name));
  const named = own(schema.properties, name) ?? branches.find((branch) => branch !== undefined);
  if (named !== undefined) return named;
  const index = /^\d+$/.test(name) ? Number(name) : undefined;
  const item = index === undefined ? undefined : (schema.prefixItems?.[index] ?? schema.items);
  return item ?? Object.values(schema.patternProperties ?? {})[0] ?? schema.additionalProperties;
}
