import type { CheckError } from "./check.ts";

const kinds: { readonly [type: string]: string } = {
  array: "an array",
  boolean: "true or false",
  integer: "an integer",
  null: "null",
  number: "a number",
  object: "an object",
  string: "a string",
};

const formats: { readonly [format: string]: string } = {
  date: "a date as YYYY-MM-DD",
  "date-time": "a date and time with offset (RFC 3339), such as 2026-11-21T09:30:00+01:00",
  email: "an e-mail address",
  time: "a time with offset (RFC 3339)",
  uri: "an absolute URI",
  uuid: "a UUID",
};

/**
 * Describes what the contract expects at an error; `tried` are the errors of the alternatives of an `anyOf` or `oneOf`.
 */
export function expectation(error: CheckError, tried: readonly CheckError[]): string {
  const { keyword, params } = error;
  const limit = String(params["limit"]);
  switch (keyword) {
    case "required":
      return "a value, because the property is required";
    case "dependentRequired":
      return `a value, because ${String(params["property"])} is present`;
    case "additionalProperties":
    case "unevaluatedProperties":
      return "no such property";
    case "items":
    case "additionalItems":
      return `at most ${count(limit, "item")}`;
    case "type":
      return either(
        String(params["type"])
          .split(",")
          .map((type) => kinds[type] ?? type),
      );
    case "enum":
      return oneOf(params["allowedValues"]);
    case "const":
      return JSON.stringify(params["allowedValue"]);
    case "format":
      return formats[String(params["format"])] ?? `a value of format ${String(params["format"])}`;
    case "pattern":
      return `text matching ${String(params["pattern"])}`;
    case "minLength":
      return `at least ${count(limit, "character")}`;
    case "maxLength":
      return `at most ${count(limit, "character")}`;
    case "minItems":
      return `at least ${count(limit, "item")}`;
    case "maxItems":
      return `at most ${count(limit, "item")}`;
    case "minProperties":
      return `at least ${count(limit, "property", "properties")}`;
    case "maxProperties":
      return `at most ${count(limit, "property", "properties")}`;
    case "minimum":
      return `a number of at least ${limit}`;
    case "maximum":
      return `a number of at most ${limit}`;
    case "exclusiveMinimum":
      return `a number above ${limit}`;
    case "exclusiveMaximum":
      return `a number below ${limit}`;
    case "multipleOf":
      return `a multiple of ${String(params["multipleOf"])}`;
    case "uniqueItems":
      return "unique items";
    case "contains":
      return "at least one item that matches";
    case "propertyNames":
      return "property names that the contract allows";
    case "anyOf":
    case "oneOf":
      return alternatives(error, tried);
    case "false schema":
      return "no value";
    default:
      return "another value";
  }
}

function alternatives(error: CheckError, tried: readonly CheckError[]): string {
  if (Array.isArray(error.params["passingSchemas"])) return "exactly one of the alternatives, not several";
  const same = tried.every((each) => each.instancePath === error.instancePath);
  if (same && tried.length > 0) {
    if (tried.every((each) => each.keyword === "required")) {
      return either(requiredTogether(error, tried));
    }
    if (tried.every((each) => each.keyword === "type")) return either(tried.map((each) => expectation(each, [])));
  }
  return "one of the alternatives in the contract";
}

/** The properties that each alternative requires: `a` or, when it requires several, `b and c`. */
function requiredTogether(error: CheckError, tried: readonly CheckError[]): readonly string[] {
  const branches = new Map<string, string[]>();
  for (const { schemaPath, params } of tried) {
    const branch = schemaPath.slice(error.schemaPath.length).split("/", 2)[1] ?? "";
    branches.set(branch, [...(branches.get(branch) ?? []), String(params["missingProperty"])]);
  }
  return [...branches.values()].map((names) => names.join(" and "));
}

function oneOf(values: unknown): string {
  return Array.isArray(values) ? `one of ${values.map((value) => JSON.stringify(value)).join(", ")}` : "a listed value";
}

function either(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;
}

function count(limit: string, one: string, many: string = `${one}s`): string {
  return `${limit} ${limit === "1" ? one : many}`;
}
