// The bundler of declarations makes no maps. Each declaration of an entry has the same name in the sources, and names the same
// types in the same order; so the maps follow from walking both at once, from each exported name on.
import { readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { encode, type SourceMapSegment } from "@jridgewell/sourcemap-codec";
import ts from "typescript";
import { type Counterpart, findCounterparts } from "./counterparts.ts";

/** Writes a map beside each declaration file of the build, and says how many names they hold. */
export function writeDeclarationMaps(root: URL): number {
  const counterparts = findCounterparts(fileURLToPath(root));
  const byFile = Map.groupBy(counterparts, ({ built }) => built.getSourceFile().fileName);
  for (const [file, found] of byFile) {
    const { sources, mappings } = map(file, found);
    const name = basename(file);
    const text = readFileSync(file, "utf8").replace(/\n\/\/# sourceMappingURL=.*\n?$/, "");
    writeFileSync(file, `${text.trimEnd()}\n//# sourceMappingURL=${name}.map\n`);
    writeFileSync(`${file}.map`, JSON.stringify({ version: 3, file: name, sources, names: [], mappings }));
  }
  return counterparts.length;
}

function map(file: string, counterparts: readonly Counterpart[]): { sources: readonly string[]; mappings: string } {
  const sources = [...new Set(counterparts.map(({ source }) => source.getSourceFile().fileName))].sort();
  const lines: SourceMapSegment[][] = [];
  const add = (built: ts.Node, at: number, source: ts.Node, sourceAt: number) => {
    const from = built.getSourceFile().getLineAndCharacterOfPosition(at);
    const to = source.getSourceFile().getLineAndCharacterOfPosition(sourceAt);
    while (lines.length <= from.line) lines.push([]);
    lines[from.line]?.push([from.character, sources.indexOf(source.getSourceFile().fileName), to.line, to.character]);
  };
  for (const { built, source } of counterparts) {
    const [name, sourceName] = [ts.getNameOfDeclaration(built), ts.getNameOfDeclaration(source)];
    add(built, (name ?? built).getStart(), source, (sourceName ?? source).getStart());
    // What an editor shows around the name.
    if (name !== undefined) add(built, built.getStart(), source, source.getStart());
    add(built, built.getEnd(), source, source.getEnd());
  }
  for (const line of lines) line.sort(([a], [b]) => a - b);
  return {
    sources: sources.map((source) => relative(dirname(file), source).replaceAll("\\", "/")),
    mappings: encode(lines.map((line) => line.filter(([column], index) => column !== line[index - 1]?.[0]))),
  };
}
