// `npm run api`: writes what each entry exports to etc/ENTRY.api.md. `npm run check:api` compares instead, and says what
// a difference means for the version. Both read the build.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { readDeclarations } from "./declarations.ts";
import { entries, root } from "./entries.ts";
import { changesOf, readReport, writeReport } from "./report-text.ts";

const check = process.argv.includes("--check");
const declarations = readDeclarations();
mkdirSync(new URL("etc", root), { recursive: true });
for (const { name, id } of entries) {
  const file = new URL(`etc/${id}.api.md`, root);
  const text = writeReport(name, declarations.get(name) ?? []);
  if (!check) {
    writeFileSync(file, text);
    continue;
  }
  const before = existsSync(file) ? readReport(readFileSync(file, "utf8")) : new Map<string, string>();
  const now = readReport(text);
  if (isDeepStrictEqual(before, now)) continue;
  process.exitCode = 1;
  for (const change of changesOf(before, now)) console.error(`${name}: ${change}`);
}
if (process.exitCode === 1) {
  console.error(
    "The public interface differs from etc/*.api.md. What is gone or different may break an application, and then needs a new minor version below 1.0.0 and a line in CHANGELOG.md and MIGRATING.md. To take it as it is: npm run api",
  );
} else console.log(`${entries.length} entries${check ? " export what etc/*.api.md says" : " written to etc"}`);
