import { readFileSync } from "node:fs";
import {
  AnyModel,
  ArrayModel,
  BooleanModel,
  ConstrainedObjectModel,
  DictionaryModel,
  EnumModel,
  FloatModel,
  IntegerModel,
  type MetaModel,
  ObjectModel,
  ReferenceModel,
  StringModel,
  TupleModel,
  TypeScriptGenerator,
  UnionModel,
} from "@asyncapi/modelina";
import { describe, expect, test } from "vitest";
import { jsonSchemaOf } from "../../../codegen/asyncapi/emit/json-schema.ts";
import { renderDeclarations } from "../../../codegen/asyncapi/emit/modelina.ts";
import { metaModels } from "../../../codegen/asyncapi/emit/models/meta-models.ts";
import { type Declaration, object, type TypeNode } from "../../../codegen/asyncapi/emit/type-node.ts";
import { TypeWriter } from "../../../codegen/asyncapi/emit/types.ts";
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

test("finds the objects, properties and optionality that Modelina finds in our contract", async () => {
  const { messages } = await readAsyncApi({ path, text: readFileSync(path, "utf8") });
  for (const { payload, typeName } of messages)
    expect(await objectsByModelina(payload, typeName)).toEqual(objectsOf(payload));
});

const text: TypeNode = { kind: "string" };
const red: TypeNode = { kind: "literal", value: "red" };
const blue: TypeNode = { kind: "literal", value: "blue" };

function declared(name: string, type: TypeNode): Declaration {
  return { name, doc: [], type };
}

function field(name: string, type: TypeNode, required = true) {
  return { doc: [], name, required, type };
}

/** One declaration of each sort. */
const sorts: readonly Declaration[] = [
  declared(
    "Order",
    object([
      field("id", text),
      field("colour", { kind: "reference", name: "Colour" }, false),
      field("parts", { kind: "array", item: { kind: "reference", name: "Order" } }),
      field("labels", object([], [{ type: text }])),
      field("count", { kind: "number", integer: true }),
      field("price", { kind: "number" }),
      field("paid", { kind: "union", of: [{ kind: "boolean" }, { kind: "null" }] }),
      field("pair", { kind: "tuple", items: [text, { kind: "any" }], least: 2, rest: undefined }),
    ]),
  ),
  declared("Colour", { kind: "union", of: [red, blue] }),
  declared("Known", { kind: "union", of: [red, blue, { kind: "string", open: true }] }),
  declared("Either", { kind: "union", of: [text, { kind: "number" }] }),
];

describe("the meta models", () => {
  const { models } = metaModels(sorts);
  const properties = (model: MetaModel | undefined): { readonly [name: string]: MetaModel } =>
    model instanceof ObjectModel
      ? Object.fromEntries(
          Object.values(model.properties).map(({ propertyName, property }) => [propertyName, property]),
        )
      : {};

  test("are Modelina's own: objects, unions, enumerations, lists, dictionaries, tuples, references and values", () => {
    const classes = Object.entries(properties(models["Order"])).map(([name, model]) => [name, model.constructor]);
    expect(Object.fromEntries(classes)).toEqual({
      id: StringModel,
      colour: ReferenceModel,
      parts: ArrayModel,
      labels: DictionaryModel,
      count: IntegerModel,
      price: FloatModel,
      paid: BooleanModel,
      pair: TupleModel,
    });
    expect(Object.values(models).map((model) => model.constructor)).toEqual([
      ObjectModel,
      EnumModel,
      UnionModel,
      UnionModel,
    ]);
  });

  test("hold what they are made of, down to the last value", () => {
    const { colour, parts, labels, paid, pair } = properties(models["Order"]);
    const enumeration = models["Colour"] as EnumModel;
    expect(enumeration.values.map(({ value }) => value)).toEqual(["red", "blue"]);
    expect((colour as ReferenceModel).ref).toBe(enumeration);
    expect(((parts as ArrayModel).valueModel as ReferenceModel).ref).toBe(models["Order"]);
    expect(
      [(labels as DictionaryModel).key, (labels as DictionaryModel).value].map((model) => model.constructor),
    ).toEqual([StringModel, StringModel]);
    expect(paid?.options.isNullable).toBe(true);
    expect((pair as TupleModel).tuple.map(({ value }) => value.constructor)).toEqual([StringModel, AnyModel]);
    expect((models["Known"] as UnionModel).union.map((model) => model.constructor)).toEqual([EnumModel, StringModel]);
  });

  test("are enough for Modelina's own generator, with none of our rules", async () => {
    const outputs = await new TypeScriptGenerator({ modelType: "interface" }).generate(metaModels(sorts));
    const rendered = Object.fromEntries(outputs.map(({ modelName, result }) => [modelName, result]));
    expect(rendered["Order"]).toBe(`interface Order {
  id: string;
  colour?: Colour;
  parts: Order[];
  labels: Map<string, string>;
  count: number;
  price: number;
  paid: boolean | null;
  pair: [string, any];
}`);
    expect(rendered["Colour"]).toBe('enum Colour {\n  RED = "red",\n  BLUE = "blue",\n}');
    expect(rendered["Either"]).toBe("type Either = string | number;");
  });

  test("are rendered with our rules: read-only, open, quoted and documented", async () => {
    const [order, colour, known, either] = await renderDeclarations(sorts);
    expect(order).toBe(`export interface Order {
  readonly id: string;
  readonly colour?: Colour;
  readonly parts: readonly Order[];
  readonly labels: { readonly [key: string]: string };
  readonly count: number;
  readonly price: number;
  readonly paid: boolean | null;
  readonly pair: readonly [string, JsonValue];
}
`);
    expect(colour).toBe('export type Colour = "red" | "blue";\n');
    expect(known).toBe('export type Known = "red" | "blue" | (string & {});\n');
    expect(either).toBe("export type Either = string | number;\n");
    const documented = {
      name: "A",
      doc: ["About */ A"],
      type: object([{ ...field("a b", text), doc: ["One", "two"] }]),
    };
    expect(await renderDeclarations([documented])).toEqual([
      '/** About *\\/ A */\nexport interface A {\n  /**\n   * One\n   * two\n   */\n  readonly "a b": string;\n}\n',
    ]);
  });

  test("of our contract name every object that the contract describes", async () => {
    const { messages } = await readAsyncApi({ path, text: readFileSync(path, "utf8") });
    for (const { payload } of messages) {
      const writer = new TypeWriter(payload);
      const { models } = metaModels([...payload.definitions.keys()].flatMap((name) => writer.declarations(name)));
      const described = Object.values(models).flatMap((model) =>
        model instanceof ObjectModel
          ? [
              Object.values(model.properties).map(({ propertyName, required }) =>
                required ? propertyName : `${propertyName}?`,
              ),
            ]
          : [],
      );
      expect(described.map((names) => names.sort().join(" ")).sort()).toEqual(objectsOf(payload));
    }
  });
});
