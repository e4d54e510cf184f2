// The packages that an installed cardwright needs, taken from this repository's own node_modules: no other registry is asked.
import { execFile } from "node:child_process";
import { mkdtemp, readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { packageJson, root } from "../../consumer/packed-package.ts";
import type { LoopbackRegistry } from "./registry.ts";

interface Locked {
  readonly version: string;
  readonly name?: string;
  readonly dependencies?: { readonly [name: string]: string };
  readonly optionalDependencies?: { readonly [name: string]: string };
  readonly peerDependencies?: { readonly [name: string]: string };
}
type Lock = { readonly [path: string]: Locked };

/** What its users install beside it. */
const besides = ["kysely", "pg", "@opentelemetry/api", "typescript", "@types/node"];

/** Puts every package that cardwright needs, directly or not, into a registry; returns how many versions. */
export async function addNeededPackages(registry: LoopbackRegistry, scratch: string): Promise<number> {
  const { packages }: { packages: Lock } = JSON.parse(await readFile(join(root, "package-lock.json"), "utf8"));
  const versions = new Map<string, string>();
  for (const path of closure(packages, [...Object.keys(packageJson.dependencies), ...besides])) {
    const { name = path.split("node_modules/").at(-1), version } = packages[path] as Locked;
    versions.set(`${name}@${version}`, path);
  }
  // In the order of their versions, so that the newest is `latest`.
  const sorted = [...versions].sort(([a], [b]) => a.localeCompare(b, "en", { numeric: true }));
  for (const [, path] of sorted) await add(registry, scratch, join(root, path));
  return sorted.length;
}

function closure(packages: Lock, names: readonly string[]): Set<string> {
  const found = new Set<string>();
  const visit = (from: string, name: string, optional: boolean): void => {
    let folder = from;
    let path = join(folder, "node_modules", name);
    while (!(path in packages) && folder !== "") {
      folder = folder.includes("/node_modules/") ? folder.slice(0, folder.lastIndexOf("/node_modules/")) : "";
      path = join(folder, "node_modules", name);
    }
    const locked = packages[path];
    if (locked === undefined && optional) return;
    if (locked === undefined) throw new Error(`package-lock.json does not have ${name}`);
    if (found.has(path)) return;
    found.add(path);
    for (const each of Object.keys(locked.dependencies ?? {})) visit(path, each, false);
    for (const each of Object.keys({ ...locked.optionalDependencies, ...locked.peerDependencies })) {
      visit(path, each, true);
    }
  };
  for (const name of names) visit("", name, false);
  return found;
}

async function add(registry: LoopbackRegistry, scratch: string, installed: string): Promise<void> {
  const folder = await mkdtemp(join(scratch, "needed-"));
  const tarball = join(folder, "package.tgz");
  const names = ["--transform", "s,^\\./,package/,", "--exclude", "./node_modules"];
  await promisify(execFile)("tar", ["-czf", tarball, ...names, "-C", installed, "."]);
  await registry.add(tarball, JSON.parse(await readFile(join(installed, "package.json"), "utf8")));
}
