// `npm run docs:snippets` writes the tested snippets into the documentation's fences, the tables of docs/telemetry.md, and the
// pages of our own codes and of what the conformance kit covers.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { writeFiles } from "../../codegen/output.ts";
import { conformanceCoveragePage } from "./conformance-coverage-page.ts";
import { giftOrderFiles } from "./gift-order.ts";
import { ownErrorsPage } from "./own-errors-page.ts";
import { pages, root } from "./pages.ts";
import { withTelemetryTables } from "./telemetry-tables.ts";
import { xsdCoveragePage } from "./xsd-coverage-page.ts";

for (const { page, text } of pages) {
  const filled = text.replaceAll(/^```(ts|py) snippet=(\S+)\n.*?^```$/gms, (_, kind: string, name: string) => {
    const code = readFileSync(new URL(`snippets/${name}.${kind}`, import.meta.url), "utf8");
    return `\`\`\`${kind} snippet=${name}\n${code}\`\`\``;
  });
  const written = withTelemetryTables(filled);
  if (written !== text) writeFileSync(new URL(page, root), written);
}

writeFileSync(new URL("docs/own-errors.md", root), ownErrorsPage());
writeFileSync(new URL("docs/conformance-coverage.md", root), conformanceCoveragePage());
writeFileSync(new URL("docs/xsd-coverage.md", root), xsdCoveragePage());
await writeFiles(fileURLToPath(new URL("test/docs/snippets", root)), await giftOrderFiles());
