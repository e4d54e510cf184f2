import { readFile } from "node:fs/promises";
import { relative } from "node:path";
import type { SpecFile } from "./generated-file.ts";
import { SpecError } from "./problem.ts";

/** Reads a specification file. If it cannot be read, that is a SpecError like any other problem with it. */
export async function readSpecFile(path: string): Promise<SpecFile> {
  const file = relative(process.cwd(), path).replaceAll("\\", "/");
  try {
    return { path: file, text: await readFile(path, "utf8") };
  } catch (error) {
    const message = `The file cannot be read: ${(error as Error).message}`;
    throw new SpecError([
      { file, pointer: "", line: 1, column: 1, message, remedy: "Name a YAML or JSON file that exists." },
    ]);
  }
}
