// `npm run docs:snippets` writes the tested snippets into the documentation's fences, and the tables of docs/telemetry.md.
import { readFileSync, writeFileSync } from "node:fs";
import { pages, root } from "./pages.ts";
import { withTelemetryTables } from "./telemetry-tables.ts";

for (const { page, text } of pages) {
  const filled = text.replaceAll(/^```(ts|py) snippet=(\S+)\n.*?^```$/gms, (_, kind: string, name: string) => {
    const code = readFileSync(new URL(`snippets/${name}.${kind}`, import.meta.url), "utf8");
    return `\`\`\`${kind} snippet=${name}\n${code}\`\`\``;
  });
  const written = withTelemetryTables(filled);
  if (written !== text) writeFileSync(new URL(page, root), written);
}
