import {
  ConstrainedArrayModel,
  ConstrainedDictionaryModel,
  ConstrainedEnumModel,
  type ConstrainedMetaModel,
  type ConstrainedObjectModel,
  type ConstrainedObjectPropertyModel,
  ConstrainedReferenceModel,
  PythonGenerator,
  type PythonTypeMapping,
} from "@asyncapi/modelina";
import { asciiText, chosenNames } from "./constraints.ts";
import { isUnwrapped, remarkOf } from "./meta-models.ts";
import { type ModelLanguage, type ModelSource, sentences, wordSet } from "./model-language.ts";
import { identifier, isIdentifier, type NamingRules } from "./naming.ts";

const keywords = wordSet(
  `False None True and as assert async await break class continue def del elif else except finally for from global if import in is
  lambda nonlocal not or pass raise return try while with yield`,
);

const rules: NamingRules = {
  field: (name) => identifier(name, (words) => words.join("_").toLowerCase(), "field"),
  constant: (value) =>
    isIdentifier(value) && !value.startsWith("_")
      ? value
      : identifier(value, (words) => words.join("_").toUpperCase(), "VALUE"),
  reservedTypes: new Set([...keywords, ...wordSet("Any Dict Enum List Optional")]),
  // A property would hide these from the methods and annotations that follow it.
  reservedFields: new Set([
    ...keywords,
    ...wordSet("bool data dict float int list object property self str to_dict value"),
  ]),
  reservedConstants: new Set([...keywords, ...wordSet("mro name value")]),
  mapsFields: true,
  mapsConstants: true,
};

const typeMapping: PythonTypeMapping = {
  Any: () => "Any",
  Boolean: () => "bool",
  Float: () => "float",
  Integer: () => "int",
  String: () => "str",
  Object: ({ constrainedModel: { name } }) => name,
  Reference: ({ constrainedModel: { name } }) => name,
  Array: ({ constrainedModel: { valueModel } }) => `List[${item(valueModel)}]`,
  Dictionary: ({ constrainedModel: { value } }) => `Dict[str, ${item(value)}]`,
  Enum: ({ constrainedModel: { name } }) => name,
  Tuple: () => "List[Any]",
  Union: () => "Any",
};

const helpers = `def _read(convert: Any, value: Any) -> Any:
    return None if value is None else convert(value)


def _list(convert: Any) -> Any:
    return lambda values: [_read(convert, value) for value in values]


def _map(convert: Any) -> Any:
    return lambda values: {key: _read(convert, value) for key, value in values.items()}


def _write(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, dict):
        return {key: _write(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_write(item) for item in value]
    return value.to_dict() if hasattr(value, "to_dict") else value


def _object(fields: Dict[str, Any], nullable: Any = ()) -> Dict[str, Any]:
    return {key: _write(value) for key, value in fields.items() if value is not None or key in nullable}`;

/** One module of classes that are made of what \`json.loads\` returns. */
export const python: ModelLanguage = {
  title: "Python",
  defaultPackage: "contract",
  rules,
  isPackage: (name) => name.split(".").every((part) => isIdentifier(part) && !keywords.has(part)),
  async render({ models, names, packageName, opening }) {
    const outputs = await generatorFor(names).generate(models);
    const folder = packageName.replaceAll(".", "/");
    const classes = outputs.map(({ modelName }) => modelName).sort();
    const head = opening.map((line) => `# ${line}`);
    // One module, because classes that refer to each other could not import each other.
    const module = [
      [
        ...head,
        "from __future__ import annotations",
        "",
        "from enum import Enum",
        "from typing import Any, Dict, List, Optional",
      ].join("\n"),
      helpers,
      ...outputs.map(({ result }) => result.trimEnd()),
    ];
    const exported = classes.map((name) => `    "${name}",\n`).join("");
    const imports =
      classes.length > 0 ? [`from .models import (\n${classes.map((name) => `    ${name},\n`).join("")})\n`] : [];
    return [
      { path: `${folder}/models.py`, text: `${module.join("\n\n\n").replaceAll(/[ ]+$/gm, "")}\n` },
      { path: `${folder}/__init__.py`, text: [...head, ...imports, `__all__ = [\n${exported}]\n`].join("\n") },
    ];
  },
  usage: `Each class is made of what \`json.loads\` returns, and gives it back: \`Order(json.loads(body))\`, \`json.dumps(order.to_dict())\`.
Fields are properties in snake_case; what is not there is \`None\`, and \`None\` is not written, except for a required field that
may be null. Fields that the contract does not name are left out, except where it allows them. Nothing needs to be
installed; Python 3.7 or later.`,
};

