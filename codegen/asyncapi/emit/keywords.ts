import { _, type Ajv, type AnySchema, type CodeKeywordDefinition, type KeywordCxt, type Name } from "ajv";
import type { Ajv2020 } from "ajv/dist/2020.js";
import { not } from "ajv/dist/compile/codegen/index.js";
import names from "ajv/dist/compile/names.js";
import { alwaysValidSchema } from "ajv/dist/compile/util.js";
import { checkDataTypes, DataType } from "ajv/dist/compile/validate/dataType.js";
import constant from "ajv/dist/vocabularies/validation/const.js";
import listed from "ajv/dist/vocabularies/validation/enum.js";
import type { Kind } from "../model/schema.ts";

/**
 * Adds the keywords that Ajv lacks: `multipleOf` for decimals, `anyOf` whose errors tell which of the errors before belong to which
 * alternative, and what says by a guess which values there may be. The latter check what `type`, `enum`, `const` and `anyOf` do; under
 * other names, so that the errors tell that only a guess is wrong.
 */
export function addKeywords(ajv: Ajv | Ajv2020): void {
  // Ajv's own keyword divides doubles, so 19.99 would not be a multiple of 0.01.
  ajv.removeKeyword("multipleOf");
  ajv.addKeyword({
    keyword: "multipleOf",
    type: "number",
    schemaType: "number",
    error: { message: "", params: ({ schemaCode }) => _`{multipleOf: ${schemaCode}}` },
    code: (context) => context.fail(_`!isMultipleOf(${context.data}, ${context.schemaCode})`),
  });
  ajv.addKeyword({
    keyword: "assumed:type",
    schemaType: "array",
    error: { message: "", params: ({ schema }) => _`{type: ${String(schema)}}` },
    code: (context) => {
      const kinds: readonly Kind[] = context.schema;
      // For several kinds, Ajv's function can only tell that a value has none of them.
      context.fail(kinds.length === 0 ? _`true` : checkDataTypes([...kinds], context.data, true, DataType.Wrong));
    },
  });
  ajv.removeKeyword("anyOf");
  for (const keyword of ["anyOf", "assumed:anyOf"]) {
    ajv.addKeyword({
      keyword,
      schemaType: "array",
      trackErrors: true,
      error: { message: "", params: ({ params }) => _`{tried: ${params["tried"] ?? _`[]`}}` },
      code: tryAlternatives,
    });
  }
  for (const definition of [constant, listed]) {
    const standard = ofModule<CodeKeywordDefinition>(definition);
    ajv.addKeyword({ ...standard, keyword: `assumed:${String(standard.keyword)}` });
  }
}

/** Ajv's own `anyOf`, which also counts the errors of each alternative. */
function tryAlternatives(context: KeywordCxt): void {
  const { gen, schema, keyword, it } = context;
  const alternatives: readonly AnySchema[] = schema;
  if (alternatives.some((each) => alwaysValidSchema(it, each)) && !it.opts.unevaluated) return;
  const valid = gen.let("valid", false);
  const isValid = gen.name("_valid");
  const { errors } = ofModule<{ readonly errors: Name }>(names);
  const marks = [errors, ...alternatives].map(() => gen.let("mark", errors));
  gen.block(() => {
    for (const index of alternatives.keys()) {
      const inner = context.subschema({ keyword, schemaProp: index, compositeRule: true }, isValid);
      gen.assign(marks[index + 1] ?? errors, errors);
      gen.assign(valid, _`${valid} || ${isValid}`);
      const isMerged = context.mergeValidEvaluated(inner, isValid);
      if (!isMerged) gen.if(not(valid));
    }
  });
  const counts = marks.slice(1).map((mark, index) => _`${mark} - ${marks[index]}`);
  context.setParams({ tried: _`[${counts.reduce((list, count) => _`${list}, ${count}`)}]` });
  context.result(
    valid,
    () => context.reset(),
    () => context.error(true),
  );
}

/** CommonJS modules of TypeScript: their default export is a member of what Node imports. */
function ofModule<T extends object>(module: T | { readonly default: T }): T {
  return "default" in module ? module.default : module;
}
