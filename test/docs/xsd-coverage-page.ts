import { covered, refused } from "../codegen/xsd/constructs.ts";

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
