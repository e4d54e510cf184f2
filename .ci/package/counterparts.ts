import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/** A declaration of the build, and the one in the sources that it was made of. */
export interface Counterpart {
  readonly built: ts.Declaration;
  readonly source: ts.Declaration;
}

interface Target {
  readonly import: { readonly types: string };
  readonly require: { readonly types: string };
}

/** Every declaration that an exported name of an entry leads to, in the build and in the sources. */
export function findCounterparts(root: string): readonly Counterpart[] {
  const json = (file: string) => JSON.parse(readFileSync(join(root, file), "utf8"));
  const { exports } = json("package.json") as { exports: { [path: string]: string | Target } };
  const { options } = ts.parseJsonConfigFileContent(json("tsconfig.json"), ts.sys, root);
  const { paths = {}, ...builtOptions } = options;
  const entries = Object.entries(exports).flatMap(([path, target]) => {
    const source = paths[path.replace(/^\./, "cardwright")]?.[0];
    return typeof target === "string" || source === undefined
      ? []
      : [target.import, target.require].map(({ types }) => ({ built: join(root, types), source: join(root, source) }));
  });
  const built = ts.createProgram({ rootNames: entries.map((entry) => entry.built), options: builtOptions });
  const sources = ts.createProgram({ rootNames: entries.map((entry) => entry.source), options });
  const walk = new Walk(built, sources, join(root, "dist"));
  for (const entry of entries) walk.entry(entry);
  return walk.found;
}

class Walk {
  readonly found: Counterpart[] = [];
  readonly #seen = new Set<ts.Declaration>();
  readonly #built: ts.Program;
  readonly #sources: ts.Program;
  readonly #dist: string;

  constructor(built: ts.Program, sources: ts.Program, dist: string) {
    this.#built = built;
    this.#sources = sources;
    this.#dist = dist;
  }

  entry(files: { readonly built: string; readonly source: string }): void {
    const inSources = new Map(exportsOf(this.#sources, files.source).map((symbol) => [symbol.name, symbol]));
    for (const symbol of exportsOf(this.#built, files.built)) {
      const source = inSources.get(symbol.name);
      if (source === undefined) throw new Error(`${files.built} exports ${symbol.name}; ${files.source} does not`);
      this.#symbols(symbol, source);
    }
  }

  #symbols(builtSymbol: ts.Symbol, sourceSymbol: ts.Symbol): void {
    const built = declarationsOf(builtSymbol, this.#built).filter((node) => this.#isOurs(node));
    const sources = declarationsOf(sourceSymbol, this.#sources);
    // An overloaded function's own body is not declared.
    const declared = sources.length > built.length ? sources.filter((node) => !("body" in node && node.body)) : sources;
    for (const [index, node] of built.entries()) {
      const source = declared[index] ?? declared[0] ?? sources[0];
      if (source !== undefined) this.#declarations(node, source);
    }
  }

  #declarations(built: ts.Declaration, source: ts.Declaration): void {
    if (this.#seen.has(built)) return;
    this.#seen.add(built);
    this.found.push({ built, source });
    const sources = partsOf(source);
    const taken = new Set<ts.Node>();
    for (const part of partsOf(built)) {
      const same = sources.find(
        (other) => !taken.has(other.node) && other.kind === part.kind && other.name === part.name,
      );
      if (same === undefined) continue;
      taken.add(same.node);
      if (part.kind === "member") {
        this.found.push({ built: part.node as ts.Declaration, source: same.node as ts.Declaration });
        continue;
      }
      const [symbol, sourceSymbol] = [symbolAt(part.node, this.#built), symbolAt(same.node, this.#sources)];
      if (symbol !== undefined && sourceSymbol !== undefined) this.#symbols(symbol, sourceSymbol);
    }
  }

  #isOurs(node: ts.Node): boolean {
    return node.getSourceFile().fileName.startsWith(this.#dist);
  }
}

interface Part {
  readonly kind: "member" | "reference";
  readonly name: string;
  readonly node: ts.Node;
}

/** The named members of a declaration and the names that its types are made of, in the order of the text. */
function partsOf(declaration: ts.Declaration): readonly Part[] {
  const parts: Part[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isBlock(node)) return;
    if (isMember(node)) parts.push({ kind: "member", name: ts.getNameOfDeclaration(node)?.getText() ?? "new", node });
    else if (ts.isIdentifier(node) && isReference(node)) {
      // The bundler tells apart what has one name in two modules.
      parts.push({ kind: "reference", name: node.text.replace(/\$\d+$/, ""), node });
    }
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(declaration, visit);
  return parts;
}

function isMember(node: ts.Node): node is ts.Declaration {
  return ts.isTypeElement(node) || ts.isClassElement(node) || ts.isParameter(node) || ts.isPropertyAssignment(node);
}

function isReference({ parent }: ts.Identifier): boolean {
  return (
    ts.isTypeReferenceNode(parent) ||
    ts.isTypeQueryNode(parent) ||
    ts.isExpressionWithTypeArguments(parent) ||
    ts.isQualifiedName(parent)
  );
}

function exportsOf(program: ts.Program, fileName: string): readonly ts.Symbol[] {
  const file = program.getSourceFile(fileName);
  const module = file && program.getTypeChecker().getSymbolAtLocation(file);
  if (module === undefined) throw new Error(`${fileName} is no module`);
  return program.getTypeChecker().getExportsOfModule(module);
}

function symbolAt(node: ts.Node, program: ts.Program): ts.Symbol | undefined {
  return program.getTypeChecker().getSymbolAtLocation(node);
}

function declarationsOf(symbol: ts.Symbol, program: ts.Program): readonly ts.Declaration[] {
  const isAlias = (symbol.flags & ts.SymbolFlags.Alias) !== 0;
  return (isAlias ? program.getTypeChecker().getAliasedSymbol(symbol) : symbol).declarations ?? [];
}
