import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { writeFiles } from "../../../codegen/output.ts";
import type { RecordSchema } from "../../../codegen/xsd/compile/record-schema.ts";
import { type EmittedSummary, emitFiles } from "../../../codegen/xsd/emit/files.ts";
import type { RecordFormat } from "../../../src/xml/record-format.ts";

/** Writes generated code into a temporary folder and loads it. */
export class GeneratedFormats implements Disposable {
  readonly #folder: string;
  #count = 0;

  constructor() {
    const temporary = fileURLToPath(new URL("../../../.tmp/", import.meta.url));
    mkdirSync(temporary, { recursive: true });
    this.#folder = mkdtempSync(join(temporary, "generated-"));
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async load(compiled: RecordSchema): Promise<LoadedFormat> {
    const folder = join(this.#folder, String(this.#count++));
    const runtime = relative(folder, fileURLToPath(new URL("../../../src/xml/index.ts", import.meta.url)));
    const { files, summary } = emitFiles(compiled, runtime);
    await writeFiles(
      folder,
      files.map(([name, text]) => ({ path: `${name}.gen.ts`, text })),
    );
    const module: Readonly<Record<string, RecordFormat<unknown>>> = await import(
      /* @vite-ignore */ pathToFileURL(join(folder, "format.gen.ts")).href
    );
    const [format] = Object.values(module);
    if (format === undefined) throw new Error("no format was generated");
    return { format, summary, folder, compiled };
  }
}

export interface LoadedFormat {
  readonly format: RecordFormat<unknown>;
  readonly summary: EmittedSummary;
  readonly folder: string;
  readonly compiled: RecordSchema;
}
