// Everything that somebody does with the published package, on one Node.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Check } from "./check-list.ts";
import { printed, programAfter, programBefore, typeScriptForms, writePrograms } from "./consumer-files.ts";
import { type Machine, runCommand } from "./run-command.ts";

/** Which versions the registry has, and what goes with them. */
export interface Published {
  readonly before: string;
  readonly now: string;
  readonly typescript: string;
  readonly nodeTypes: string;
}

/** Installs, runs, compiles and upgrades in fresh folders beneath one. */
export async function tryNode(machine: Machine, folder: string, published: Published, check: Check): Promise<void> {
  const { before, now, typescript, nodeTypes } = published;
  const fresh = async (name: string): Promise<string> => {
    const project = join(folder, name);
    mkdirSync(project, { recursive: true });
    await runCommand(machine, project, ["npm", "init", "-y"]);
    return project;
  };
  const node = (project: string, file: string) => runCommand(machine, project, ["node", "--no-warnings", file]);

  const project = await fresh("project");
  await check("install by version", async () => {
    await runCommand(machine, project, ["npm", "install", `cardwright@${now}`]);
    expectVersion(project, now);
    await runCommand(machine, project, ["npm", "ls", "--all"]);
    const scripts = packagesWithScripts(project);
    if (scripts.length > 0) throw new Error(`Packages with install scripts: ${scripts}`);
  });
  writePrograms(project);
  for (const [form, file] of [
    ["ESM", "program.mjs"],
    ["CJS", "program.cjs"],
  ] as const) {
    await check(form, async () => expectPrinted(await node(project, file), printed));
  }
  await check("npx", async () => {
    expectPrinted(await runCommand(machine, project, ["npx", "cardwright", "--version"]), exactly(now));
  });
  await runCommand(machine, project, ["npm", "install", "-D", `typescript@${typescript}`, `@types/node@${nodeTypes}`]);
  // An entry whose types need the optional peer.
  await runCommand(machine, project, ["npm", "install", "@opentelemetry/api"]);
  for (const { name, source } of typeScriptForms) {
    await check(`TypeScript ${name}`, async () => {
      await runCommand(machine, project, ["npx", "tsc", "-p", name]);
      expectPrinted(await node(project, join(name, source.replace("ts", "js"))), printed);
    });
  }
  await check("--ignore-scripts", async () => {
    const without = await fresh("ignore-scripts");
    await runCommand(machine, without, ["npm", "install", "--ignore-scripts", `cardwright@${now}`]);
    writePrograms(without);
    expectPrinted(await node(without, "program.mjs"), printed);
  });
  await check(`upgrade from ${before}`, async () => {
    const upgraded = await fresh("upgrade");
    await runCommand(machine, upgraded, ["npm", "install", `cardwright@${before}`]);
    expectVersion(upgraded, before);
    // What came after Node 22.13 stays out: the library's own floor is what is tried.
    writeFileSync(join(upgraded, "before.mjs"), programBefore);
    writeFileSync(join(upgraded, "after.mjs"), programAfter);
    expectPrinted(await node(upgraded, "before.mjs"), exactly("requested 2"));
    await runCommand(machine, upgraded, ["npm", "install", "cardwright@latest"]);
    expectVersion(upgraded, now);
    await runCommand(machine, upgraded, ["npx", "cardwright", "ledger", "migrate", "--ledger", "orders.db"]);
    const { before: counts, sent } = JSON.parse(await node(upgraded, "after.mjs"));
    const states = JSON.stringify([counts.requested, counts.shipped, sent]);
    if (states !== "[1,1,true]") throw new Error(`After the upgrade: ${states}`);
  });
  await check("npx cardwright init", async () => {
    const away = await fresh("away");
    await runCommand(machine, away, ["npx", "--yes", `cardwright@${now}`, "init", "bureau", "--template", "partner"]);
    const bureau = join(away, "bureau");
    await runCommand(machine, bureau, ["npm", "install"]);
    expectPrinted(await runCommand(machine, bureau, ["npm", "test"]), /^(?:# |ℹ )fail 0$/m);
  });
}

/** The version of cardwright that a project has. */
export function expectVersion(project: string, version: string): void {
  const installed = JSON.parse(readFileSync(join(project, "node_modules", "cardwright", "package.json"), "utf8"));
  if (installed.version !== version) throw new Error(`${installed.version} is installed, not ${version}`);
}

/** A whole output. */
export function exactly(text: string): RegExp {
  return new RegExp(`^${text.replaceAll(".", "\\.")}\\n$`);
}

/** Throws when a command has not printed what it should. */
export function expectPrinted(output: string, expected: RegExp): void {
  if (!expected.test(output)) throw new Error(`${expected} was expected, but this was printed: ${output}`);
}

function packagesWithScripts(project: string): readonly string[] {
  const { packages } = JSON.parse(readFileSync(join(project, "node_modules", ".package-lock.json"), "utf8"));
  return Object.keys(packages).filter((path) => packages[path].hasInstallScript === true);
}
