import { readFileSync } from "node:fs";
import { ConstrainedObjectModel, TypeScriptGenerator } from "@asyncapi/modelina";
import { expect, it } from "vitest";
import { jsonSchemaOf } from "../../../codegen/asyncapi/emit/json-schema.ts";
import type { Schema, SchemaTree } from "../../../codegen/asyncapi/model/schema.ts";
import { readAsyncApi } from "../../../codegen/asyncapi/read-async-api.ts";

const path = "spec/production-partner.asyncapi.yaml";

/** Every object of a payload as the sorted list of its properties, with `?` behind the optional ones. */
function objectsOf({ definitions }: SchemaTree): readonly string[] {
  const found: string[] = [];
  const visit = (schema: Schema) => {
    const names = Object.keys(schema.properties ?? {});
    if (names.length > 0)
      found.push(
        names
          .map((name) => (schema.required?.includes(name) ? name : `${name}?`))
          .sort()
          .join(" "),
      );
    for (const property of Object.values(schema.properties ?? {})) visit(property);
  };
  for (const schema of definitions.values()) visit(schema);
  return found.sort();
}

/** The same by Modelina. Rules over `required` alone are left out: Modelina 5 turns the object into `any | any` for them. */
async function objectsByModelina(tree: SchemaTree, root: string): Promise<readonly string[]> {
  const plain = JSON.parse(
    JSON.stringify(jsonSchemaOf(tree, { closed: false }), (key, value: unknown) =>
      key === "anyOf" ? undefined : value,
    ),
  );
  const generator = new TypeScriptGenerator({ modelType: "interface", rawPropertyNames: true });
  const models = await generator.generate({ $schema: "http://json-schema.org/draft-07/schema#", $id: root, ...plain });
  return models
    .flatMap(({ model }) => (model instanceof ConstrainedObjectModel ? [Object.values(model.properties)] : []))
    .map((properties) =>
      properties
        .map(({ unconstrainedPropertyName: name, required }) => (required ? name : `${name}?`))
        .filter((name) => name !== "additionalProperties?")
        .sort()
        .join(" "),
    )
    .filter((names) => names !== "")
    .sort();
}

it("finds the objects, properties and optionality that Modelina finds in our contract", async () => {
  const { messages } = await readAsyncApi({ path, text: readFileSync(path, "utf8") });
  for (const { payload, typeName } of messages)
    expect(await objectsByModelina(payload, typeName)).toEqual(objectsOf(payload));
});
