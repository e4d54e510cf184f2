import type { ObjectShape, ShapeField } from "../../../src/xml/object-shape.ts";

/**
 * Writes the functions that make an object of what a recogniser found, one for each element with an object, and gives the name of the
 * record's.
 *
 * Objects that lack nothing, or one property, are made in one piece: a literal has room for all its properties, while an object that
 * grows by one property after the other moves them about.
 */
export function emitBuilder(
  shapes: ReadonlyMap<number, ObjectShape>,
  record: { readonly type: number; readonly tag: string },
  slotOf: (path: string) => number,
): { readonly name: string; readonly functions: readonly string[] } {
  const functions: string[] = [];
  const build = (type: number, tag: string, path: string): string => {
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
