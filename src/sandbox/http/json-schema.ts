/** The part of JSON Schema 2020-12 that describes requests and answers of the interface. */
export interface JsonSchema {
  readonly type?: "object" | "array" | "string" | "integer" | "number" | "boolean";
  readonly description?: string;
  readonly properties?: { readonly [name: string]: JsonSchema };
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean;
  readonly items?: JsonSchema;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly default?: string | number | boolean;
}

/** Describes an object; only the properties that are described are allowed. */
export function object(
  properties: { readonly [name: string]: JsonSchema },
  required: readonly string[] = [],
): JsonSchema {
  return { type: "object", properties, additionalProperties: false, ...(required.length > 0 && { required }) };
}

/** Describes a text. */
export function text(description: string, more: JsonSchema = {}): JsonSchema {
  return { type: "string", description, ...more };
}

/** Describes a number without a fraction. */
export function integer(description: string, minimum: number, maximum: number): JsonSchema {
  return { type: "integer", description, minimum, maximum };
}

/** Describes a list. */
export function list(items: JsonSchema): JsonSchema {
  return { type: "array", items };
}

/** Says where and how a value breaks a schema, without quoting the value; `undefined` when it fits. */
export function schemaProblem(schema: JsonSchema, value: unknown, path = ""): string | undefined {
  const at = path === "" ? "The body" : path;
  if (schema.type !== undefined && !isOfType(schema.type, value)) return `${at} must be of type ${schema.type}`;
  if (schema.enum !== undefined && !schema.enum.some((one) => one === value))
    return `${at} must be one of ${schema.enum.join(", ")}`;
  if (typeof value === "number") {
    const { minimum = -Infinity, maximum = Infinity } = schema;
    if (value < minimum || value > maximum) return `${at} must be from ${minimum} to ${maximum}`;
  }
  if (typeof value === "string" && value.length > (schema.maxLength ?? Infinity))
    return `${at} must have at most ${schema.maxLength} characters`;
  if (Array.isArray(value)) return itemsProblem(schema, value, path);
  if (typeof value === "object" && value !== null) return propertiesProblem(schema, value, path);
  return undefined;
}

function itemsProblem(schema: JsonSchema, items: readonly unknown[], path: string): string | undefined {
  if (items.length > (schema.maxItems ?? Infinity)) return `${path} must have at most ${schema.maxItems} items`;
  for (const [index, item] of items.entries()) {
    const problem = schema.items && schemaProblem(schema.items, item, `${path}/${index}`);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function propertiesProblem(schema: JsonSchema, value: object, path: string): string | undefined {
  const { properties = {}, required = [], additionalProperties = true } = schema;
  const missing = required.find((name) => !Object.hasOwn(value, name));
  if (missing !== undefined) return `${path}/${missing} is missing`;
  for (const [name, content] of Object.entries(value)) {
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (property === undefined) {
      if (additionalProperties) continue;
      return `Unknown property in ${path === "" ? "the body" : path}, expected ${Object.keys(properties).join(", ")}`;
    }
    const problem = schemaProblem(property, content, `${path}/${name}`);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function isOfType(type: NonNullable<JsonSchema["type"]>, value: unknown): boolean {
  switch (type) {
    case "object":
      return typeof value === "object" && value !== null && !Array.isArray(value);
    case "array":
      return Array.isArray(value);
    case "integer":
      return Number.isSafeInteger(value);
    default:
      return typeof value === type;
  }
}
