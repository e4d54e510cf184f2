import { _ } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import standalone from "ajv/dist/standalone/index.js";
import type { GeneratedFile } from "../../generated-file.ts";
import { type RuntimeOptions, runtimeImport } from "../../runtime-import.ts";
import type { Message } from "../model/contract.ts";
import { formatChecks } from "../model/formats.ts";
import { tolerant } from "../model/tolerant.ts";
import { jsonSchemaOf } from "./json-schema.ts";

// Names that every object inherits: a required property of such a name must be the value's own.
const inherited = new Set(Object.getOwnPropertyNames(Object.prototype));

/** Returns the module of a message's two checks: Ajv standalone code that imports nothing but the runtime. */
export function validatorModule(message: Message, options: RuntimeOptions): GeneratedFile {
  const strict = jsonSchemaOf(message.payload, { closed: true });
  const lenient = jsonSchemaOf(tolerant(message.payload), { closed: false });
  const ajv = new Ajv2020({
    allErrors: true,
    messages: false,
    // The model has been checked more strictly than Ajv would; its strict mode refuses `anyOf` over `required`.
    strict: false,
    strictNumbers: true,
    ownProperties: [...inherited].some((name) => JSON.stringify([strict, lenient]).includes(JSON.stringify(name))),
    code: { source: true, esm: true, lines: true, formats: _`formats` },
  });
  for (const { name, check } of formatChecks) ajv.addFormat(name, check);
  // Ajv's own divides doubles and so refuses 19.99 as a multiple of 0.01.
  ajv.removeKeyword("multipleOf");
  ajv.addKeyword({
    keyword: "multipleOf",
    type: "number",
    schemaType: "number",
    error: { message: "", params: ({ schemaCode }) => _`{multipleOf: ${schemaCode}}` },
    code: (context) => context.fail(_`!isMultipleOf(${context.data}, ${context.schemaCode})`),
  });
  ajv.addSchema(asObject(strict), "strict");
  ajv.addSchema(asObject(lenient), "tolerant");
  const path = `validators/${message.fileName}.gen.ts`;
  const code = standalone.default(ajv, { strict: "strict", tolerant: "tolerant" });
  return { path, text: linked(code, runtimeImport("validation", path, options)) };
}

function asObject(schema: ReturnType<typeof jsonSchemaOf>): { readonly [keyword: string]: unknown } {
  if (typeof schema === "boolean") return schema ? {} : { not: {} };
  return schema;
}

/** Replaces what Ajv would load at run time (as CommonJS, even in an ES module) by imports of the runtime. */
function linked(code: string, runtime: string): string {
  const names = new Set<string>();
  const use = (name: string) => {
    names.add(name);
    return name;
  };
  const compareLength = (_match: string, value: string, operator: string, limit: string) =>
    `${use(operator === "<" ? "isShorterThan" : "isLongerThan")}(${value}, ${limit})`;
  const [line, counter] = /const (\w+) = require\("ajv\/dist\/runtime\/ucs2length"\)\.default;\n/.exec(code) ?? [
    "",
    "",
  ];
  const comparison = new RegExp(`\\b${counter}\\((\\w+)\\) ([<>]) (\\d+)`, "g");
  const counted = counter === "" ? code : code.replace(line, "").replaceAll(comparison, compareLength);
  let text = counted
    .replace('"use strict";\n', "")
    .replaceAll(/require\("ajv\/dist\/runtime\/equal"\)\.default/g, () => use("isEqual"))
    .replaceAll(/formats(?:\["([^"]+)"\]|\.([a-z]\w*))/g, (_match, quoted?: string, plain?: string) => {
      const format = formatChecks.find(({ name }) => name === (quoted ?? plain));
      if (format === undefined) throw new Error(`no check for format ${quoted ?? plain}`);
      return use(format.check.name);
    })
    // A map by content must not inherit names: "constructor" twice is a duplicate too.
    .replaceAll(/const (indices\d+) = \{\};/g, "const $1 = Object.create(null);")
    .replaceAll(/export const (strict|tolerant) = (\w+);/g, "export const $1: Check = $2;");
  // Assignments at module level would keep a bundler from leaving the unused check out.
  for (const [assignment, name] of text.matchAll(/^(validate\d+)\.evaluated = .*;$/gm)) {
    const reads = new RegExp(`\\b${name}\\.evaluated\\b`, "g");
    if (text.replace(assignment, "").match(reads) === null) text = text.replace(`${assignment}\n`, "");
  }
  if (text.includes("isMultipleOf(")) use("isMultipleOf");
  if (text.includes("require(")) throw new Error("Ajv's code would load a module at run time");
  return [
    "// @ts-nocheck: compiled by Ajv; its types are those of the message beside it.",
    `import { ${["type Check", ...[...names].sort()].join(", ")} } from "${runtime}";`,
    "",
    text,
  ].join("\n");
}
