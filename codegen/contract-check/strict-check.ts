import { Ajv2020 } from "ajv/dist/2020.js";
import { isMultipleOf, type ValidationIssue } from "../../src/validation/index.ts";
import { issuesOf } from "../../src/validation/issues.ts";
import { jsonSchemaOf } from "../asyncapi/emit/json-schema.ts";
import { formatChecks } from "../asyncapi/model/formats.ts";
import type { SchemaTree } from "../asyncapi/model/schema.ts";

/** Returns the issues of a value. */
export type StrictCheck = (value: unknown) => readonly ValidationIssue[];

/** Makes the full check of a schema, the same that generated validators do before sending. */
export function strictCheckOf(tree: SchemaTree): StrictCheck {
  const ajv = new Ajv2020({ allErrors: true, messages: false, strict: false, strictNumbers: true, logger: false });
  for (const { name, check } of formatChecks) ajv.addFormat(name, check);
  ajv.removeKeyword("multipleOf");
  ajv.addKeyword({ keyword: "multipleOf", type: "number", schemaType: "number", validate: isMultipleOfStep });
  const validate = ajv.compile(jsonSchemaOf(tree, { closed: true }));
  return (value) => (validate(value) ? [] : issuesOf(validate.errors ?? []));
}

function isMultipleOfStep(step: number, value: number): boolean {
  return isMultipleOf(value, step);
}
