import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { type GeneratedFile, type SpecFile, sha256, sourceName } from "./generated-file.ts";

/** A file of the output folder that differs from what would be generated. */
export interface Drift {
  readonly path: string;
  readonly reason: "missing" | "changed" | "not generated";
}

const manifestPath = "manifest.json";

/** Returns the manifest: the specs and files with their hashes, sorted by path. */
export function manifest(sources: readonly SpecFile[], files: readonly GeneratedFile[]): GeneratedFile {
  const hashes = (entries: readonly GeneratedFile[]) =>
    Object.fromEntries([...entries].sort(byPath).map(({ path, text }) => [path, sha256(text)]));
  const named = sources.map((source) => ({ path: sourceName(source), text: source.text }));
  const content = { generator: "cardwright codegen 1", sources: hashes(named), files: hashes(files) };
  return { path: manifestPath, text: `${JSON.stringify(content, null, 2)}\n` };
}

/** Writes the files and removes generated files that are no longer generated. */
export async function writeFiles(folder: string, files: readonly GeneratedFile[]): Promise<void> {
  for (const { path, reason } of await findDrift(folder, files)) {
    if (reason === "not generated") await rm(join(folder, path));
  }
  for (const { path, text } of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

/** Compares the contents of the folder with the files that would be written. */
export async function findDrift(folder: string, files: readonly GeneratedFile[]): Promise<readonly Drift[]> {
  const drift: Drift[] = [];
  for (const { path, text } of files) {
    const present = await readFile(join(folder, path), "utf8").catch(() => undefined);
    if (present === undefined) drift.push({ path, reason: "missing" });
    else if (present !== text) drift.push({ path, reason: "changed" });
  }
  const expected = new Set(files.map((file) => file.path));
  for (const path of await listFiles(folder)) {
    if (!expected.has(path)) drift.push({ path, reason: "not generated" });
  }
  return drift.sort(byPath);
}

// The generator only removes files that it could have written: a folder given by mistake must not lose other files.
async function listFiles(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(".gen.ts"))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll("\\", "/"));
}

function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : a.path > b.path ? 1 : 0;
}
