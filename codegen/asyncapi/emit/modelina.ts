import {
  ConstrainedAnyModel,
  ConstrainedBooleanModel,
  ConstrainedEnumModel,
  ConstrainedFloatModel,
  ConstrainedIntegerModel,
  type ConstrainedMetaModel,
  ConstrainedReferenceModel,
  ConstrainedStringModel,
  constrainMetaModel,
  type MetaModel,
  TypeScriptGenerator,
} from "@asyncapi/modelina";
import { comment } from "./doc-comment.ts";
import { isUnwrapped, metaModels, remarkOf } from "./models/meta-models.ts";
import { signatureOf, typeScriptTypes } from "./models/typescript-types.ts";
import { printMember, spaced } from "./print-type.ts";
import { type Declaration, propertyKey } from "./type-node.ts";

/**
 * Modelina's generator for TypeScript, but for two things: an object within a type stays where it is instead of getting a name of
 * its own, and so its type is asked for after those of its properties.
 */
class DeclarationGenerator extends TypeScriptGenerator {
  override splitMetaModel(model: MetaModel): MetaModel[] {
    return [model];
  }

  override constrainToMetaModel(model: MetaModel): ConstrainedMetaModel {
    const { options } = this;
    const dependencyManager = this.getDependencyManager(options);
    const context = { metaModel: model, constrainedName: "", options, dependencyManager };
    return constrainMetaModel(options.typeMapping, options.constraints, context, typedAtOnce);
  }
}

/** The models whose types do not depend on those of other models. */
const typedAtOnce = [
  ConstrainedAnyModel,
  ConstrainedBooleanModel,
  ConstrainedEnumModel,
  ConstrainedFloatModel,
  ConstrainedIntegerModel,
  ConstrainedReferenceModel,
  ConstrainedStringModel,
];

/**
 * Modelina renders the declarations, from meta models that are made of ours.
 *
 * It does not read the JSON Schema itself: its reader loses `anyOf` over `required`, drops AsyncAPI 3.1, renames properties and
 * crashes on boolean schemas. Names are constrained to what our model says, because its own constraints reserve `Status` and
 * `Name`, and let `Error` shadow the global.
 */
const generator = new DeclarationGenerator({
  modelType: "interface",
  enumType: "union",
  constraints: {
    modelName: ({ modelName }) => modelName,
    propertyKey: ({ objectPropertyModel }) => propertyKey(objectPropertyModel.propertyName),
    enumKey: ({ enumKey }) => enumKey,
    enumValue: ({ enumValue }) => JSON.stringify(enumValue),
    constant: ({ constrainedMetaModel }) => JSON.stringify(constrainedMetaModel.options.const?.originalInput),
  },
  typeMapping: typeScriptTypes,
  presets: [
    {
      interface: {
        self: ({ content, model }) => declaration(model, content),
        property: ({ content, property: { property } }) =>
          isUnwrapped(property)
            ? printMember(signatureOf(property))
            : `${comment(remarkOf(property).doc)}readonly ${unspaced(content, property)}`,
      },
      type: { self: ({ content, model }) => declaration(model, unspaced(content, model)) },
      enum: { self: ({ model }) => declaration(model, `type ${model.name} =${spaced(model.type)};`) },
    },
  ],
});

/** Renders declarations as TypeScript source, in their order. */
export async function renderDeclarations(declarations: readonly Declaration[]): Promise<readonly string[]> {
  const models = await generator.generate(metaModels(declarations, "alone"));
  const rendered = new Map(models.map(({ modelName, result }) => [modelName, result]));
  return declarations.map(({ name }) => {
    const source = rendered.get(name);
    if (source === undefined) throw new Error(`Modelina rendered no model ${name}`);
    return source;
  });
}

function declaration(model: ConstrainedMetaModel, source: string): string {
  return `${comment(remarkOf(model).doc)}export ${source}\n`;
}

/** Removes the space that Modelina puts before a type that begins on the next line. */
function unspaced(source: string, { type }: ConstrainedMetaModel): string {
  return type.startsWith("\n") ? source.replace(/(?<=[:=]) \n/, "\n") : source;
}
