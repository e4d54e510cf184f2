import {
  type AttributeName,
  attributes,
  contextProperties,
  conventionsVersion,
  logFields,
  metrics,
  spans,
} from "../../src/telemetry/names.ts";

const code = (text: string) => `\`${text}\``;
const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
const list = (names: readonly AttributeName[]) => (names.length === 0 ? "none" : names.map(code).join(", "));

/** The parts of docs/telemetry.md that are made from the code, by the names between their marks. */
export const telemetryTables: { readonly [name: string]: string } = {
  version: [
    `Names follow the OpenTelemetry semantic conventions ${conventionsVersion} (messaging: in development).`,
    `Context travels in the application properties ${contextProperties.map(code).join(", ")}.`,
    `Log records of problems get ${logFields.map(code).join(", ")}.`,
  ].join(" "),
  spans: Object.entries(spans)
    .map(([name, { kind, when, parent, links, attributes: names, option }]) =>
      [
        `### ${name.replaceAll(/[<>]/g, "")}`,
        "",
        `${when}. Kind ${code(kind.toUpperCase())}${option === undefined ? "" : `; only with ${option.includes(" ") ? option : code(`${option}: true`)}`}.`,
        "",
        `- Parent: ${parent}.`,
        `- Links: ${links}.`,
        `- Attributes: ${list(names)}.`,
      ].join("\n"),
    )
    .join("\n\n"),
  metrics: table(
    ["metric", "kind", "unit", "what", "attributes"],
    Object.entries(metrics).map(([name, { instrument, unit, brief, attributes: names }]) => [
      code(name),
      instrument,
      code(unit),
      brief,
      list(names),
    ]),
  ),
  attributes: table(
    ["attribute", "type", "what", "values"],
    Object.entries(attributes).map(([name, { type, brief, values }]) => [
      code(name),
      type,
      brief,
      (values ?? []).map(code).join(", "),
    ]),
  ),
};

const part = /(<!-- made from the code: (\w+) -->\n)[\s\S]*?(\n<!-- end -->)/g;

/** Puts what is made from the code into a page. */
export function withTelemetryTables(text: string): string {
  return text.replaceAll(part, (_, begin: string, name: string, end: string) => {
    return `${begin}${telemetryTables[name] ?? ""}${end}`;
  });
}
