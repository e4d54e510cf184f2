import { createHash } from "node:crypto";
import { basename, isAbsolute } from "node:path";

/** A file to write, `path` relative to the output folder with forward slashes. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}

/** A specification file as read from disk, `path` as the user knows it (relative to the repository). */
export interface SpecFile {
  readonly path: string;
  readonly text: string;
  /** The command that generates again what is made from it. Default: `npm run generate`. */
  readonly command?: string;
}

/** Returns the SHA-256 of a text in hexadecimal. */
export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Returns the name of a source in generated files: a file outside the repository has no folder, which other machines lack. */
export function sourceName({ path }: SpecFile): string {
  return path.startsWith("../") || isAbsolute(path) ? basename(path) : path;
}

/** Returns the two lines at the start of every generated file: its source, and the command that generates it again. */
export function header(source: SpecFile): string {
  return [
    `// Generated from ${sourceName(source)} (sha256 ${sha256(source.text)}).`,
    `// Do not edit: change the source and run \`${source.command ?? "npm run generate"}\`.`,
    "",
  ].join("\n");
}
