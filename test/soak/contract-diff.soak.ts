// npm run soak -- contract-diff [--seed S] [--size PAIRS]: verdicts on random changes of schemas against the validators of before and after.
import { parseArgs } from "node:util";
import { wronglyHarmless } from "../codegen/contract-diff/support/verdicts.ts";

const { values } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: "string", default: String(Date.now()) }, size: { type: "string", default: "3000" } },
});
const [seed, size] = [Number(values.seed), Number(values.size)];
const { harmless, wrong } = wronglyHarmless({ seed, size });
process.stdout.write(
  `contract-diff: ${size} changes, seed ${seed}: ${harmless} verdicts of no harm, ${wrong.length} wrong\n`,
);
if (wrong.length > 0) {
  process.stdout.write(`${JSON.stringify(wrong[0], null, 2)}\n`);
  process.exitCode = 1;
}
