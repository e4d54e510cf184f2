// npm run soak -- hostile-peers [--scale SHARE] [--only NAME]
// Every kind of hostile peer meets one `cardwright sandbox`: alive, memory within 64 MB of before, never blocked for 200 ms.
import { parseArgs } from "node:util";
import { type HostileResult, meetHostilePeers } from "../support/proofs/broker/hostile-peers.ts";

const { values } = parseArgs({
  allowPositionals: true,
  options: { scale: { type: "string", default: "1" }, only: { type: "string", default: "" } },
});
const maxGrownMb = 64;
const maxBlockedMs = 200;
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const signed = (figure: number): string => `${figure < 0 ? "" : "+"}${figure.toFixed(0)}`;

function problemsOf(result: HostileResult): readonly string[] {
  return [
    ...(result.isAlive ? [] : ["the process has ended"]),
    ...(result.grownMb <= maxGrownMb ? [] : ["it keeps memory"]),
    ...(result.maxBlockedMs < maxBlockedMs ? [] : ["it was blocked"]),
  ];
}

const results = await meetHostilePeers({
  scale: Number(values.scale),
  only: values.only,
  onResult: (result) => {
    const { name, grownMb, served, slowestMs, seconds } = result;
    const memory = `${signed(grownMb)} MB (held ${signed(result.heldMb)} MB)`;
    const blocked = `blocked ${result.maxBlockedMs.toFixed(0)} ms (busy ${result.maxBusyMs.toFixed(0)} ms)`;
    const others = `others served ${served} times, at worst in ${slowestMs.toFixed(0)} ms`;
    const problems = problemsOf(result);
    print(`${name}: ${memory}, ${blocked}, ${others}, ${seconds.toFixed(1)} s`);
    if (problems.length > 0) print(`  WRONG: ${problems.join(", ")}`);
  },
});
const isFine = results.length > 0 && results.every((result) => problemsOf(result).length === 0);
print(isFine ? `the sandbox met all ${results.length} kinds` : "WRONG");
process.exitCode = isFine ? 0 : 1;
