import { globSync, readFileSync } from "node:fs";
import { root } from "../pages.ts";

/** A part of a file of examples: what it shows, and its code. */
export interface Example {
  readonly names: readonly string[];
  readonly code: string;
}

/** The files beneath `run`, which the tests run; those beneath `compiled` need what a test does not have. */
export const filesToRun: readonly string[] = globSync("test/docs/examples/run/*.ts", { cwd: root }).sort();

/** Every example of the files beside this one: from `// example: NAMES` to the next. */
export const examples: readonly Example[] = globSync("test/docs/examples/{run,compiled}/*.ts", { cwd: root })
  .sort()
  .flatMap((file) =>
    readFileSync(new URL(file, root), "utf8")
      .split(/^\/\/ example: /m)
      .slice(1),
  )
  .map((part) => {
    const [names = "", ...code] = part.split("\n");
    return { names: names.split(", "), code: code.join("\n").trim() };
  });
