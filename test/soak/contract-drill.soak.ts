// npm run soak -- contract-drill [--only vendor-a] [--tests]: the day the vendor's contract arrives. For each invented vendor, puts its document,
// codes and binding in the place of ours in a copy of the repository, generates, type-checks the sources and runs the demo.
// Prints which hand-written files had to change. Exit code 1 when another file has to. With --tests it also runs the tests, and
// names those that fail: each must be about our own assumptions, that is name a message, a code or a file of ours.
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { parseArgs } from "node:util";
import { parse, stringify } from "yaml";
import { builtInContract } from "../../src/production-partner/contract/index.ts";
import { folderOf, type Vendor, vendors } from "../support/contracts/compile.ts";

const { values } = parseArgs({
  allowPositionals: true,
  options: { only: { type: "string", default: "" }, tests: { type: "boolean", default: false } },
});
const root = process.cwd();
const contractFile = "src/production-partner/contract/built-in.ts";
const copied = ["src", "codegen", "spec", "generated", "docs", "package.json", "tsconfig.json"];
if (values.tests)
  copied.push("test", "vitest.config.ts", "tsup.config.ts", "README.md", "CHANGELOG.md", "CONTRIBUTING.md");
const counterpartFile = "src/sandbox/ngoc/built-in-counterpart.ts";

/** What only tests about our own assumptions name: a message, an error code, a file of ours that is replaced or made anew. */
const ourWords = [
  ...Object.keys(builtInContract.messages),
  ...Object.values(builtInContract.errorCodes).filter((code) => code !== undefined),
  "spec/",
  "docs/",
];
// They drive workers that speak our contract, and wait for them.
const ourProofs = ["model", "several-workers", "killed"].map(
  (name) => `test/production-partner/ledger/${name}.test.ts`,
);

for (const vendor of vendors.filter((name) => name.includes(values.only))) {
  const copy = mkdtempSync(join(tmpdir(), "cardwright-drill-"));
  try {
    for (const name of copied) cpSync(join(root, name), join(copy, name), { recursive: true });
    symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
    replaceContract(copy, vendor);
    const began = performance.now();
    run(copy, "codegen/main.ts", ...(vendor === "vendor-c" ? ["--perspective", "partner"] : []));
    const errors = typeErrors(copy);
    const last = errors.length === 0 ? demo(copy) : "not run";
    const lines = [contractFile, counterpartFile].map((file) => `${file} (${lineCount(join(copy, file))} lines)`);
    process.stdout.write(
      `${vendor}: edited ${lines.join(", ")}, and in spec/ the document, the error codes and the examples; ` +
        `type errors in other files: ${errors.length}; the demo: ${last}; ` +
        `generate, type check and demo took ${((performance.now() - began) / 60_000).toFixed(1)} min\n`,
    );
    for (const error of errors) process.stdout.write(`  ${error}\n`);
    if (errors.length > 0 || !last.startsWith("All orders ended correctly")) process.exitCode = 1;
    if (values.tests) tellTests(copy);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** What a maintainer does by hand: the document, its codes, the binding and its counterpart. */
function replaceContract(copy: string, vendor: Vendor): void {
  const source = (name: string) => readFileSync(join(root, folderOf(vendor), name), "utf8");
  const put = (path: string, text: string) => writeFileSync(join(copy, path), text);
  put("spec/production-partner.asyncapi.yaml", source("asyncapi.yaml"));
  rmSync(join(copy, "spec/examples/production-partner"), { recursive: true });

  const codes = parse(source("error-codes.yaml")) as { source: string; codes: { [code: string]: object } };
  const binding = source("binding.ts");
  const [, usual = ""] = /default: "([^"]+)"/.exec(binding) ?? [];
  const known = parse(readFileSync(join(copy, "spec/error-codes.yaml"), "utf8")) as {
    orce: { codes: { [code: string]: object } };
  };
  const orceCodes = Object.entries(known.orce.codes).map(([code, entry]) => [code, { ...entry, ngocCode: usual }]);
  put(
    "spec/error-codes.yaml",
    stringify({ orce: { ...known.orce, codes: Object.fromEntries(orceCodes) }, ngoc: codes }),
  );

  const terms = /interface (\w+Terms) extends Terms/.exec(binding)?.[1] ?? "";
  const contractImport = /"(?:\.\.\/)+src\/production-partner\/contract\/index\.ts"/g;
  put(
    contractFile,
    `import { type ContractOf, defineContract } from "./contract.ts";\n${binding
      .replaceAll(contractImport, '"./index.ts"')
      .replaceAll(
        'import type { MessageTable } from "./generated/index.gen.ts"',
        'import { type MessageTable, messageTable } from "../../../generated/index.gen.ts"',
      )}
export interface BuiltInContract extends ContractOf<MessageTable, ${terms}> {}
export const builtInContract: BuiltInContract = defineContract(messageTable, binding);
`,
  );
  put(
    counterpartFile,
    source("counterpart.ts")
      .replaceAll(contractImport, '"../../production-partner/contract/index.ts"')
      .replaceAll(/"(?:\.\.\/)+src\/sandbox\/ngoc\/counterpart\.ts"/g, '"./counterpart.ts"')
      .replaceAll('"./binding.ts"', '"../../production-partner/contract/built-in.ts"')
      .replaceAll('"./generated/index.gen.ts"', '"../../../generated/index.gen.ts"')
      .replace("export const counterpart:", "export const builtInCounterpart:"),
  );
}

