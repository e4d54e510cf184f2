import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { annotatedSchemasModule } from "../asyncapi/emit/annotated-schemas.ts";
import { generateFromAsyncApi } from "../asyncapi/index.ts";
import { readAsyncApi } from "../asyncapi/read-async-api.ts";
import { adoptedFiles, type Decision, decisionsIn, overlayFile, rolesOf } from "../contract-adopt/index.ts";
import type { GeneratedFile, SpecFile } from "../generated-file.ts";
import { manifest, writeFiles } from "../output.ts";
import type { Problem } from "../problem.ts";
import { readSpecFile } from "../spec-file.ts";
import { type DocumentOptions, readOptionsOf } from "./document-options.ts";
import { contractOf } from "./read-contract.ts";

/** What became of a file that is somebody's own: a file that is there is never written over. */
interface AdoptedFile {
  /** Relative to the working directory, as are all paths here. */
  readonly path: string;
  readonly state: "written" | "unchanged" | "kept";
  /** Where the file was written that would have replaced one that is kept. */
  readonly proposal?: string;
}

export interface AdoptResult {
  /** The folder of the generated files, which are written every time. */
  readonly generated: string;
  readonly files: number;
  readonly adopted: readonly AdoptedFile[];
  /** What is to be decided in the files that were written now. */
  readonly decisions: readonly Decision[];
  readonly warnings: readonly Problem[];
}

/** Makes a contract of a vendor's document: its types and validators, and a binding with its counterpart to be completed by hand. */
export async function adoptDocument(
  path: string,
  options: DocumentOptions & { readonly out: string; readonly command: string },
): Promise<AdoptResult> {
  const { out, command } = options;
  const source: SpecFile = { ...(await readSpecFile(path)), command };
  const overlayPath = join(out, "overlay.yaml");
  const given = options.overlay ?? ((await textOf(overlayPath)) === undefined ? undefined : overlayPath);
  const own: GeneratedFile[] = [];
  let overlay: SpecFile | undefined = given === undefined ? undefined : await readSpecFile(given);
  if (overlay === undefined) {
    const contract = await contractOf(source, options);
    const text = overlayFile(contract, rolesOf(contract));
    if (text !== undefined) {
      own.push({ path: "overlay.yaml", text });
      overlay = { path: overlayPath, text };
    }
  }
  const { overlay: _, ...how } = await readOptionsOf({ ...options, overlay: undefined });
  const read = { ...how, ...(overlay !== undefined && { overlay }) };
  const contract = await readAsyncApi(source, read);
  const generated = join(out, "generated");
  const files = [...(await generateFromAsyncApi(source, read)), annotatedSchemasModule(source, contract)];
  const sources = overlay === undefined ? [source] : [source, overlay];
  await writeFiles(generated, [...files, manifest(sources, files)]);
  const adopted: AdoptedFile[] = [];
  const decisions: Decision[] = [];
  for (const file of [...own, ...adoptedFiles(contract)]) {
    const state = await adoptFile(out, file);
    adopted.push(state);
    if (state.state === "kept") continue;
    decisions.push(...decisionsIn({ ...file, path: state.path }));
  }
  // Warnings about the directions need the contract in use.
  const { warnings } = await contractOf(source, options);
  return { generated, files: files.length + 1, adopted, decisions, warnings };
}

async function adoptFile(out: string, { path, text }: GeneratedFile): Promise<AdoptedFile> {
  const target = join(out, path);
  const present = await textOf(target);
  await mkdir(out, { recursive: true });
  if (present === undefined) {
    await writeFile(target, text);
    return { path: target, state: "written" };
  }
  if (present === text) return { path: target, state: "unchanged" };
  const proposal = target.replace(/(\.\w+)$/, ".new$1");
  await writeFile(proposal, text);
  return { path: target, state: "kept", proposal };
}

async function textOf(path: string): Promise<string | undefined> {
  return readFile(path, "utf8").catch(() => undefined);
}
