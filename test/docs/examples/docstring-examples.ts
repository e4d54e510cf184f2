import { globSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { entries } from "../../api/entries.ts";
import { readReport } from "../../api/report-text.ts";
import { root } from "../pages.ts";

/** The code of an `@example` tag. */
export interface DocstringExample {
  /** Where it is written, such as `src/timing/clock.ts:12`. */
  readonly place: string;
  readonly file: string;
  readonly code: string;
}

/** What `cardwright contract adopt` writes. */
const contract = fileURLToPath(new URL("test/support/contracts/vendor-a/", root));

/** What `cardwright generate --xsd` writes. */
const format = fileURLToPath(new URL("test/docs/snippets/gift-order/format.gen.ts", root));

/** What an example may use without saying where it is from: its reader has one. */
const atHand: { readonly [name: string]: string } = {
  broker: 'import("cardwright/sandbox").ServiceBusBroker',
  client: 'import("cardwright").ProductionPartnerClient',
  sandbox: 'import("cardwright/sandbox").ProductionPartnerSandbox',
  db: 'import("node:sqlite").DatabaseSync',
  binding: `typeof import("${contract}binding.ts").binding`,
  messageTable: `typeof import("${contract}generated/index.gen.ts").messageTable`,
  cardFormat: `typeof import("${format}").cardFormat`,
};
/** Where a name comes from that no entry exports. */
const elsewhere: { readonly [name: string]: string } = {
  ServiceBusClient: "@azure/service-bus",
  createWriteStream: "node:fs",
  pipeline: "node:stream/promises",
  CompiledQuery: "kysely",
};

/** Every `@example` of the sources. */
export function readDocstringExamples(): readonly DocstringExample[] {
  return globSync("{src,codegen}/**/*.{ts,tsx}", { cwd: root }).sort().flatMap(examplesOf);
}

function examplesOf(file: string): readonly DocstringExample[] {
  const text = readFileSync(new URL(file, root), "utf8");
  if (!text.includes("@example")) return [];
  const parsed = ts.createSourceFile(file, text, ts.ScriptTarget.ES2024, true);
  const found: DocstringExample[] = [];
  const visit = (node: ts.Node): void => {
    for (const tag of ts.getJSDocTags(node)) {
      if (tag.tagName.text !== "example" || tag.parent.parent !== node) continue;
      const code = (ts.getTextOfJSDocComment(tag.comment) ?? "").replaceAll(/^```\w*\n?|\n?```$/g, "");
      const { line } = parsed.getLineAndCharacterOfPosition(tag.getStart());
      found.push({ place: `${file}:${line + 1}`, file, code });
    }
    ts.forEachChild(node, visit);
  };
  visit(parsed);
  return found;
}

/** What the compiler says against examples: each as a module beside the file that it is written in. */
export function compileExamples(examples: readonly DocstringExample[]): readonly string[] {
  const folder = fileURLToPath(root);
  const exported = exportedNames();
  const modules = new Map(
    examples.map((example, index) => {
      const name = join(folder, dirname(example.file), `example-${index}.ts`);
      return [name, { example, text: asModule(example, exported) }];
    }),
  );
  const { config } = ts.readConfigFile(join(folder, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, folder);
  Object.assign(options, {
    noUnusedLocals: false,
    noUnusedParameters: false,
    isolatedDeclarations: false,
    verbatimModuleSyntax: false,
  });
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists } = host;
  host.readFile = (name) => modules.get(name)?.text ?? readFile(name);
  host.fileExists = (name) => modules.has(name) || fileExists(name);
  const program = ts.createProgram([...modules.keys()], options, host);
  return [...modules].flatMap(([name, { example }]) => {
    const file = program.getSourceFile(name);
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map(
      ({ messageText }) => `${example.place}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`,
    );
  });
}

const ownExport = /^export (?:async )?(?:const|class|function\*?|interface|type) (\w+)/gm;

/** Adds the imports that the reader knows from where the example stands. */
function asModule({ file, code }: DocstringExample, exported: ReadonlyMap<string, string>): string {
  const own = `./${basename(file)}`;
  const text = readFileSync(new URL(file, root), "utf8");
  const ownNames = new Set([...text.matchAll(ownExport)].map(([, name = ""]) => name));
  const words = new Set(code.replaceAll(/\/\/.*$/gm, "").match(/[A-Za-z_$][\w$]*/g));
  const declared = new Set(
    [...code.matchAll(/(?:const|let|using|function\*?|import \{?) *(?:\{ )?(\w+)/g)].map(([, name = ""]) => name),
  );
  const imports = [...words].flatMap((name) => {
    if (declared.has(name)) return [];
    if (atHand[name] !== undefined) return [`declare const ${name}: ${atHand[name]};`];
    const from = exported.get(name) ?? (ownNames.has(name) ? own : elsewhere[name]);
    return from === undefined ? [] : [`import { ${name} } from "${from}";`];
  });
  return `${imports.join("\n")}\n${code}\nexport {};\n`;
}

/** The entry of every exported name, by what the reports list. */
function exportedNames(): ReadonlyMap<string, string> {
  return new Map(
    entries.flatMap(({ name, id }) => {
      const report = readReport(readFileSync(new URL(`etc/${id}.api.md`, root), "utf8"));
      return [...report.keys()].map((exported) => [exported, name] as const);
    }),
  );
}
