import { fileURLToPath } from "node:url";
import ts from "typescript";
import { entries, root } from "./entries.ts";

/** A name that an entry exports. */
export interface ExportedName {
  readonly name: string;
  readonly kind: "class" | "function" | "interface" | "type" | "value";
  /** Its declarations, without comments. */
  readonly declared: string;
  /** Its docstring, as Markdown with the tags left out. */
  readonly summary: string;
  /** The code of its `@example` tags. */
  readonly examples: readonly string[];
}

/** What each entry of the build exports, by entry, in the order of names. */
export function readDeclarations(): ReadonlyMap<string, readonly ExportedName[]> {
  const files = entries.map(({ types }) => fileURLToPath(new URL(types, root)));
  const program = ts.createProgram(files, {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2024,
    noEmit: true,
    skipLibCheck: true,
  });
  const checker = program.getTypeChecker();
  return new Map(
    entries.map(({ name }, index) => {
      const file = program.getSourceFile(files[index] ?? "");
      const module = file && checker.getSymbolAtLocation(file);
      if (module === undefined) throw new Error(`${name} has no declarations: run npm run build`);
      const names = checker.getExportsOfModule(module).map((symbol) => describe(symbol, checker));
      return [name, names.sort((a, b) => (a.name < b.name ? -1 : 1))];
    }),
  );
}

const printer = ts.createPrinter({ removeComments: true, newLine: ts.NewLineKind.LineFeed });

function describe(exported: ts.Symbol, checker: ts.TypeChecker): ExportedName {
  const isAlias = (exported.flags & ts.SymbolFlags.Alias) !== 0;
  const symbol = isAlias ? checker.getAliasedSymbol(exported) : exported;
  const declarations = symbol.declarations ?? [];
  const examples = symbol.getJsDocTags(checker).filter((tag) => tag.name === "example");
  return {
    name: exported.name,
    kind: kindOf(symbol),
    declared: declarations.map(print).join("\n"),
    summary: ts.displayPartsToString(symbol.getDocumentationComment(checker)),
    examples: examples.map(({ text }) => ts.displayPartsToString(text).replaceAll(/^```\w*\n?|\n?```$/g, "")),
  };
}

function kindOf({ flags }: ts.Symbol): ExportedName["kind"] {
  if (flags & ts.SymbolFlags.Class) return "class";
  if (flags & ts.SymbolFlags.Function) return "function";
  if (flags & ts.SymbolFlags.Interface) return "interface";
  return flags & ts.SymbolFlags.TypeAlias ? "type" : "value";
}

function print(declaration: ts.Declaration): string {
  // A variable's declaration is worth nothing without its `const`.
  const statement = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
  return printer
    .printNode(ts.EmitHint.Unspecified, statement, declaration.getSourceFile())
    .replaceAll(/^(export )?(declare )?/g, "");
}
