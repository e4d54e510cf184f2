// npm run soak -- conform-flake [--whole N] [--quick M] [--load K] [--partner reference|raw]
// Runs the whole kit N times (20) and its quick groups M times (200) against a partner that is right, while K processes
// (2) keep the machine busy. Prints each case that did not pass: there must be none.
import { type ChildProcess, spawn } from "node:child_process";
import { parseArgs } from "node:util";
import type { ConformanceReport } from "../../src/conformance/result.ts";
import { runPartner } from "../support/partners/try-mutant.ts";

const { values } = parseArgs({
  allowPositionals: true,
  options: {
    whole: { type: "string", default: "20" },
    quick: { type: "string", default: "200" },
    load: { type: "string", default: "2" },
    partner: { type: "string", default: "reference" },
  },
});
const partner = values.partner === "raw" ? "raw" : "reference";
const quickGroups = ["report", "gate", "shipping", "tolerance"];
let failures = 0;
let longest = 0;

function tell(what: string, { cases, seed, seconds }: ConformanceReport): void {
  longest = Math.max(longest, seconds);
  const open = cases.filter(({ verdict }) => verdict !== "pass" && verdict !== "omit");
  failures += open.length;
  process.stdout.write(
    `${what}: ${cases.length} cases, ${open.length} not passed, ${seconds.toFixed(1)} s, seed ${seed}\n`,
  );
  for (const { id, verdict, reason, checks, wire } of open) {
    const broken = checks.filter(({ passed }) => !passed).map(({ rule, got }) => `${rule}: ${got}`);
    process.stdout.write(`  ${verdict} ${id} ${reason ?? ""} ${broken.join("; ")}\n`);
    for (const { atMs, way, subject, messageId = "" } of wire) {
      process.stdout.write(`    ${atMs} ms ${way} ${subject} ${messageId}\n`);
    }
  }
}

const busy: readonly ChildProcess[] = Array.from({ length: Number(values.load) }, () =>
  spawn(process.execPath, ["-e", "for (;;) Math.sqrt(Math.random());"], { stdio: "ignore" }),
);
try {
  const seeded = () => ({ seed: Math.floor(Math.random() * 1e9) });
  for (let at = 1; at <= Number(values.whole); at++) tell(`whole ${at}`, await runPartner(partner, seeded()));
  for (let at = 1; at <= Number(values.quick); at++) {
    tell(`quick ${at}`, await runPartner(partner, { ...seeded(), only: quickGroups }));
  }
} finally {
  for (const child of busy) child.kill();
}
process.stdout.write(`${failures} failures, longest run ${longest.toFixed(1)} s\n`);
if (failures > 0) process.exitCode = 1;
