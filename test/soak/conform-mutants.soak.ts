// npm run soak -- conform-mutants [--only NAME] [--at-once N]
// Partners that are each wrong in one way: each has to fail by the rule that names what it does, and by no unrelated one,
// in the whole of its group and in one case of every other group.
import { parseArgs } from "node:util";
import { alsoBroken, batchMutants, runGenerator } from "../support/partners/batch-mutants.ts";
import { mutants } from "../support/partners/mutants.ts";
import { brokenRules, tryMutant } from "../support/partners/try-mutant.ts";

const { values } = parseArgs({
  allowPositionals: true,
  options: { only: { type: "string" }, "at-once": { type: "string", default: "6" } },
});
const chosen = mutants.filter(({ name }) => values.only === undefined || name === values.only);
const began = performance.now();
let escaped = 0;
let next = 0;

async function work(): Promise<void> {
  for (let mutant = chosen[next++]; mutant !== undefined; mutant = chosen[next++]) {
    const { broken, failed, cases, problem } = await tryMutant(mutant, { isBroad: true });
    if (problem !== undefined) escaped++;
    const verdict = problem === undefined ? "caught" : `WRONG (${problem})`;
    const where =
      failed.length > 6 ? `${failed.slice(0, 6).join(" ")} and ${failed.length - 6} more` : failed.join(" ");
    process.stdout.write(`${mutant.name.padEnd(31)} ${verdict}: ${broken.join(", ")} (${where}; ${cases} cases)\n`);
  }
}

await Promise.all(Array.from({ length: Number(values["at-once"]) }, work));
for (const [name, , rule] of batchMutants.filter(([one]) => values.only === undefined || one === values.only)) {
  const broken = brokenRules(await runGenerator(name));
  const isRight = broken.includes(rule) && broken.every((one) => one === rule || alsoBroken[name]?.includes(one));
  if (!isRight) escaped++;
  process.stdout.write(`batch: ${name.padEnd(31)} ${isRight ? "caught" : "WRONG"}: ${broken.join(", ")}\n`);
}
const total = values.only === undefined ? chosen.length + batchMutants.length : 1;
const minutes = ((performance.now() - began) / 60_000).toFixed(1);
process.stdout.write(`${total - escaped} of ${total} mutants caught by their own rules, ${minutes} min\n`);
if (escaped > 0) process.exitCode = 1;
