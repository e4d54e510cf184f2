// npm run soak -- conform-mutants [--only NAME]
// Partners that are each wrong in one way: each has to fail by the rule that names what it does, and by no unrelated one.
import { parseArgs } from "node:util";
import { mutants } from "../support/partners/mutants.ts";
import { tryMutant } from "../support/partners/try-mutant.ts";

const { values } = parseArgs({ allowPositionals: true, options: { only: { type: "string" } } });
const chosen = mutants.filter(({ name }) => values.only === undefined || name === values.only);
let escaped = 0;
for (const mutant of chosen) {
  const { broken, problem } = await tryMutant(mutant);
  if (problem !== undefined) escaped++;
  const verdict = problem === undefined ? "caught" : `WRONG (${problem})`;
  process.stdout.write(
    `${mutant.name.padEnd(28)} ${mutant.only.join(" ").padEnd(9)} ${verdict}: ${broken.join(", ")}\n`,
  );
}
process.stdout.write(`${chosen.length - escaped} of ${chosen.length} mutants caught by their own rules\n`);
if (escaped > 0) process.exitCode = 1;
