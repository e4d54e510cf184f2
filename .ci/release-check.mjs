// `npm run check:release`: refuses to release what is not ready. With `--write`, first writes the address of
// .ci/release-settings.json into package.json. With `--tag vX.Y.Z`, the tag must be the version.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";

const { values } = parseArgs({ options: { write: { type: "boolean" }, tag: { type: "string" } } });
const { repository } = JSON.parse(readFileSync(".ci/release-settings.json", "utf8"));
const described = JSON.parse(readFileSync("package.json", "utf8"));
const faults = [];

/** The fields of package.json that follow from the one address. */
const addresses = {
  homepage: `${repository}#readme`,
  bugs: { url: `${repository}/issues` },
  repository: { type: "git", url: `git+${repository}.git` },
};

if (repository === "") {
  faults.push(
    "The repository's address is not set: give it in .ci/release-settings.json, as https://github.com/OWNER/NAME.",
  );
} else if (!/^https:\/\/[\w.-]+\/[\w.-]+\/[\w.-]+(?<!\.git)$/.test(repository)) {
  faults.push(`The repository's address has to look like https://github.com/OWNER/NAME: ${repository}`);
} else if (values.write) {
  Object.assign(described, addresses);
  writeFileSync("package.json", `${JSON.stringify(described, null, 2)}\n`);
} else {
  for (const [field, value] of Object.entries(addresses)) {
    if (JSON.stringify(described[field]) !== JSON.stringify(value)) {
      faults.push(`${field} of package.json differs from .ci/release-settings.json: npm run check:release -- --write`);
    }
  }
}

const { version } = described;
if (values.tag !== undefined && values.tag !== `v${version}`) {
  faults.push(`The tag is ${values.tag}, but package.json has the version ${version}.`);
}
if (!readFileSync("CHANGELOG.md", "utf8").includes(`## [${version}]`)) {
  faults.push(`CHANGELOG.md has no section [${version}].`);
}
if (
  values.tag !== undefined &&
  /## \[Unreleased\]\s+\S/.test(readFileSync("CHANGELOG.md", "utf8").replace(/## \[Unreleased\]\s+## /, ""))
) {
  faults.push("CHANGELOG.md still has changes under [Unreleased]: move them to the version's section.");
}
const changesets = existsSync(".changeset")
  ? readdirSync(".changeset").filter((file) => file.endsWith(".md") && file !== "README.md")
  : [];
if (values.tag !== undefined && changesets.length > 0) {
  faults.push(`.changeset still has ${changesets.join(", ")}: npm run release:version`);
}

for (const fault of faults) console.error(fault);
console.log(faults.length === 0 ? `${version} can be released` : `${version} cannot be released yet`);
process.exitCode = faults.length === 0 ? 0 : 1;
