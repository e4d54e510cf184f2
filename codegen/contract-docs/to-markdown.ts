import type { FieldRow } from "./field-rows.ts";
import type { ContractPage, MessageSection } from "./page.ts";

/** Writes the reference as Markdown. */
export function toMarkdown(page: ContractPage): string {
  const errorCodes = page.errorCodes.map(
    ({ code, category, retryable, causes }) =>
      `| \`${code}\` | ${category} | ${retryable ? "yes" : "no"} | ${cell(causes.join(" "))} |`,
  );
  return [
    `# ${page.title} ${page.version}`,
    page.description,
    ...page.servers.map(({ name, url, description }) => `Server \`${name}\`: \`${url}\`. ${description ?? ""}`.trim()),
    table(
      ["Message", "Direction", "Title"],
      page.messages.map(
        ({ type, title, direction }) => `| [\`${type}\`](#${type.toLowerCase()}) | ${direction} | ${cell(title)} |`,
      ),
    ),
    provenanceKey,
    ...page.messages.map(section),
    ...(errorCodes.length === 0
      ? []
      : ["## Error codes", table(["Code", "Category", "Retryable", "Cause and what to do"], errorCodes)]),
  ]
    .filter((part) => part !== "")
    .join("\n\n")
    .concat("\n");
}

const provenanceKey =
  "Provenance: *seen* is published by the vendor, *inferred* follows from what is published, and *assumed* is our own " +
  "design because nothing is published.";

function section({
  type,
  title,
  description,
  direction,
  operations,
  provenance,
  contentType,
  correlationId,
  ...rest
}: MessageSection): string {
  const facts = [
    `${title}: ${direction}.`,
    ...(operations.length === 0 ? [] : [`Operations: ${operations.map((id) => `\`${id}\``).join(", ")}.`]),
    ...(contentType === "" ? [] : [`Content type: \`${contentType}\`.`]),
    ...(correlationId === "" ? [] : [`Correlation id: \`${correlationId}\`.`]),
    ...(provenance === "" ? [] : [`Provenance: ${provenance}.`]),
  ];
  return [
    `## ${type}`,
    facts.join(" "),
    description,
    ...(rest.headers.length === 0 ? [] : ["Headers:", fields(rest.headers)]),
    fields(rest.fields),
    ...rest.examples.map((example) => `${example.title}\n\n\`\`\`json\n${example.json}\n\`\`\``),
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

function fields(rows: readonly FieldRow[]): string {
  return table(
    ["Field", "Type", "Required", "Rules and meaning", "Provenance"],
    rows.map(({ path, type, required, rules, description, provenance }) => {
      const meaning = [description, rules.join(", ")].filter((text) => text !== "").join(" ");
      const name = path === "" ? "(whole)" : `\`${path}\``;
      return `| ${cell(name)} | ${cell(type)} | ${required ? "yes" : ""} | ${cell(meaning)} | ${cell(provenance)} |`;
    }),
  );
}

function table(head: readonly string[], rows: readonly string[]): string {
  return [`| ${head.join(" | ")} |`, `|${" --- |".repeat(head.length)}`, ...rows].join("\n");
}

function cell(text: string): string {
  return text
    .replaceAll("|", "\\|")
    .replaceAll("<", "&lt;")
    .replaceAll(/\s*\n\s*/g, " ");
}
