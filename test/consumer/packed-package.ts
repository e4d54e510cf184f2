import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The root of this repository. */
export const root: string = fileURLToPath(new URL("../../", import.meta.url));

interface PackageJson {
  readonly exports: { readonly [entry: string]: unknown };
  readonly dependencies: { readonly [name: string]: string };
  readonly peerDependencies: { readonly [name: string]: string };
}

/** This package's description. */
export const packageJson: PackageJson = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

/** The packages that only the compiler of contracts needs. */
export const compilerPeers: readonly string[] = Object.keys(packageJson.peerDependencies).filter(
  (name) => !["pg", "@opentelemetry/api", "read-excel-file"].includes(name),
);

/** Runs a program in a folder and returns what it prints. */
export function run(command: string, parameters: readonly string[], cwd: string): string {
  return execFileSync(command, parameters, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

/** Packs this package, and unpacks it into a project as an install would: with what it declares, and no more. */
export function installPacked(project: string, others: readonly string[] = []): void {
  const packed = run("npm", ["pack", "--json", "--silent", "--pack-destination", project], root);
  const [{ filename }] = JSON.parse(packed) as [{ filename: string }];
  const modules = join(project, "node_modules");
  mkdirSync(join(modules, "cardwright"), { recursive: true });
  run("tar", ["-xzf", filename, "-C", join(modules, "cardwright"), "--strip-components=1"], project);
  linkPackages(project, [...Object.keys(packageJson.dependencies), "@types/node", ...others]);
}

/** Links packages of this repository into a project. */
export function linkPackages(project: string, names: readonly string[]): void {
  for (const name of names) {
    const target = join(project, "node_modules", name);
    mkdirSync(join(target, ".."), { recursive: true });
    symlinkSync(join(root, "node_modules", name), target);
  }
}
