// npm run soak -- publish [--jobs N] [--node FOLDER]: publishes to a registry on loopback and does on every supported Node what users
// do: install by version and tag, npx, ESM, CommonJS, TypeScript, without scripts, upgrade from the version before. Nothing but
// loopback is reached, once the tools of test/release/registry are installed.
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import lock from "../../package-lock.json" with { type: "json" };
import { CheckList } from "../release/publish/check-list.ts";
import { addNeededPackages } from "../release/publish/needed-packages.ts";
import { publish } from "../release/publish/publish.ts";
import { LoopbackRegistry } from "../release/publish/registry.ts";
import { runCommand } from "../release/publish/run-command.ts";
import { installTools, supportedNodes } from "../release/publish/tools.ts";
import { tryNode } from "../release/publish/try-node.ts";

const { values } = parseArgs({
  allowPositionals: true,
  options: { jobs: { type: "string", default: "2" }, node: { type: "string", multiple: true } },
});
const start = performance.now();
installTools();
const nodes = [...(values.node ?? supportedNodes())];
const missing = nodes.filter((bin) => !existsSync(join(bin, "node")));
if (nodes.length === 0 || missing.length > 0) {
  throw new Error(`Name the folders of the Nodes to try with --node; there is no node in: ${missing}`);
}
const scratch = mkdtempSync(join(tmpdir(), "cardwright-publish-"));
const home = join(scratch, "home");
mkdirSync(home);
const list = new CheckList();
try {
  await using registry = await LoopbackRegistry.start(scratch);
  const needed = await addNeededPackages(registry, scratch);
  process.stdout.write(`a registry on ${registry.url} with ${needed} packages that cardwright needs\n`);
  writeFileSync(join(home, "npmrc"), "");
  writeFileSync(join(home, "npmrc-publisher"), `${registry.url.slice("http:".length)}:_authToken=${registry.token}\n`);
  const machine = { bin: dirname(process.execPath), registry: registry.url, home };
  const published = await publish({ ...machine, token: registry.token }, scratch, list.of("publishing"));
  const versions = {
    ...published,
    typescript: lock.packages["node_modules/typescript"].version,
    nodeTypes: lock.packages["node_modules/@types/node"].version,
  };
  const lane = async (): Promise<void> => {
    for (let bin = nodes.shift(); bin !== undefined; bin = nodes.shift()) {
      const on = { ...machine, bin };
      const version = (await runCommand(on, scratch, ["node", "--version"])).trim();
      await tryNode(on, join(scratch, version), versions, list.of(`Node ${version}`));
    }
  };
  await Promise.all(Array.from({ length: Number(values.jobs) }, lane));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
for (const failure of list.failures) process.stderr.write(`${failure}\n`);
const seconds = Math.round((performance.now() - start) / 1000);
process.stdout.write(`${list.passed} passed, ${list.failures.length} failed, in ${seconds} s\n`);
process.exitCode = list.failures.length > 0 || list.passed === 0 ? 1 : 0;
