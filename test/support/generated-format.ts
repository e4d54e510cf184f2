import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { writeFiles } from "../../codegen/output.ts";
import { generateFromXsd } from "../../codegen/xsd/index.ts";
import type { RecordFormat } from "../../src/xml/record-format.ts";

const temporary = fileURLToPath(new URL("../../.tmp/", import.meta.url));

/** Code generated from a schema, in a folder that is removed at the end. */
export interface Generated extends Disposable {
  /** The path of the module that holds the format. */
  readonly module: string;
  /** The format of the documents; the caller knows the type of their records. */
  readonly format: RecordFormat<object>;
}

/** Generates code from a schema file and loads it. */
export async function generatedFrom(
  path: string | URL,
  options: { readonly record?: string } = {},
): Promise<Generated> {
  mkdirSync(temporary, { recursive: true });
  const folder = mkdtempSync(join(temporary, "generated-"));
  const source = { path: basename(String(path)), text: readFileSync(path, "utf8") };
  await writeFiles(folder, await generateFromXsd(source, { ...options, folder: "code" }));
  const module = join(folder, "code", "format.gen.ts");
  const loaded: object = await import(/* @vite-ignore */ pathToFileURL(module).href);
  const [format] = Object.values(loaded);
  return { module, format, [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) };
}
