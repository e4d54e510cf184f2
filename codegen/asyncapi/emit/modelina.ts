import {
  AnyModel,
  InputMetaModel,
  type MetaModel,
  ObjectModel,
  ObjectPropertyModel,
  TypeScriptGenerator,
} from "@asyncapi/modelina";
import { printType, spaced } from "./print-type.ts";
import type { Member, TypeNode } from "./type-node.ts";

/** A type to be declared under a name. */
export interface Declaration {
  readonly name: string;
  /** Doc comment with its line break, or nothing. */
  readonly doc: string;
  readonly type: TypeNode;
}

/**
 * Modelina renders the declarations; what it would get wrong is decided before and after.
 *
 * It is given its own meta models instead of a JSON Schema, because its reading of one loses `anyOf` over `required`, drops
 * AsyncAPI 3.1, renames properties and crashes on boolean schemas. Names and types are constrained to what our model says,
 * because its own constraints reserve `Status` and `Name`, and let `Error` shadow the global.
 */
const generator = new TypeScriptGenerator({
  modelType: "interface",
  constraints: {
    modelName: ({ modelName }) => modelName,
    propertyKey: ({ objectPropertyModel }) => objectPropertyModel.propertyName,
  },
  typeMapping: { Any: ({ constrainedModel }) => printType(originOf(constrainedModel).type) },
  presets: [
    {
      interface: {
        self: ({ content, model }) => `${originOf(model).doc}export ${content}\n`,
        property: ({ property: { unconstrainedPropertyName, required, property } }) =>
          `${originOf(property).doc}readonly ${unconstrainedPropertyName}${required ? "" : "?"}:${spaced(property.type)};`,
      },
      type: {
        self: ({ model }) => `${originOf(model).doc}export type ${model.name} =${spaced(model.type)};\n`,
      },
    },
  ],
});

/** Renders declarations as TypeScript source, in their order. */
export async function renderDeclarations(declarations: readonly Declaration[]): Promise<readonly string[]> {
  const input = new InputMetaModel();
  input.models = Object.fromEntries(declarations.map((declaration) => [declaration.name, metaModel(declaration)]));
  const rendered = new Map((await generator.generate(input)).map(({ modelName, result }) => [modelName, result]));
  return declarations.map(({ name }) => {
    const source = rendered.get(name);
    if (source === undefined) throw new Error(`Modelina rendered no model ${name}`);
    return source;
  });
}

function metaModel(declaration: Declaration): MetaModel {
  const { name, type } = declaration;
  if (type.kind !== "object") return new AnyModel(name, declaration, {});
  const properties = type.members.map((member) => {
    const key = member.key.replace(/\?$/, "");
    const property = new AnyModel(key, member, {});
    return [key, new ObjectPropertyModel(key, key === member.key, property)] as const;
  });
  return new ObjectModel(name, declaration, {}, Object.fromEntries(properties));
}

/** What a model was made of; Modelina hands it through untouched. */
function originOf(model: { readonly originalInput: unknown }): Declaration | Member {
  return model.originalInput as Declaration | Member;
}
