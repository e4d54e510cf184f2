import { fileURLToPath } from "node:url";
import ts from "typescript";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** Type-checks the bindings of the tests, as a project does that has other compiler options than this one. */
function faultsUnder(options: ts.CompilerOptions): readonly string[] {
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile);
  const parsed = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const files = ["vendor-a", "vendor-b", "vendor-c"].flatMap((vendor) =>
    ["index", "counterpart"].map((file) => `${root}test/support/contracts/${vendor}/${file}.ts`),
  );
  const program = ts.createProgram(files, { ...parsed.options, ...options, noEmit: true });
  return ts
    .getPreEmitDiagnostics(program)
    .filter(({ file }) => file?.fileName.includes("/test/support/contracts/"))
    .map(({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`);
}

test("a binding compiles in a project without exactOptionalPropertyTypes, as many have it", () => {
  expect(faultsUnder({ exactOptionalPropertyTypes: false })).toEqual([]);
});
