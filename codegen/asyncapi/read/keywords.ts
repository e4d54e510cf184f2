/** Keywords that say nothing about which values are valid. */
export const annotationKeywords: ReadonlySet<string> = new Set([
  "title",
  "description",
  "default",
  "deprecated",
  "example",
  "examples",
  "externalDocs",
  "readOnly",
  "writeOnly",
  "contentEncoding",
  "contentMediaType",
  "$comment",
  "$id",
  "$schema",
  "definitions",
  "$defs",
]);

/** Extensions that say how sure a schema is, and what it is for. */
export const annotationWords: ReadonlySet<string> = new Set([
  "x-provenance",
  "x-provenance-note",
  "x-provenance-required",
  "x-provenance-limits",
  "x-required-by-facts",
  "x-error-codes",
]);

/** Keywords of other tools and formats: they say nothing about JSON values, and are left out with a warning. */
export const foreignKeywords: ReadonlySet<string> = new Set([
  "xml",
  "id",
  "$vocabulary",
  "contentSchema",
  "deprecationMessage",
  "doNotSuggest",
  "enumDescriptions",
  "enumNames",
  "errorMessage",
  "existingJavaType",
  "javaType",
  "markdownDescription",
  "markdownEnumDescriptions",
  "propertyOrder",
  "tsType",
]);

/** Keywords that types and validators both know. */
export const structureKeywords: ReadonlySet<string> = new Set([
  "$ref",
  "type",
  "enum",
  "const",
  "format",
  "properties",
  "patternProperties",
  "additionalProperties",
  "unevaluatedProperties",
  "propertyNames",
  "required",
  "dependentRequired",
  "dependencies",
  "discriminator",
  "items",
  "prefixItems",
  "additionalItems",
  "contains",
  "allOf",
  "anyOf",
  "oneOf",
  "not",
]);

/** Limits on values with the type of their operand: checked by the validators, beyond what types can say. */
export const limitKeywords: ReadonlyMap<string, "number" | "string" | "boolean"> = new Map([
  ["minLength", "number"],
  ["maxLength", "number"],
  ["pattern", "string"],
  ["minimum", "number"],
  ["maximum", "number"],
  ["exclusiveMinimum", "number"],
  ["exclusiveMaximum", "number"],
  ["multipleOf", "number"],
  ["minItems", "number"],
  ["maxItems", "number"],
  ["uniqueItems", "boolean"],
  ["minProperties", "number"],
  ["maxProperties", "number"],
]);

/** Keywords that are refused, with what to write instead. */
export const refusedKeywords: ReadonlyMap<string, string> = new Map([
  ["if", "Use oneOf with one branch for each case."],
  ["then", "Use oneOf with one branch for each case."],
  ["else", "Use oneOf with one branch for each case."],
  ["dependentSchemas", "Use oneOf with one branch for each case."],
  ["unevaluatedItems", "Use items, which says what follows prefixItems."],
  ["minContains", "Use contains alone, or describe the rule."],
  ["maxContains", "Use contains alone, or describe the rule."],
  ["nullable", 'Write type: [string, "null"] with the schema\'s own type.'],
  ["$anchor", "Refer by a JSON pointer: #/components/schemas/NAME."],
  ["$dynamicRef", "Refer by $ref."],
  ["$dynamicAnchor", "Refer by $ref."],
]);

/** Formats of numbers, with the limits that they stand for; the other numbers of JavaScript are doubles anyway. */
export const numberFormats: ReadonlyMap<string, { readonly [keyword: string]: number }> = new Map([
  ["int32", { minimum: -(2 ** 31), maximum: 2 ** 31 - 1 }],
  ["int64", {}],
  ["float", {}],
  ["double", {}],
]);

/** Formats that say how a text is shown or stored, not which texts are valid. */
export const descriptiveFormats: ReadonlySet<string> = new Set(["password", "binary"]);
