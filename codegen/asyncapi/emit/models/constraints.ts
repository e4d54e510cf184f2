import { type Constraints, DictionaryModel } from "@asyncapi/modelina";
import type { MemberNames } from "./naming.ts";

type Literal = (value: string | number | boolean) => string;

/** Lets Modelina use the names that were chosen, and write values as literals of the language. */
export function chosenNames(names: MemberNames, literal: Literal): Constraints<object> {
  return {
    modelName: ({ modelName }) => modelName,
    propertyKey: ({ objectModel, objectPropertyModel: { propertyName, property } }) =>
      property instanceof DictionaryModel && property.serializationType === "unwrap"
        ? names.further(objectModel.name)
        : names.field(objectModel.name, propertyName),
    enumKey: ({ enumModel, enumKey }) => names.constant(enumModel.name, enumKey),
    enumValue: ({ enumValue }) => literal(enumValue),
    constant: ({ constrainedMetaModel: { options } }) => literal(options.const?.originalInput as string),
  };
}

/** Writes text as a literal of ASCII alone, which Java, C# and Python read alike in any encoding. */
export function asciiText(value: string): string {
  const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(value).replaceAll(/[^\x20-\x7e]/g, escaped);
}
