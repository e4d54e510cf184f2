// Every program of the README, saved as the README says, does what it says on a given Node.

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { installPacked, root, run } from "./packed-package.ts";

interface Expected {
  readonly status: number;
  readonly output: RegExp;
}

/** What each program prints. One that is for the real queues says what it lacks; one is for a test runner. */
const expected: { readonly [name: string]: Expected | "vitest" } = {
  "first-program": { status: 0, output: /state: 'shipped'/ },
  "real-queues": { status: 1, output: /CONNECTION_STRING/ },
  messages: { status: 0, output: /shipmentId: expected a string\nEXTERNAL_PRODUCTION_CARD_PRODUCED\n$/ },
  "make-batch": { status: 0, output: /^2 1 0$/m },
  "vitest-suite": "vitest",
};

/** Runs the README's programs in a project that has only the packed package, and says which ran. */
export async function runReadmePrograms(project: string, node: string): Promise<string> {
  if (!existsSync(project)) {
    mkdirSync(project, { recursive: true });
    installPacked(project, ["vitest"]);
    // As `npm init -y` leaves it: without "type".
    writeFileSync(join(project, "package.json"), JSON.stringify({ name: "hello", version: "1.0.0" }));
    writeFileSync(join(project, "customers.csv"), "customer_no,gift\nC1,25.00\nC2,10.00\n");
  }
  const readme = readFileSync(join(root, "README.md"), "utf8");
  const programs = [...readme.matchAll(/^```ts snippet=(\S+)\n(.*?)^```$/gms)];
  for (const [, name = "", code = ""] of programs) {
    const wanted = expected[name];
    if (wanted === undefined) throw new Error(`Say in test/consumer/readme-programs.ts what ${name} prints.`);
    const file = wanted === "vitest" ? `${name}.test.mjs` : `${name}.mjs`;
    writeFileSync(join(project, file), code);
    const parameters = wanted === "vitest" ? [join("node_modules", "vitest", "vitest.mjs"), "run"] : [file];
    const { status, stdout, stderr } = spawnSync(node, parameters, { cwd: project, encoding: "utf8" });
    const { status: code0, output } = wanted === "vitest" ? { status: 0, output: /1 passed/ } : wanted;
    if (status !== code0 || !output.test(wanted === "vitest" || code0 === 0 ? stdout : stderr)) {
      throw new Error(`${name} on ${node} exited with ${status}:\n${stdout}${stderr}`);
    }
  }
  const version = run(node, ["--version"], project).trim();
  return `the README's programs run as printed on Node ${version}: ${programs.map(([, name]) => name).join(", ")}`;
}
