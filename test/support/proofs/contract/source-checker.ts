import { createHash } from "node:crypto";
import { relative, resolve } from "node:path";
import ts from "typescript";

/** What the type checker says of one place. */
export interface TypeFault {
  /** Relative to the repository. */
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/**
 * The type checker over the repository's sources, with some files replaced in memory. What a replacement cannot reach is
 * checked once only.
 */
export class SourceChecker {
  readonly #options: ts.CompilerOptions;
  readonly #roots: readonly string[];
  readonly #sources = new Map<string, ts.SourceFile | undefined>();
  readonly #base: ts.SemanticDiagnosticsBuilderProgram;

  /**
   * @param folders what is checked, relative to the repository
   */
  constructor(folders: readonly string[]) {
    const config = ts.readConfigFile("tsconfig.json", ts.sys.readFile);
    const { options, fileNames } = ts.parseJsonConfigFileContent(
      { ...config.config, include: folders },
      ts.sys,
      process.cwd(),
    );
    this.#options = { ...options, incremental: true, tsBuildInfoFile: "never-written.tsbuildinfo" };
    this.#roots = fileNames;
    this.#base = this.#program(new Map(), undefined);
    this.#base.getSemanticDiagnostics();
  }

  /** Checks with these files in place of those on disk, by their path relative to the repository; those that are `undefined` are gone. */
  check(replaced: ReadonlyMap<string, string | undefined> = new Map()): readonly TypeFault[] {
    const overlay = new Map([...replaced].map(([path, text]) => [resolve(path), text]));
    const program = this.#program(overlay, this.#base);
    const faults = [...program.getSyntacticDiagnostics(), ...program.getSemanticDiagnostics()];
    return faults.map(({ file, start = 0, messageText }) => ({
      file: file === undefined ? "" : relative(process.cwd(), file.fileName).replaceAll("\\", "/"),
      line: file === undefined ? 0 : file.getLineAndCharacterOfPosition(start).line + 1,
      message: ts.flattenDiagnosticMessageText(messageText, "\n"),
    }));
  }

  #program(
    overlay: ReadonlyMap<string, string | undefined>,
    base: ts.SemanticDiagnosticsBuilderProgram | undefined,
  ): ts.SemanticDiagnosticsBuilderProgram {
    const host = ts.createCompilerHost(this.#options, true);
    const { fileExists, readFile } = host;
    host.fileExists = (name) => (overlay.has(name) ? overlay.get(name) !== undefined : fileExists.call(host, name));
    host.readFile = (name) => (overlay.has(name) ? overlay.get(name) : readFile.call(host, name));
    host.getSourceFile = (name, languageVersion) => {
      if (overlay.has(name)) return sourceFile(name, overlay.get(name), languageVersion);
      if (!this.#sources.has(name)) {
        this.#sources.set(name, sourceFile(name, readFile.call(host, name), languageVersion));
      }
      return this.#sources.get(name);
    };
    const roots = this.#roots.filter((name) => !overlay.has(name) || overlay.get(name) !== undefined);
    const added = [...overlay].flatMap(([name, text]) => (text === undefined || roots.includes(name) ? [] : [name]));
    return ts.createSemanticDiagnosticsBuilderProgram([...roots, ...added], this.#options, host, base);
  }
}

function sourceFile(
  name: string,
  text: string | undefined,
  languageVersion: ts.ScriptTarget | ts.CreateSourceFileOptions,
): ts.SourceFile | undefined {
  if (text === undefined) return undefined;
  const file = ts.createSourceFile(name, text, languageVersion, true);
  // What a builder tells a changed file by; the compiler's own hosts set it in the same way.
  return Object.assign(file, { version: createHash("sha256").update(text).digest("hex") });
}
