import type { Schema } from "../model/schema.ts";

/** Returns a schema's doc comment with the line break after it, or nothing when there is nothing to say. */
export function docComment(schema: Schema): string {
  const { title, description, deprecated, provenance, provenanceNote, default: fallback } = schema.notes;
  const rules = [
    ...(schema.format === undefined ? [] : [`format ${schema.format}`]),
    ...(schema.type?.includes("integer") ? ["integer"] : []),
    ...Object.entries(schema.limits).map(([keyword, limit]) => `${keyword} ${limit}`),
  ];
  const lines = [
    ...(description ?? title ?? "").trim().split("\n"),
    ...(rules.length === 0 ? [] : [`Rules: ${rules.join(", ")}.`]),
    ...(provenance === undefined
      ? []
      : [`Provenance: ${provenance}${provenanceNote === undefined ? "." : `. ${provenanceNote}`}`]),
    ...(fallback === undefined ? [] : [`@default ${JSON.stringify(fallback)}`]),
    ...(deprecated ? ["@deprecated"] : []),
  ];
  return comment(lines);
}

/** Wraps lines as a doc comment. Text from a document cannot end the comment early. */
export function comment(lines: readonly string[]): string {
  const said = lines
    .flatMap((line) => line.split(/\r\n|[\r\n\u2028\u2029]/))
    .map((line) => line.trimEnd().replaceAll("*/", "*\\/"));
  while (said[0] === "") said.shift();
  while (said.at(-1) === "") said.pop();
  if (said.length === 0) return "";
  if (said.length === 1) return `/** ${said[0]} */\n`;
  return `/**\n${said.map((line) => ` * ${line}`.trimEnd()).join("\n")}\n */\n`;
}
