// `npm run check:changesets [-- --changesets FOLDER]`: refuses changesets that raise the version less than the changes since the last
// release call for.
import { join } from "node:path";
import { parseArgs } from "node:util";
import packageJson from "../../../package.json" with { type: "json" };
import { root } from "../../consumer/packed-package.ts";
import { raisedVersion, readChangesets } from "./changeset.ts";
import { apiReasons, contractReasons, lastReleased, requiredVersion } from "./required-version.ts";

const { values } = parseArgs({ options: { changesets: { type: "string", default: join(root, ".changeset") } } });
const fixtures = join("test", "fixtures");
const contract = "production-partner.asyncapi.yaml";

process.chdir(root);
const changesets = readChangesets(values.changesets);
const released = lastReleased(fixtures);
const compatible = changesets.flatMap((changeset) => changeset.compatible);
const api = apiReasons(join(fixtures, released, "api"), "etc", compatible);
const reasons = [...api, ...(await contractReasons(join(fixtures, released, contract), join("spec", contract)))];
const required = requiredVersion(released, reasons);
const raised = raisedVersion(packageJson.version, changesets);

const unknown = compatible.filter((name) => !reasons.some(({ text }) => text === `${name} is different`));
for (const name of unknown) console.error(`${name} is said to be compatible, but it is no different declaration.`);
const tooLow = raised.localeCompare(required, "en", { numeric: true }) < 0;
if (tooLow) {
  const next = changesets.length === 0 ? "There is no changeset" : `The changesets lead to ${raised}`;
  console.error(`${next}; the changes since ${released} call for ${required}:`);
  const gravest = reasons.filter((reason) => requiredVersion(released, [reason]) === required);
  for (const { text } of gravest.slice(0, 20)) console.error(`  ${text}`);
  if (gravest.length > 20) console.error(`  and ${gravest.length - 20} more`);
  console.error('Add a file to .changeset, or raise the bump in one: see "Changesets" in CONTRIBUTING.md.');
}
if (tooLow || unknown.length > 0) process.exitCode = 1;
else console.log(`the next version is ${raised}; ${reasons.length} changes since ${released} call for ${required}`);