function generatorFor(names: ModelSource["names"]): PythonGenerator {
  return new PythonGenerator({
    indentation: { size: 4 },
    typeMapping,
    constraints: chosenNames(names, literal),
    presets: [
      {
        class: {
          self: ({ content, model }) => withDoc(content, model),
          ctor: ({ model, renderer }) => {
            const fields = Object.values(model.properties).map((property) => assignment(property, model));
            return `def __init__(self, data: Dict[str, Any]) -> None:\n${renderer.indent(fields.join("\n") || "pass")}`;
          },
          getter: ({ property, renderer }) => {
            const { propertyName, required, property: field } = property;
            const doc = docString([...remarkOf(field).doc, ...(required ? ["Required."] : [])]);
            const body = `${doc}return self._${propertyName}`;
            return `@property\ndef ${propertyName}(self) -> ${held(field)}:\n${renderer.indent(body)}`;
          },
          setter: ({ property: { propertyName, property: field }, renderer }) =>
            field.options.const
              ? ""
              : `\n@${propertyName}.setter\ndef ${propertyName}(self, value: ${held(field)}) -> None:\n${renderer.indent(
                  `self._${propertyName} = value`,
                )}`,
          additionalContent: ({ model, renderer }) =>
            `def to_dict(self) -> Dict[str, Any]:\n${renderer.indent(`"""What \`json.dumps\` takes."""\n${written(model)}`)}`,
        },
        enum: { self: ({ content, model }) => withDoc(content.replaceAll(/^ {2}/gm, "    "), model) },
      },
    ],
  });
}

function assignment(
  { propertyName, unconstrainedPropertyName, property }: ConstrainedObjectPropertyModel,
  model: ConstrainedObjectModel,
): string {
  const target = `self._${propertyName}: ${held(property)}`;
  if (property.options.const) return `${target} = ${property.options.const.value}`;
  if (isUnwrapped(property)) {
    const named = namedFields(model).map((each) => asciiText(each.unconstrainedPropertyName));
    const others = `{key: value for key, value in data.items() if key not in (${named.map((name) => `${name}, `).join("")})}`;
    return `${target} = ${converted(property, others)}`;
  }
  return `${target} = ${converted(property, `data.get(${asciiText(unconstrainedPropertyName)})`)}`;
}

function written(model: ConstrainedObjectModel): string {
  const named = namedFields(model);
  const entries = named.map(
    ({ propertyName, unconstrainedPropertyName }) => `${asciiText(unconstrainedPropertyName)}: self._${propertyName},`,
  );
  const further = Object.values(model.properties).flatMap(({ propertyName, property }) =>
    isUnwrapped(property) ? [`**(self._${propertyName} or {}),`] : [],
  );
  const nullable = named.filter(({ required, property }) => required && property.options.isNullable);
  const names = nullable.map(({ unconstrainedPropertyName }) => `${asciiText(unconstrainedPropertyName)}, `);
  const fields = [...further, ...entries].map((line) => `\n    ${line}`).join("");
  return `return _object({${fields}\n}${names.length > 0 ? `, (${names.join("")})` : ""})`;
}

function namedFields({ properties }: ConstrainedObjectModel): readonly ConstrainedObjectPropertyModel[] {
  return Object.values(properties).filter(({ property }) => !isUnwrapped(property));
}

/** Reads a value: the classes and enumerations in it are made, everything else stays as it is. */
function converted(model: ConstrainedMetaModel, value: string): string {
  const convert = converterOf(model);
  return convert === undefined ? value : `_read(${convert}, ${value})`;
}

function converterOf(model: ConstrainedMetaModel): string | undefined {
  if (model instanceof ConstrainedReferenceModel || model instanceof ConstrainedEnumModel) return model.name;
  if (model instanceof ConstrainedArrayModel) return wrapped("_list", model.valueModel);
  return model instanceof ConstrainedDictionaryModel ? wrapped("_map", model.value) : undefined;
}

function wrapped(helper: string, model: ConstrainedMetaModel): string | undefined {
  const convert = converterOf(model);
  return convert && `${helper}(${convert})`;
}

/** The type of a field: it may be absent. */
function held(model: ConstrainedMetaModel): string {
  return model.options.const || model.type === "Any" ? model.type : `Optional[${model.type}]`;
}

function item(model: ConstrainedMetaModel): string {
  return model.options.isNullable ? held(model) : model.type;
}

function literal(value: string | number | boolean): string {
  if (typeof value === "string") return asciiText(value);
  return typeof value === "boolean" ? (value ? "True" : "False") : String(value);
}

function withDoc(content: string, model: ConstrainedMetaModel): string {
  const doc = docString(remarkOf(model).doc).replaceAll(/^(?=.)/gm, "    ");
  return content.replace(/^(class .*?): *\n/, (_, head: string) => `${head}:\n${doc}${doc === "" ? "" : "\n"}`);
}

function docString(lines: readonly string[]): string {
  const said = sentences(lines).map((line) => line.replaceAll("\\", "\\\\").replaceAll('"', '\\"'));
  if (said.length === 0) return "";
  return said.length === 1 ? `"""${said[0]}"""\n` : `"""\n${said.join("\n")}\n"""\n`;
}
