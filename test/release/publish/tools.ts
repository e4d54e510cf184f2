// The heavy tools of a release: they have a lock file of their own, so that nobody installs them to work on the package.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { root } from "../../consumer/packed-package.ts";

const folder = join(root, "test", "release", "registry");

/** Takes a module from the tools: `node_modules` of this repository does not hold them. */
export const requireTool: NodeJS.Require = createRequire(join(folder, "package.json"));

/** Whether the tools are installed as the lock file says. */
function haveTools(): boolean {
  const installed = join(folder, "node_modules", ".package-lock.json");
  if (!existsSync(installed)) return false;
  const { packages: wanted } = JSON.parse(readFileSync(join(folder, "package-lock.json"), "utf8"));
  const { packages: present } = JSON.parse(readFileSync(installed, "utf8"));
  return Object.keys(wanted).every(
    (path) => path === "" || wanted[path].optional || present[path]?.version === wanted[path].version,
  );
}

/** Installs the tools if they are not there: 850 MB, of which the Nodes are most. */
export function installTools(): void {
  if (haveTools()) return;
  const { status } = spawnSync("npm", ["ci", "--ignore-scripts"], { cwd: folder, stdio: "inherit" });
  if (status !== 0) throw new Error("The tools of a release cannot be installed in test/release/registry");
}

/** The Nodes that are supported, oldest first, as folders with a `node`: those of the lock file that this machine can run. */
export function supportedNodes(): readonly string[] {
  const { optionalDependencies } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return Object.entries<string>(optionalDependencies)
    .sort(([, a], [, b]) => (a > b ? 1 : -1))
    .map(([name]) => join(folder, "node_modules", name, "bin"))
    .filter((bin) => existsSync(join(bin, "node")));
}
