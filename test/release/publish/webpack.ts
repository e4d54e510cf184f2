// webpack takes the package as docs/install.md says: without configuration but for its target.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { program } from "../../consumer/bundlers.ts";
import { requireTool } from "./tools.ts";

/** What is used of webpack. */
type Webpack = (options: object, done: (error: Error | null, stats?: WebpackStats) => void) => void;
interface WebpackStats {
  toJson(parts: object): { readonly errors: Problem[]; readonly warnings: Problem[] };
}
interface Problem {
  readonly message: string;
}

/** Bundles a program in a project that has the package, and runs the bundle. */
export async function bundleByWebpack(project: string): Promise<void> {
  const webpack = requireTool("webpack") as Webpack;
  writeFileSync(join(project, "packed.mjs"), program);
  const stats = await new Promise<WebpackStats | undefined>((resolve, reject) => {
    const output = { path: join(project, "by-webpack"), filename: "program.cjs" };
    const options = { mode: "production", target: "node22", context: project, entry: "./packed.mjs", output };
    webpack(options, (error, made) => (error === null ? resolve(made) : reject(error)));
  });
  const { errors, warnings } = stats?.toJson({ all: false, errors: true, warnings: true }) ?? {
    errors: [],
    warnings: [],
  };
  const unexpected = [
    ...errors,
    ...warnings.filter(({ message }) => !/(bufferutil|utf-8-validate|supports-color)/.test(message)),
  ];
  if (unexpected.length > 0) throw new Error(unexpected.map(({ message }) => message).join("\n"));
  const { stdout, stderr } = spawnSync(process.execPath, ["program.cjs"], {
    cwd: join(project, "by-webpack"),
    encoding: "utf8",
  });
  if (stdout !== "function function function\n") throw new Error(`webpack's bundle printed: ${stdout}${stderr}`);
}
