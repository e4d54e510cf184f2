/** A JSON Schema as the contract in use has it: references are written out, and `x-provenance` says how sure a part is. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly title?: string;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  /** Values that are known; others may come. */
  readonly "x-known-values"?: readonly unknown[];
  readonly format?: string;
  readonly examples?: readonly unknown[];
  readonly required?: readonly string[];
  readonly properties?: { readonly [name: string]: Schema };
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly "x-provenance"?: string;
  readonly "x-provenance-note"?: string;
}

/** The kinds of value that a form tells apart. */
export type Kind = "object" | "array" | "string" | "number" | "boolean" | "any";

/** What kind of value a schema is about. */
export function kindOf(schema: Schema): Kind {
  const type = [schema.type].flat().find((one) => one !== undefined && one !== "null");
  if (type === "integer" || type === "number") return "number";
  if (type === "object" || type === "array" || type === "string" || type === "boolean") return type;
  if (schema.properties !== undefined) return "object";
  if (schema.items !== undefined) return "array";
  return schema.enum?.every((value) => typeof value === "string") === true ? "string" : "any";
}

/** All properties of an object, those of its alternatives and parts included; the schema's own say more, and so win. */
export function propertiesOf(schema: Schema): { readonly [name: string]: Schema } {
  const parts = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  const found = new Map<string, Schema>();
  for (const properties of [...parts.map(propertiesOf), schema.properties ?? {}])
    for (const [name, property] of Object.entries(properties)) found.set(name, property);
  return Object.fromEntries(found);
}

/** The names that an object must have. Alternatives require nothing by themselves. */
export function requiredOf(schema: Schema): readonly string[] {
  return [...(schema.required ?? []), ...(schema.allOf ?? []).flatMap(requiredOf)];
}

/** The schema of what an object has beside its properties; `undefined` when it may have nothing else that is known. */
export function restOf({ additionalProperties }: Schema): Schema | undefined {
  return typeof additionalProperties === "object" ? additionalProperties : undefined;
}

/** A schema that a value has, for a contract that came without schemas. */
export function schemaOfExample(value: unknown): Schema {
  if (Array.isArray(value)) return { type: "array", ...(value.length > 0 && { items: schemaOfExample(value[0]) }) };
  if (typeof value === "object" && value !== null) {
    const properties = Object.entries(value).map(([name, one]) => [name, schemaOfExample(one)] as const);
    return { type: "object", properties: Object.fromEntries(properties) };
  }
  return value === null || value === undefined ? {} : { type: typeof value };
}

/** The least value that fits: what is optional is left out. */
export function emptyValue(schema: Schema): unknown {
  switch (kindOf(schema)) {
    case "object": {
      const properties = propertiesOf(schema);
      return Object.fromEntries(requiredOf(schema).map((name) => [name, emptyValue(properties[name] ?? {})]));
    }
    case "array":
      return [];
    case "number":
      return 0;
    case "boolean":
      return false;
    default:
      return schema.enum?.[0] ?? "";
  }
}

/** A JSON pointer to a member of what another points to. */
export function pointerTo(pointer: string, member: string | number): string {
  return `${pointer}/${String(member).replaceAll("~", "~0").replaceAll("/", "~1")}`;
}

/** A field of a payload beside what the contract says of it. */
export interface FieldRow {
  readonly pointer: string;
  /** The value as text; objects and lists have none, as their members come after them. */
  readonly text: string | undefined;
  /** `undefined` when the contract does not know the field. */
  readonly schema: Schema | undefined;
}

/** Lists the fields of a payload, at most `max` of them, in their order. */
export function fieldsOf(payload: unknown, schema: Schema, max: number): readonly FieldRow[] {
  const rows: FieldRow[] = [];
  const visit = (value: unknown, pointer: string, known: Schema | undefined): void => {
    if (rows.length >= max) return;
    const isNested = typeof value === "object" && value !== null;
    if (pointer !== "") rows.push({ pointer, text: isNested ? undefined : JSON.stringify(value), schema: known });
    if (!isNested) return;
    if (Array.isArray(value)) {
      for (const [index, item] of value.entries()) {
        if (rows.length >= max) return;
        visit(item, pointerTo(pointer, index), known?.items);
      }
      return;
    }
    const properties = known === undefined ? {} : propertiesOf(known);
    for (const [name, member] of Object.entries(value)) {
      const isDeclared = Object.hasOwn(properties, name);
      visit(member, pointerTo(pointer, name), isDeclared ? properties[name] : known && restOf(known));
    }
  };
  visit(payload, "", schema);
  return rows;
}
