// `npm run check:consumer`: packs the package, puts it into a scratch project, and imports and type-checks every entry there. Then a
// fresh project makes a client of a vendor's document, the README's programs run as printed, and so does what
// `cardwright init` writes.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { bundle } from "./bundlers.ts";
import { startFreshProject } from "./fresh-project.ts";
import { goToDefinitions } from "./go-to-definition.ts";
import { refuseOldNode } from "./old-node.ts";
import { installPacked, linkPackages, packageJson, root, run as runIn } from "./packed-package.ts";
import { runReadmePrograms } from "./readme-programs.ts";
import { checkSbom } from "./sbom.ts";
import { checkTarball } from "./tarball.ts";
import { runTemplate } from "./template.ts";

/** This Node, and others whose paths CARDWRIGHT_TEST_NODES holds, separated as in PATH. */
const nodes = [process.execPath, ...(process.env["CARDWRIGHT_TEST_NODES"] ?? "").split(delimiter).filter(Boolean)];

const entries = Object.keys(packageJson.exports)
  .filter((entry) => entry !== "./package.json")
  .map((entry) => entry.replace(/^\./, "cardwright"));

const scratch = mkdtempSync(join(tmpdir(), "cardwright-consumer-"));
try {
  const run = (command: string, parameters: readonly string[]) => runIn(command, parameters, scratch);
  installPacked(scratch);
  writeFileSync(join(scratch, "package.json"), JSON.stringify({ type: "module" }));
  // Nothing but its own entry needs the peer.
  const others = entries.filter((entry) => entry !== "cardwright/opentelemetry");
  writeFileSync(join(scratch, "without-peer.mjs"), others.map((entry) => `import "${entry}";`).join("\n"));
  writeFileSync(join(scratch, "without-peer.cjs"), others.map((entry) => `require("${entry}");`).join("\n"));
  run(process.execPath, ["without-peer.mjs"]);
  run(process.execPath, ["without-peer.cjs"]);
  linkPackages(scratch, ["@opentelemetry/api"]);

  const names = entries.map((_, index) => `entry${index}`);
  const imports = entries.map((entry, index) => `import * as ${names[index]} from "${entry}";`).join("\n");
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
  const modules = `
    import { registerHooks } from "node:module";
    let count = 0;
    registerHooks({ load: (url, context, next) => (count++, next(url, context)) });
    await import("cardwright/ledger");
    console.log(count);
    if (count >= 60) throw new Error("cardwright/ledger loads too many modules");`;
  writeFileSync(join(scratch, "modules.mjs"), modules);
  process.stdout.write(`modules that cardwright/ledger loads: ${run(process.execPath, ["modules.mjs"])}`);
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
  process.stdout.write(`${await goToDefinitions(scratch, entries)}\n`);
  process.stdout.write(`${startFreshProject(join(scratch, "fresh"))}\n`);
  for (const node of nodes) {
    process.stdout.write(`${await runReadmePrograms(join(scratch, "readme"), node)}\n`);
    for (const template of ["partner", "retailer"]) {
      process.stdout.write(`${runTemplate(join(scratch, template), template, node)}\n`);
    }
  }
  process.stdout.write(`${refuseOldNode(scratch)}\n`);
  process.stdout.write(`${checkTarball(scratch)}\n`);
  process.stdout.write(`${checkSbom(scratch)}\n`);
  process.stdout.write(`${await bundle(scratch)}\n`);
} catch (error) {
  const { stdout, stderr } = error as { stdout?: string; stderr?: string };
  process.stderr.write(`${stdout ?? ""}${stderr ?? ""}${String(error)}\n`);
  process.exitCode = 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
