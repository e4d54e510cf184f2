import type { ShapeField, Shapes } from "../../../src/xml/object-shape.ts";
import type { TypeIndex } from "../../../src/xml/schema-model.ts";
import type { RecordType } from "./record-type.ts";

/**
 * Writes the functions that make objects from what a recogniser found, one for each element that becomes an object, and
 * returns the name of the function for the record.
 *
 * An object that lacks at most one property is made by one literal, which allocates room for all properties. Adding one
 * property after the other would copy them.
 */
export function emitBuilder(
  shapes: Shapes,
  record: Pick<RecordType, "type" | "tag">,
  slotOf: (path: string) => number,
): { readonly name: string; readonly functions: readonly string[] } {
  const functions: string[] = [];
  const build = (type: TypeIndex, tag: string, path: string): string => {
    const fields = shapes.get(type)?.fields ?? [];
    const values = fields.map((field, i) => {
      const fieldPath = `${path}/${field.property}`;
      const value = shapes.has(field.type)
        ? `${build(field.type, field.property, fieldPath)}(bytes, text, at)`
        : convert(field.value, `slotText(bytes, text, at, ${slotOf(fieldPath)})`);
      const found =
        field.required === true ? value : `(slots[${slotOf(fieldPath)}] as number) < 0 ? undefined : ${value}`;
      return { property: JSON.stringify(field.property), local: `value${i}`, found, field };
    });
    const literal = (members: typeof values): string =>
      `{ ${members.map(({ property, local }) => `${property}: ${local}`).join(", ")} }`;
    const optional = values.filter(({ field }) => field.required !== true);
    const firstOptional = values.findIndex(({ field }) => field.required !== true);
    const name = `build${tag.replace(/[^A-Za-z]/g, "")}${functions.length + 1}`;
    const lines = [
      `function ${name}(bytes: Buffer, text: string, at: number): Record<string, unknown> {`,
      ...values.map(({ local, found }) => `  const ${local} = ${found};`),
      ...(optional.length === 0
        ? [`  return ${literal(values)};`]
        : [
            "  let missing = 0;",
            ...optional.map(
              ({ local }, i) => `  if (${local} === undefined) missing ${i < 31 ? `|= ${1 << i}` : "= -1"};`,
            ),
            "  switch (missing) {",
            `    case 0:`,
            `      return ${literal(values)};`,
            ...optional
              .slice(0, 31)
              .flatMap((one, i) => [
                `    case ${1 << i}:`,
                `      return ${literal(values.filter((other) => other !== one))};`,
              ]),
            "  }",
            `  const value: Record<string, unknown> = ${literal(values.slice(0, firstOptional))};`,
            ...values
              .slice(firstOptional)
              .map(({ property, local, field }) =>
                field.required === true
                  ? `  value[${property}] = ${local};`
                  : `  if (${local} !== undefined) value[${property}] = ${local};`,
              ),
            "  return value;",
          ]),
      "}",
    ];
    functions.push(lines.join("\n"));
    return name;
  };
  return { name: build(record.type, record.tag, ""), functions };
}

function convert(kind: ShapeField["value"], text: string): string {
  return kind === "string" ? text : `fieldValue(${JSON.stringify(kind)}, ${text})`;
}
