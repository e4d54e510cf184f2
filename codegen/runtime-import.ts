import { posix } from "node:path";

/** The package's own entries: what emitted code in somebody else's repository imports. */
const defaultRuntime = "cardwright";

export interface RuntimeOptions {
  /**
   * Where emitted code imports its runtime from: a package with the entries `validation` and `xml`, or, when it starts with a
   * dot, a folder with those modules, relative to the output folder. Default: `cardwright`.
   */
  readonly runtime?: string;
}

/** Returns the specifier by which the emitted file at `path` (relative to the output folder) imports a module of the runtime. */
export function runtimeImport(module: "validation" | "xml", path: string, { runtime }: RuntimeOptions): string {
  const from = runtime ?? defaultRuntime;
  if (!from.startsWith(".")) return `${from}/${module}`;
  // An output folder that is deep enough for every step up: `relative` alone would stop at the working directory's root.
  const out = `/${"_/".repeat(from.split("/").length)}`;
  const target = posix.relative(posix.join(out, posix.dirname(path)), posix.join(out, from, module, "index.ts"));
  return target.startsWith(".") ? target : `./${target}`;
}
