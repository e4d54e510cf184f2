import { globSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The folders whose files are packed beside the build. */
const packed = ["src/", "generated/"];

interface SourceMap {
  readonly sources: readonly string[];
  sourcesContent?: readonly (string | null)[];
}

/** Leaves out of the source maps the text of what is packed anyway; that of packages stays in them. */
export function pointToPackedSources(root: URL): void {
  const cwd = fileURLToPath(root);
  for (const name of globSync("dist/*.{js,cjs}.map", { cwd })) {
    const file = new URL(name, root);
    const map = JSON.parse(readFileSync(file, "utf8")) as SourceMap;
    const isPacked = (source: string) =>
      packed.some((folder) => new URL(source, file).href.startsWith(root.href + folder));
    const texts = map.sources.map((source, index) => (isPacked(source) ? null : (map.sourcesContent?.[index] ?? null)));
    if (texts.some((text) => text !== null)) map.sourcesContent = texts;
    else delete map.sourcesContent;
    writeFileSync(file, JSON.stringify(map));
  }
}
