import ts from "typescript";

const ownOptions: ts.CompilerOptions = {
  ...ts.convertCompilerOptionsFromJson(
    ts.readConfigFile(new URL("../../../../tsconfig.json", import.meta.url).pathname, ts.sys.readFile).config
      .compilerOptions,
    ".",
  ).options,
  lib: ["lib.es2024.d.ts"],
  types: [],
};

/**
 * Type-checks sources with the repository's own flags, in memory; returns the 0-based lines with an error, and the error,
 * per file. `types` are the packages whose global types the sources may use; `unused` also reports locals without a use.
 */
export function typeErrors(
  files: { readonly [name: string]: string },
  types: readonly string[] = [],
  { unused = false }: { readonly unused?: boolean } = {},
): { readonly [name: string]: ReadonlyMap<number, string> } {
  const options = { ...ownOptions, types: [...types], noUnusedLocals: unused };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.getSourceFile = (name, ...rest) => {
    const text = files[name];
    return text === undefined ? getSourceFile.call(host, name, ...rest) : ts.createSourceFile(name, text, rest[0]);
  };
  host.fileExists = (name) => files[name] !== undefined || fileExists(name);
  // Without it the compiler looks for modules in memory too.
  delete host.directoryExists;
  host.readFile = (name) => files[name] ?? readFile(name);
  const program = ts.createProgram(
    Object.keys(files).filter((name) => !name.endsWith(".json")),
    options,
    host,
  );
  const errors = Object.fromEntries(Object.keys(files).map((name) => [name, new Map<number, string>()]));
  for (const { file, start, messageText, code } of ts.getPreEmitDiagnostics(program)) {
    const found = file && errors[file.fileName];
    if (!found) throw new Error(`${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`);
    const { line } = ts.getLineAndCharacterOfPosition(file, start ?? 0);
    if (!found.has(line)) found.set(line, `TS${code} ${ts.flattenDiagnosticMessageText(messageText, "\n")}`);
  }
  return errors;
}
