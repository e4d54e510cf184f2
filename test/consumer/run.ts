// `npm run check:consumer`: packs the package, puts it into a scratch project, and imports and type-checks every entry there.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const { exports, dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  exports: { [entry: string]: unknown };
  dependencies: { [name: string]: string };
};
const entries = Object.keys(exports)
  .filter((entry) => entry !== "./package.json")
  .map((entry) => entry.replace(/^\./, "cardwright"));

const scratch = mkdtempSync(join(tmpdir(), "cardwright-consumer-"));
try {
  const run = (command: string, args: readonly string[], cwd = scratch) =>
    execFileSync(command, args, { cwd, encoding: "utf8" });
  const [{ filename }] = JSON.parse(
    run("npm", ["pack", "--json", "--silent", "--pack-destination", scratch], root),
  ) as [{ filename: string }];
  const modules = join(scratch, "node_modules");
  mkdirSync(join(modules, "cardwright"), { recursive: true });
  run("tar", ["-xzf", filename, "-C", join(modules, "cardwright"), "--strip-components=1"]);
  // What the package declares, and no more, as an install would put it there.
  for (const name of [...Object.keys(dependencies), "@types/node"]) {
    mkdirSync(join(modules, name, ".."), { recursive: true });
    symlinkSync(join(root, "node_modules", name), join(modules, name));
  }

  const names = entries.map((_, index) => `entry${index}`);
  const imports = entries.map((entry, index) => `import * as ${names[index]} from "${entry}";`).join("\n");
  writeFileSync(join(scratch, "package.json"), JSON.stringify({ type: "module" }));
  writeFileSync(
    join(scratch, "esm.mjs"),
    `${imports}\nconsole.log(${names.map((name) => `Object.keys(${name}).length`)});\n`,
  );
  const requires = entries.map((entry) => `Object.keys(require("${entry}")).length`);
  writeFileSync(join(scratch, "cjs.cjs"), `console.log(${requires});\n`);
  writeFileSync(join(scratch, "esm.mts"), `${imports}\nexport const all: readonly unknown[] = [${names}];\n`);
  writeFileSync(join(scratch, "cjs.cts"), `${imports}\nexport const all: readonly unknown[] = [${names}];\n`);
  const brands = `
    import { createRequire } from "node:module";
    import { isCardwrightError } from "cardwright";
    const { ConfigurationError } = createRequire(import.meta.url)("cardwright");
    if (!isCardwrightError(new ConfigurationError("x", { code: "X" }))) throw new Error("an error of the CJS copy is not recognised");`;
  writeFileSync(join(scratch, "brands.mjs"), brands);

  process.stdout.write(`imports as ESM, exports by entry: ${run(process.execPath, ["esm.mjs"])}`);
  process.stdout.write(`imports as CommonJS, exports by entry: ${run(process.execPath, ["cjs.cjs"])}`);
  run(process.execPath, ["brands.mjs"]);
  const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
  const flags = [
    "--noEmit",
    "--strict",
    "--module",
    "nodenext",
    "--target",
    "es2022",
    "--lib",
    "es2022,esnext.disposable",
  ];
  run(process.execPath, [tsc, ...flags, "--types", "node", "--exactOptionalPropertyTypes", "esm.mts", "cjs.cts"]);
  process.stdout.write(`type-checks as ESM and CommonJS: ${entries.join(", ")}\n`);
} catch (error) {
  const { stdout, stderr } = error as { stdout?: string; stderr?: string };
  process.stderr.write(`${stdout ?? ""}${stderr ?? ""}${String(error)}\n`);
  process.exitCode = 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
