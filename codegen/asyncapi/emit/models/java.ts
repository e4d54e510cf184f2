import {
  type ConstrainedMetaModel,
  ConstrainedObjectModel,
  type ConstrainedObjectPropertyModel,
  JavaGenerator,
  type JavaTypeMapping,
} from "@asyncapi/modelina";
import { comment } from "../doc-comment.ts";
import { asciiText, chosenNames } from "./constraints.ts";
import { remarkOf } from "./meta-models.ts";
import { type ModelLanguage, type ModelSource, sentences, wordSet } from "./model-language.ts";
import { identifier, isIdentifier, type NamingRules, upperFirst } from "./naming.ts";

const keywords = wordSet(
  `abstract assert boolean break byte case catch char class const continue default do double else enum extends final finally float
  for goto if implements import instanceof int interface long native new package private protected public return short static
  strictfp super switch synchronized this throw throws transient try void volatile while true false null _ record sealed permits
  var yield`,
);

const rules: NamingRules = {
  // The name in JSON is kept wherever it can be: then JSON libraries need no annotations.
  field: (name) => (isIdentifier(name) ? name : identifier(name, camelCase, "field")),
  constant: (value) => (isIdentifier(value) ? value : identifier(value, upperCase, "VALUE")),
  reservedTypes: wordSet("Boolean Double IllegalArgumentException List Long Map Object Override String"),
  // A getter `getClass` is every object's.
  reservedFields: new Set([...keywords, "Class"]),
  reservedConstants: new Set([...keywords, "value"]),
  distinct: accessor,
  mapsFields: false,
  mapsConstants: false,
};

/** Every value may be absent, so every type is one that may be null. */
const typeMapping: JavaTypeMapping = {
  Any: () => "Object",
  Boolean: () => "Boolean",
  Float: () => "Double",
  Integer: () => "Long",
  String: () => "String",
  Object: ({ constrainedModel: { name } }) => name,
  Reference: ({ constrainedModel: { name } }) => name,
  Array: ({ constrainedModel: { valueModel } }) => `List<${valueModel.type}>`,
  Dictionary: ({ constrainedModel: { value } }) => `Map<String, ${value.type}>`,
  // What an enumeration's constants hold.
  Enum: () => "String",
  Tuple: () => "List<Object>",
  Union: () => "Object",
};

/** Plain classes with getters and setters, one a file. */
export const java: ModelLanguage = {
  title: "Java",
  defaultPackage: "contract",
  rules,
  isPackage: (name) => name.split(".").every((part) => isIdentifier(part) && !keywords.has(part)),
  async render({ models, names, packageName, opening }) {
    const outputs = await generatorFor(names).generate(models);
    return outputs.map(({ model, result, modelName }) => ({
      path: `${[...packageName.split("."), modelName].join("/")}.java`,
      text: `${[
        ...opening.map((line) => `// ${line}`),
        `package ${packageName};`,
        "",
        ...importsOf(model).flatMap((line, index, all) => (index === all.length - 1 ? [line, ""] : [line])),
        result,
      ].join("\n")}\n`,
    }));
  },
  usage: `The classes are plain: private fields with the names that JSON has, getters and setters, no annotations. Gson
reads and writes them as they are. Let Jackson go by fields, not getters
(\`setVisibility(PropertyAccessor.ALL, Visibility.NONE).setVisibility(PropertyAccessor.FIELD, Visibility.ANY)\`), leave out
what is not there (\`JsonInclude.Include.NON_NULL\`), and switch \`FAIL_ON_UNKNOWN_PROPERTIES\` off, because contracts grow.
The files are UTF-8: \`javac -encoding UTF-8\`. Enumerations go by the names of their constants; \`fromValue\` and \`getValue\` know the values in JSON.`,
};

function generatorFor(names: ModelSource["names"]): JavaGenerator {
  return new JavaGenerator({
    collectionType: "List",
    typeMapping,
    constraints: chosenNames(names, literal),
    presets: [
      {
        class: {
          self: ({ content, model }) => documented(model) + content,
          getter: ({ property }) => {
            const { propertyName, property: model } = property;
            return `${fieldDoc(property)}public ${model.type} get${accessor(propertyName)}() { return this.${propertyName}; }`;
          },
          setter: ({ property: { propertyName, property: model } }) =>
            model.options.const
              ? ""
              : `public void set${accessor(propertyName)}(${model.type} ${propertyName}) { this.${propertyName} = ${propertyName}; }`,
        },
        enum: {
          self: ({ content, model }) => documented(model) + content,
          item: ({ item: { key, value } }) => `${key}(${value})`,
        },
      },
    ],
  });
}

function importsOf(model: ConstrainedMetaModel): readonly string[] {
  const types =
    model instanceof ConstrainedObjectModel ? Object.values(model.properties).map(({ property }) => property.type) : [];
  return ["List", "Map"]
    .filter((name) => types.some((type) => type.includes(`${name}<`)))
    .map((name) => `import java.util.${name};`);
}

function literal(value: string | number | boolean): string {
  if (typeof value === "string") return asciiText(value);
  return typeof value === "number" && Number.isInteger(value) ? `${value}L` : String(value);
}

function documented(model: ConstrainedMetaModel): string {
  return javadoc(remarkOf(model).doc);
}

function fieldDoc({ required, property }: ConstrainedObjectPropertyModel): string {
  return javadoc([...remarkOf(property).doc, ...(required ? ["Required."] : [])]);
}

// Java reads \u in a comment as a character, and refuses the file when no four digits follow.
function javadoc(lines: readonly string[]): string {
  return comment(sentences(lines).map((line) => line.replaceAll("\\u", "&#92;u")));
}

/** The name in accessors, as JSON libraries find the field by it: `getId`, but `geteMail`. */
function accessor(field: string): string {
  return /^.\p{Lu}/u.test(field) ? field : upperFirst(field);
}

function camelCase([first = "", ...rest]: readonly string[]): string {
  return [first.charAt(0).toLowerCase() + first.slice(1), ...rest.map(upperFirst)].join("");
}

function upperCase(parts: readonly string[]): string {
  return parts.join("_").toUpperCase();
}
