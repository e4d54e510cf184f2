import { createHash } from "node:crypto";
import { basename, isAbsolute } from "node:path";

/** A file to be written, `path` relative to the output folder with forward slashes. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}

/** A specification file as read from disk, `path` as the user knows it (relative to the repository). */
export interface SpecFile {
  readonly path: string;
  readonly text: string;
}

/** Turns one specification file into generated files: a pure function, so the same text always gives the same bytes. */
export type Generator = (input: SpecFile) => Promise<readonly GeneratedFile[]>;

/** Returns the SHA-256 of a text in hexadecimal. */
export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** How generated files name their source: a file outside the repository by its name alone, as its folder is one machine's. */
export function sourceName({ path }: SpecFile): string {
  return path.startsWith("../") || isAbsolute(path) ? basename(path) : path;
}

/** Returns the two lines that open every generated file: where it comes from, and how to make it again. */
export function header(source: SpecFile): string {
  return [
    `// Generated from ${sourceName(source)} (sha256 ${sha256(source.text)}).`,
    "// Do not edit: change the source and run `npm run generate`.",
    "",
  ].join("\n");
}
