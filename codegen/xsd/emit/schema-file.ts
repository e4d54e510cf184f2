import type { Shapes } from "../../../src/xml/object-shape.ts";
import type { SchemaModel } from "../../../src/xml/schema-model.ts";

/** Writes the module that holds the schema and the shapes as data. */
export function emitSchemaFile(model: SchemaModel, shapes: Shapes, runtime: string): string {
  return `import { Schema, type Shapes, shapesOf } from "${runtime}";

/** The schema, ready to validate documents with. */
export const schema: Schema = new Schema(${JSON.stringify(model, undefined, 1)});

/** How the complex types of the schema look as objects. */
export const shapes: Shapes = /* @__PURE__ */ shapesOf(${JSON.stringify([...shapes], undefined, 1)});`;
}
