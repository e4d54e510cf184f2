// npm run soak -- conform-mutants [--only NAME] [--at-once N]
// Partners that are each wrong in one way: each has to fail by the rule that names what it does, and by no unrelated one,
// in the whole of its group and in one case of every other group.
import { parseArgs } from "node:util";
import { mutants } from "../support/partners/mutants.ts";
import { tryMutant } from "../support/partners/try-mutant.ts";

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
const minutes = ((performance.now() - began) / 60_000).toFixed(1);
process.stdout.write(
  `${chosen.length - escaped} of ${chosen.length} mutants caught by their own rules, ${minutes} min\n`,
);
if (escaped > 0) process.exitCode = 1;
