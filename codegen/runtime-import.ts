import { posix } from "node:path";

/** The package's own entries: what emitted code in somebody else's repository imports. */
export const defaultRuntime = "cardwright";

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
  const target = posix.relative(posix.dirname(path), posix.join(from, module, "index.ts"));
  return target.startsWith(".") ? target : `./${target}`;
}
