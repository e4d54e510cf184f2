import type { SchemaModel, TypeIndex } from "../../../src/xml/schema-model.ts";

/** Returns the types whose base is a given type. */
export function derivedTypes({ types }: SchemaModel, base: TypeIndex): TypeIndex[] {
  return types.flatMap((type, index) => (type.base === base ? [index as TypeIndex] : []));
}
