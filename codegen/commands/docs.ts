import { documentContract } from "../contract-docs/index.ts";
import { writeFiles } from "../output.ts";
import type { Problem } from "../problem.ts";
import { readSpecFile } from "../spec-file.ts";
import { type DocumentOptions, readOptionsOf } from "./document-options.ts";
import { contractOf } from "./read-contract.ts";

/** The reference pages of a document. */
export interface DocsResult {
  readonly markdown: string;
  /** The files that were written, relative to the folder. */
  readonly written: readonly string[];
  readonly warnings: readonly Problem[];
}

/** Makes the reference of a document in Markdown and HTML; without a folder, writes no file. */
export async function documentFile(
  path: string,
  options: DocumentOptions & { readonly out?: string | undefined; readonly command: string },
): Promise<DocsResult> {
  const source = { ...(await readSpecFile(path)), command: options.command };
  const { warnings } = await contractOf(source, options);
  const files = await documentContract(source, undefined, await readOptionsOf(options));
  if (options.out !== undefined) await writeFiles(options.out, files);
  const markdown = files.find((file) => file.path.endsWith(".md"))?.text ?? "";
  return { markdown, written: options.out === undefined ? [] : files.map((file) => file.path), warnings };
}
