// A Node that is too old is told so in one line, on import and on the command line.
import { spawnSync } from "node:child_process";

const preload = `data:text/javascript,Object.defineProperty(process, "versions", { value: { ...process.versions, node: "20.20.0" } })`;
const told = "cardwright needs Node.js 22.13 or later; this is 20.20.0";

/** Pretends to be Node 20 in a project that has the packed package. */
export function refuseOldNode(project: string): string {
  const started = (...parameters: readonly string[]) =>
    spawnSync(process.execPath, ["--import", preload, ...parameters], { cwd: project, encoding: "utf8" });
  const cli = started("node_modules/cardwright/dist/cli.js", "--version");
  if (cli.status !== 3 || cli.stderr !== `error: ${told}\n`) throw new Error(`The CLI said: ${cli.stderr}`);
  for (const program of ['import "cardwright";', 'await import("cardwright/messages");']) {
    const { status, stderr } = started("--input-type=module", "--eval", program);
    const lines = stderr.split("\n").filter((line) => line.includes(told));
    if (status !== 1 || lines.length !== 1 || /^ {4}at /m.test(stderr)) throw new Error(`An import said: ${stderr}`);
  }
  return "an old Node is told in one line";
}
