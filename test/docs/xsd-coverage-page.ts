import { covered, refused, strict } from "../codegen/xsd/constructs.ts";

/** Writes the page of what the schema compiler covers, from the examples that its tests try. */
export function xsdCoveragePage(): string {
  const lines = [
    "# What the schema compiler covers",
    "",
    "Each row has an example in `test/codegen/xsd/constructs.ts` that a test tries: what is covered compiles, generates code, and",
    "judges the two documents as said, by the schema and by the generated code; what is refused is refused with this reason and",
    "its line. How code looks is in [xsd.md](xsd.md).",
    "",
    "Written by `npm run docs:snippets`.",
    "",
    "## Covered",
    ...Object.entries(covered).flatMap(([part, constructs]) => [
      "",
      `### ${part}`,
      "",
      "| construct | valid in its example | invalid |",
      "|---|---|---|",
      ...constructs.map(({ name, valid, invalid }) => `| ${name} | ${code(valid)} | ${code(invalid)} |`),
    ]),
    "",
    "## Slower",
    "",
    "Generated code reads and writes records with all of this straight from their bytes, but leaves a record to the strict parser,",
    "which is slower and gives the same result, where it has one of these parts. The command and the README of generated code",
    "name the elements and attributes that this is about. Where each record has such a part, no recogniser is generated for its",
    "kind. A test holds this list to what generated code does.",
    "",
    "| part of a record | what the command says |",
    "|---|---|",
    ...strict.map(({ part, note = "nothing: it is rare" }) => `| ${part} | ${note} |`),
    "",
    "So do documents that are read as a whole, and the command says why they are: what comes between the records has no place of its",
    "own, for instance, or the root may hold text.",
    "",
    "## Refused",
    "",
    "| construct | the reason is called | what to do |",
    "|---|---|---|",
    ...refused.map(({ name, construct, wayOn }) => `| ${name} | ${construct} | ${wayOn} |`),
  ];
  return `${lines.join("\n")}\n`;
}

function code(document: string): string {
  return `\`${document.replaceAll("http://www.w3.org/2001/XMLSchema-instance", "…-instance").replaceAll("|", "\\|")}\``;
}
