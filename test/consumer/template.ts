// What `cardwright init` writes compiles, and its own tests pass.
import { cpSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { installPacked, linkPackages, root, run } from "./packed-package.ts";

/** Makes an application of a template, installs it, and runs its tests on a given Node. */
export function runTemplate(project: string, template: string, node: string): string {
  const installed = `${project}-packed`;
  if (!existsSync(project)) {
    mkdirSync(installed, { recursive: true });
    installPacked(installed);
    const cli = join(installed, "node_modules", "cardwright", "dist", "cli.js");
    run(process.execPath, [cli, "init", project, "--template", template], root);
    cpSync(join(installed, "node_modules"), join(project, "node_modules"), { recursive: true, verbatimSymlinks: true });
    linkPackages(project, ["typescript"]);
  }
  run(node, [join("node_modules", "typescript", "bin", "tsc")], project);
  const printed = run(node, ["--test", "--test-reporter=tap", "dist/test/*.test.js"], project);
  const passed = /^# pass (\d+)$/m.exec(printed)?.[1] ?? "0";
  if (passed === "0" || !/^# fail 0$/m.test(printed)) throw new Error(printed);
  return `cardwright init --template ${template}: ${passed} tests pass on Node ${run(node, ["--version"], project).trim()}`;
}
