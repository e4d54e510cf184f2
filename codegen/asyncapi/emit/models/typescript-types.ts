import {
  ConstrainedArrayModel,
  type ConstrainedDictionaryModel,
  ConstrainedEnumModel,
  type ConstrainedMetaModel,
  type ConstrainedObjectModel,
  type ConstrainedObjectPropertyModel,
  ConstrainedTupleModel,
  ConstrainedUnionModel,
  type TypeScriptTypeMapping,
} from "@asyncapi/modelina";
import { isPrefixPattern } from "../../model/shape.ts";
import { comment } from "../doc-comment.ts";
import {
  type Printed,
  type PrintedMember,
  printArray,
  printIntersection,
  printObject,
  printTuple,
  printUnion,
} from "../print-type.ts";
import { isUnwrapped, remarkOf } from "./meta-models.ts";

/** How each meta model is written as a TypeScript type. Modelina asks for a model after it has asked for the models in it. */
export const typeScriptTypes: TypeScriptTypeMapping = {
  Any: ({ constrainedModel: model }) => nullable(model, model.options.const ? "null" : "JsonValue"),
  Boolean: ({ constrainedModel: model }) => nullable(model, constantOf(model) ?? "boolean"),
  Float: ({ constrainedModel: model }) => nullable(model, constantOf(model) ?? open(model, "number")),
  Integer: ({ constrainedModel: model }) => nullable(model, constantOf(model) ?? open(model, "number")),
  String: ({ constrainedModel: model }) => nullable(model, constantOf(model) ?? open(model, "string")),
  Reference: ({ constrainedModel: model }) => nullable(model, model.name),
  Array: ({ constrainedModel: model }) => nullable(model, printArray(printed(model.valueModel)), true),
  Tuple: ({ constrainedModel: model }) => nullable(model, tuple(model), true),
  Object: ({ constrainedModel: model }) => nullable(model, printObject(membersOf(model))),
  Dictionary: ({ constrainedModel: model }) => nullable(model, printObject([signatureOf(model)])),
  Enum: ({ constrainedModel: model }) => printUnion(alternatives(model)),
  Union: ({ constrainedModel: model }) => {
    if (model.union.length === 0) return "never";
    if (!remarkOf(model).isIntersection) return printUnion(alternatives(model));
    return nullable(model, printIntersection(model.union.map(printed)), true);
  },
};

/** Returns the index signature that a dictionary is. */
export function signatureOf({ key, value }: ConstrainedDictionaryModel): PrintedMember {
  const { pattern } = remarkOf(key);
  const isPrefix = pattern !== undefined && isPrefixPattern(pattern);
  const name = isPrefix ? `\`${pattern.slice(1)}\${string}\`` : "string";
  return { doc: "", key: `[key: ${name}]`, type: value.type };
}

function membersOf({ properties }: ConstrainedObjectModel): readonly PrintedMember[] {
  return Object.values(properties).map(memberOf);
}

function memberOf({ propertyName, required, property }: ConstrainedObjectPropertyModel): PrintedMember {
  if (isUnwrapped(property)) return signatureOf(property);
  const key = `${propertyName}${required ? "" : "?"}`;
  return { doc: comment(remarkOf(property).doc), key, type: property.type };
}

function tuple(model: ConstrainedTupleModel): string {
  const { least = model.tuple.length, hasRest } = remarkOf(model);
  const items = model.tuple.map(({ value }) => printed(value));
  return printTuple(hasRest ? items.slice(0, -1) : items, least, hasRest ? items.at(-1) : undefined);
}

/** The alternatives of a union, or the values of an enumeration, with `null` last. */
function alternatives(model: ConstrainedUnionModel | ConstrainedEnumModel): readonly Printed[] {
  const types =
    model instanceof ConstrainedUnionModel
      ? model.union.flatMap((part) => (part instanceof ConstrainedEnumModel ? alternatives(part) : [printed(part)]))
      : model.values.map(({ value }) => simple(String(value)));
  return model.options.isNullable ? [...types, simple("null")] : types;
}

function printed(model: ConstrainedMetaModel): Printed {
  const isCompound =
    model.options.isNullable === true ||
    (model instanceof ConstrainedUnionModel && model.union.length > 0) ||
    (model instanceof ConstrainedEnumModel && model.values.length > 1) ||
    model instanceof ConstrainedArrayModel ||
    model instanceof ConstrainedTupleModel;
  return { text: model.type, isCompound };
}

function simple(text: string): Printed {
  return { text, isCompound: false };
}

function nullable(model: ConstrainedMetaModel, text: string, isCompound = false): string {
  return model.options.isNullable ? printUnion([{ text, isCompound }, simple("null")]) : text;
}

function constantOf({ options }: ConstrainedMetaModel): string | undefined {
  return options.const && JSON.stringify(options.const.originalInput);
}

// `string & {}` keeps an editor's suggestions of the known values, where `string` alone would swallow them.
function open(model: ConstrainedMetaModel, type: string): string {
  return remarkOf(model).isOpen ? `(${type} & {})` : type;
}
