// `npm run release:version`: raises the version by the changesets and removes them, and gives what is under [Unreleased] of
// CHANGELOG.md to that version.
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { raisedVersion, readChangesets } from "./changeset.ts";

const { values } = parseArgs({ options: { folder: { type: "string", default: "." } } });
const inFolder = (...parts: readonly string[]) => join(values.folder, ...parts);
const changesets = readChangesets(inFolder(".changeset"));
if (changesets.length === 0) throw new Error("There is no changeset in .changeset");

const described = readFileSync(inFolder("package.json"), "utf8");
const { version } = JSON.parse(described) as { version: string };
const next = raisedVersion(version, changesets);
writeFileSync(inFolder("package.json"), described.replace(`"version": "${version}"`, `"version": "${next}"`));
const lock = readFileSync(inFolder("package-lock.json"), "utf8");
// Twice: the lock file says it of itself and of the root package, both at its beginning.
const [head, tail] = [lock.slice(0, 400), lock.slice(400)];
writeFileSync(inFolder("package-lock.json"), head.replaceAll(`"version": "${version}"`, `"version": "${next}"`) + tail);
const changelog = readFileSync(inFolder("CHANGELOG.md"), "utf8");
writeFileSync(inFolder("CHANGELOG.md"), changelog.replace("## [Unreleased]\n", `## [Unreleased]\n\n## [${next}]\n`));
for (const { file } of changesets) rmSync(inFolder(".changeset", file));
console.log(`${version} is now ${next}`);
