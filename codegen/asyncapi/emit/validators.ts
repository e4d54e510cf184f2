import { _ } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import standalone from "ajv/dist/standalone/index.js";
import type { GeneratedFile } from "../../generated-file.ts";
import { type RuntimeOptions, runtimeImport } from "../../runtime-import.ts";
import type { Message } from "../model/contract.ts";
import { formatChecks } from "../model/formats.ts";
import { received } from "../model/received.ts";
import { jsonSchemaOf } from "./json-schema.ts";
import { addKeywords } from "./keywords.ts";

/*
 * Ajv compiles a schema to JavaScript ahead of time ("standalone code"), but its output cannot be shipped as it is. This
 * module therefore changes the text that Ajv returns. Each change, and the reason for it:
 *
 * 1. `require("ajv/dist/runtime/ucs2length")` becomes calls of `isShorterThan` and `isLongerThan`. Ajv loads its helper
 *    as a CommonJS module, even in an ES module, where `require` does not exist; and users would need `ajv` at run time.
 *    Ajv also counts the characters of every text, which these functions do only for texts near the limit.
 * 2. `require("ajv/dist/runtime/equal")` becomes `isEqual`, for the same reason.
 * 3. `formats["date-time"]` becomes the function of the runtime, such as `isDateTime`. Ajv refers to one object with all
 *    formats, and a bundler could not remove the unused ones from it.
 * 4. `const indices0 = {}` becomes an object without a prototype. Ajv finds duplicate items by using their texts as keys,
 *    and would find the text "constructor" in an empty object.
 * 5. `"use strict"` is removed, because ES modules are always strict. `: Check` is added to the exports, because
 *    `isolatedDeclarations` demands it.
 * 6. `validate20.evaluated = ...` is removed where nothing reads it. An assignment at the top of a module is a side
 *    effect, so a bundler would keep the strict check in an application that only receives, and the tolerant one in an
 *    application that only sends.
 *
 * The patterns depend on the exact text of the pinned Ajv version. If an update changes that text, the check for a
 * remaining `require(` fails, or the committed validators differ (`npm run check:generated`).
 */

// Every object inherits these names: a required property with such a name must be the value's own.
const inherited = new Set(Object.getOwnPropertyNames(Object.prototype));

/** Returns the module with the two checks of a message: Ajv standalone code that imports only the runtime. */
export function validatorModule(message: Message, options: RuntimeOptions): GeneratedFile {
  const strict = jsonSchemaOf(message.payload, { closed: true });
  const lenient = jsonSchemaOf(received(message.payload), { closed: false });
  const ajv = new Ajv2020({
    allErrors: true,
    messages: false,
    // The reader has checked the schema more strictly than Ajv would; its strict mode refuses `anyOf` over `required`.
    strict: false,
    strictNumbers: true,
    ownProperties: [...inherited].some((name) => JSON.stringify([strict, lenient]).includes(JSON.stringify(name))),
    code: { source: true, esm: true, lines: true, formats: _`formats` },
  });
  for (const { name, check } of formatChecks) ajv.addFormat(name, check);
  addKeywords(ajv);
  ajv.addSchema(asObject(strict), "strict");
  ajv.addSchema(asObject(lenient), "tolerant");
  const path = `validators/${message.fileName}.gen.ts`;
  const code = standalone.default(ajv, { strict: "strict", tolerant: "tolerant" });
  return { path, text: withRuntime(code, runtimeImport("validation", path, options)) };
}

function asObject(schema: ReturnType<typeof jsonSchemaOf>): { readonly [keyword: string]: unknown } {
  if (typeof schema === "boolean") return schema ? {} : { not: {} };
  return schema;
}

/** Changes the code that Ajv returns as described at the top of this file. */
function withRuntime(code: string, runtime: string): string {
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
      if (format === undefined) throw new Error(`no check for the format ${quoted ?? plain}`);
      return use(format.check.name);
    })
    .replaceAll(/const (indices\d+) = \{\};/g, "const $1 = Object.create(null);")
    .replaceAll(/export const (strict|tolerant) = (\w+);/g, "export const $1: Check = $2;");
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
