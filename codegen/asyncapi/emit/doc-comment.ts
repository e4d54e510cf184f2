import type { Message } from "../model/contract.ts";
import type { Schema } from "../model/schema.ts";

/** Returns what there is to say about a message whose payload a type is, in lines; none when there is nothing. */
export function messageLines({ type, title, summary, description }: Message): readonly string[] {
  return spokenLines([summary ?? description ?? (title === type ? "" : title)]);
}

/** Returns what there is to say about a schema, in lines; none when there is nothing. */
export function docLines(schema: Schema): readonly string[] {
  const { title, description, deprecated, provenance, provenanceNote, whenSent, default: fallback } = schema.notes;
  const { format, limits, type } = schema;
  const rules = rulesOf({ format, limits, isInteger: type?.includes("integer") });
  const rulesWhenSent = whenSent ? rulesOf(whenSent) : [];
  const said = (description ?? title ?? "").trim();
  return [
    ...(said === "" ? [] : said.split("\n")),
    ...(rules.length === 0 ? [] : [`Rules: ${rules.join(", ")}.`]),
    ...(rulesWhenSent.length === 0 ? [] : [`Rules when sent: ${rulesWhenSent.join(", ")}.`]),
    ...(provenance === undefined
      ? []
      : [`Provenance: ${provenance}${provenanceNote === undefined ? "." : `. ${provenanceNote}`}`]),
    ...(fallback === undefined ? [] : [`@default ${JSON.stringify(fallback)}`]),
    ...(deprecated ? ["@deprecated"] : []),
  ];
}

function rulesOf(rules: {
  readonly format?: string | undefined;
  readonly limits: Schema["limits"];
  readonly isInteger?: boolean | undefined;
}): readonly string[] {
  return [
    ...(rules.format === undefined ? [] : [`format ${rules.format}`]),
    ...(rules.isInteger ? ["integer"] : []),
    ...Object.entries(rules.limits).map(([keyword, limit]) => `${keyword} ${limit}`),
  ];
}

/** Wraps lines as a doc comment. Text from a document cannot end the comment early. */
export function comment(lines: readonly string[]): string {
  const said = spokenLines(lines).map((line) => line.replaceAll("*/", "*\\/"));
  if (said.length === 0) return "";
  if (said.length === 1) return `/** ${said[0]} */\n`;
  return `/**\n${said.map((line) => ` * ${line}`.trimEnd()).join("\n")}\n */\n`;
}

/** Splits text at every kind of line break, without blank lines around it. */
export function spokenLines(lines: readonly string[]): readonly string[] {
  const said = lines.flatMap((line) => line.split(/\r\n|[\r\n\u2028\u2029]/)).map((line) => line.trimEnd());
  while (said[0] === "") said.shift();
  while (said.at(-1) === "") said.pop();
  return said;
}
