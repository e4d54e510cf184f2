// A fresh project with nothing but the packed package and a document of its own gets a typed client that runs.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compilerPeers, installPacked, linkPackages, root, run } from "./packed-package.ts";

/** Fewer than this: the compiler's packages and the package itself are installed, the document adopted, the program run. */
const maxCommands = 5;
const template = join(root, "test", "consumer", "fresh-project");

/** Goes from an empty folder to a running client, and says how many commands it took. */
export function startFreshProject(project: string): string {
  mkdirSync(join(project, "src"), { recursive: true });
  // What somebody would type; what is expected to fail, and the checks, are not needed.
  const commands = ["npm install cardwright"];
  installPacked(project);
  writeFileSync(join(project, "package.json"), JSON.stringify({ type: "module" }));
  writeFileSync(join(project, "tsconfig.json"), JSON.stringify(tsconfig));
  copyFileSync(join(template, "vendor.asyncapi.yaml"), join(project, "vendor.asyncapi.yaml"));
  copyFileSync(join(template, "main.ts"), join(project, "src", "main.ts"));
  const cardwright = join("node_modules", "cardwright", "dist", "cli.js");
  const adopt = () =>
    run(process.execPath, [cardwright, "contract", "adopt", "vendor.asyncapi.yaml", "--out", "src/contract"], project);

  expectFailure(adopt, /npm install -D @asyncapi\/modelina@\S+ @asyncapi\/parser@\S+ ajv@\S+$/m);
  linkPackages(project, compilerPeers);
  commands.push("npm install -D @asyncapi/modelina @asyncapi/parser ajv");

  const printed = adopt();
  commands.push("npx cardwright contract adopt");
  if (!/To decide: 1 point/.test(printed)) throw new Error(`One decision was expected to be open:\n${printed}`);
  const tsc = () => run(process.execPath, [join(root, "node_modules", "typescript", "bin", "tsc")], project);
  expectFailure(tsc, /^src\/contract\/binding\.ts\(\d+,\d+\): error TS2304: Cannot find name 'decide'\.$/);

  const binding = join(project, "src", "contract", "binding.ts");
  writeFileSync(binding, readFileSync(binding, "utf8").replace(/default: decide, .*$/m, 'default: "K3",'));
  tsc();
  const output = run(process.execPath, ["--no-warnings", join("src", "main.ts")], project);
  commands.push("node src/main.ts");
  if (commands.length >= maxCommands) throw new Error(`It took ${commands.length} commands`);
  if (output.trim() !== "CARD-1 shipped") throw new Error(`The client printed: ${output}`);

  const check = [cardwright, "contract", "check", "vendor.asyncapi.yaml", "--contract", "src/contract/index.ts"];
  const found = run(process.execPath, ["--no-warnings", ...check], project);
  if (!found.startsWith("The client receives and sends what the document says.")) throw new Error(found);
  return `a fresh project runs after ${commands.length} commands`;
}

const tsconfig = {
  compilerOptions: {
    noEmit: true,
    strict: true,
    module: "nodenext",
    target: "es2024",
    lib: ["es2024", "esnext.disposable"],
    types: ["node"],
    allowImportingTsExtensions: true,
    verbatimModuleSyntax: true,
  },
  include: ["src"],
};

function expectFailure(command: () => string, message: RegExp): void {
  try {
    command();
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    if (message.test(`${stdout}${stderr}`.trim())) return;
    throw error;
  }
  throw new Error(`A failure was expected: ${message}`);
}
