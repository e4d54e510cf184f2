import { localName } from "../../../src/xml/schema-model.ts";
import { type SpecFile, sourceName } from "../../generated-file.ts";
import type { RecordSchema } from "../compile/record-schema.ts";
import type { StrictPart } from "./record-plan.ts";

/** So many parts are listed. */
const maxParts = 40;

/** Writes the page that says what was generated from a schema, and how to use it. */
export function emitReadme(
  { root, record, kinds, isWhole, otherRoots, envelope }: RecordSchema,
  {
    source,
    typeName,
    runtime,
    slow,
    strictParts,
  }: {
    readonly source: SpecFile;
    readonly typeName: string;
    readonly runtime: string;
    readonly slow: string | undefined;
    readonly strictParts: readonly StrictPart[];
  },
): string {
  const constant = `${typeName.charAt(0).toLowerCase()}${typeName.slice(1)}Format`;
  const tags = (kinds?.map(({ element }) => element) ?? [record]).map(({ name }) => localName(name));
  const what = isWhole ? `<${localName(root.name)}> documents` : `${tags.map((tag) => `<${tag}>`).join(", ")} records`;
  const lines = [
    `# ${localName(root.name)}`,
    "",
    `Generated from \`${sourceName(source)}\`. Do not edit: change the schema and run \`${source.command ?? "npm run generate"}\` again.`,
    "",
    isWhole
      ? `A document is one \`${typeName}\`: it is read and written as a whole.`
      : `A document is a list of \`${typeName}\` records, read and written one by one in constant memory.`,
    ...(kinds === undefined
      ? []
      : [`\`$kind\` of a record says which element it is: ${kinds.map(({ kind }) => `\`"${kind}"\``).join(", ")}.`]),
    slow === undefined
      ? "Records in the usual form are read by generated code straight from their bytes."
      : `${slow}, so the strict parser reads everything.`,
    ...(strictParts.length === 0
      ? []
      : [
          "Slower, by the strict parser, is read a record in which",
          "",
          ...strictParts.slice(0, maxParts).map(({ where, why }) => `- \`${where}\` ${why}`),
          ...(strictParts.length > maxParts ? [`- and ${strictParts.length - maxParts} more`] : []),
        ]),
    ...(envelope === undefined
      ? []
      : [
          "",
          `The records are at \`${[...envelope.path.map(localName), tags.join("|")].join("/")}\`. What stands around them is an object of its own: \`onEnvelope\` of`,
          "`readRecords` is given it at the end, and `writeRecords` takes it as `envelope`. `--record .` reads documents as a whole.",
        ]),
    ...(otherRoots.length === 0
      ? []
      : [
          "",
          `Other roots of the schema, chosen with \`--root\`: ${otherRoots.map((name) => `\`${localName(name)}\``).join(", ")}.`,
        ]),
    "",
    "| File | What it is |",
    "| --- | --- |",
    "| `types.gen.ts` | the types of the objects |",
    "| `schema.gen.ts` | the schema as data |",
    ...(slow === undefined ? ["| `recogniser.gen.ts`, `serialiser.gen.ts` | fast reading and writing |"] : []),
    `| \`format.gen.ts\` | \`${constant}\`, which readers and writers take |`,
    "",
    `Read ${what}:`,
    "",
    "```ts",
    'import { createReadStream } from "node:fs";',
    `import { readRecords } from "${runtime}";`,
    `import { ${constant} } from "./format.gen.ts";`,
    "",
    `for await (const { value, issues } of readRecords(${constant}, createReadStream("file.xml"))) {`,
    "  if (value === undefined) console.error(issues);",
    "  else console.log(value);",
    "}",
    "```",
    "",
    `Write ${what}; an object that the schema does not allow throws an error with its issues:`,
    "",
    "```ts",
    'import { createWriteStream } from "node:fs";',
    'import { pipeline } from "node:stream/promises";',
    `import { writeRecords } from "${runtime}";`,
    `import { ${constant} } from "./format.gen.ts";`,
    `import type { ${typeName} } from "./types.gen.ts";`,
    "",
    `const records: ${typeName}[] = [];`,
    `await pipeline(writeRecords(${constant}, records), createWriteStream("file.xml"));`,
    "```",
    "",
    "Numbers that JavaScript cannot hold exactly, dates and times are text. `$order`, `$text` and `$type` keep what properties alone",
    "would lose: an unusual order of children, text between them, and the type that `xsi:type` names.",
  ];
  return `${lines.join("\n")}\n`;
}
