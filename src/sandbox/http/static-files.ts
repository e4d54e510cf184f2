import { readFile } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";

/** A file of the page. */
export interface StaticFile {
  readonly type: string;
  readonly bytes: Buffer;
}

const types: { readonly [extension: string]: string } = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};

/** Reads a file of the page by the path of its address; `undefined` for what is not there or outside the folder. */
export async function readStaticFile(folder: string, path: string): Promise<StaticFile | undefined> {
  let name: string;
  try {
    name = normalize(decodeURIComponent(path));
  } catch {
    return undefined;
  }
  const type = types[extname(name)];
  if (type === undefined || name.includes("\0") || name.split(sep).includes("..")) return undefined;
  const bytes = await readFile(join(folder, name)).catch(() => undefined);
  return bytes && { type, bytes };
}