function run(folder: string, ...parameters: string[]): string {
  return execFileSync(process.execPath, parameters, {
    cwd: folder,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** The errors of the type checker in the sources. */
function typeErrors(copy: string): readonly string[] {
  const config = JSON.parse(readFileSync(join(copy, "tsconfig.json"), "utf8")) as object;
  writeFileSync(join(copy, "tsconfig.drill.json"), JSON.stringify({ ...config, include: ["src", "generated"] }));
  try {
    run(
      copy,
      join(root, "node_modules/typescript/bin/tsc"),
      "--noEmit",
      "--incremental",
      "false",
      "-p",
      "tsconfig.drill.json",
    );
    return [];
  } catch (error) {
    return (error as { stdout: string }).stdout.split("\n").filter((line) => line.includes("error TS"));
  }
}

function demo(copy: string): string {
  const { scripts } = JSON.parse(readFileSync(join(copy, "package.json"), "utf8")) as { scripts: { demo: string } };
  return (
    run(copy, ...scripts.demo.split(" ").slice(1))
      .trim()
      .split("\n")
      .at(-1) ?? ""
  );
}

/** Runs the tests under the vendor's contract, and tells which fail. */
function tellTests(copy: string): void {
  const { testResults } = testReport(copy);
  const failed = testResults.filter(({ status }) => status === "failed").map(({ name }) => relative(copy, name));
  const others = failed.filter((file) => !isAboutOurContract(file));
  process.stdout.write(
    `  tests: ${testResults.length - failed.length} files pass; ${failed.length} fail, ${others.length} of them are not about our assumptions\n`,
  );
  for (const file of failed) process.stdout.write(`    ${others.includes(file) ? "! " : ""}${file}\n`);
  if (others.length > 0) process.exitCode = 1;
}

function testReport(copy: string): {
  readonly testResults: readonly { readonly name: string; readonly status: string }[];
} {
  const excluded = ourProofs.flatMap((file) => ["--exclude", file]);
  try {
    const vitest = join(root, "node_modules/vitest/vitest.mjs");
    run(copy, vitest, "run", "--testTimeout=20000", "--hookTimeout=20000", ...excluded);
  } catch {
    // The report tells what failed.
  }
  return JSON.parse(readFileSync(join(copy, ".tmp/test-report.json"), "utf8")) as ReturnType<typeof testReport>;
}

/** Whether a test is about our own assumptions, itself or in what it imports from beside it. */
function isAboutOurContract(file: string, seen = new Set<string>()): boolean {
  if (seen.has(file)) return false;
  seen.add(file);
  const text = readFileSync(join(root, file), "utf8");
  if (ourWords.some((word) => text.includes(word))) return true;
  const imports = [...text.matchAll(/from "(\.[^"]+\.ts)"/g)].map(([, path = ""]) => join(dirname(file), path));
  return imports.some((path) => path.startsWith("test/") && isAboutOurContract(path, seen));
}

function lineCount(path: string): number {
  return readFileSync(path, "utf8").trimEnd().split("\n").length;
}
