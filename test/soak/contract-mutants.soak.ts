// npm run soak -- contract-mutants [--only TEXT] [--all-sources]: every field, code and message of the contract, renamed and
// removed one at a time. Who names it first: the generator, or the type checker in the binding? What nobody names must
// change nothing at run time. Exit code 1 when a change is named outside the binding only, or shows at run time only.
import { isDeepStrictEqual, parseArgs } from "node:util";
import { bindingFiles, builtInMutants, judge, unchanged } from "../support/proofs/contract/mutation.ts";
import { MutationRun } from "../support/proofs/contract/mutation-run.ts";
import { SourceChecker } from "../support/proofs/contract/source-checker.ts";

const { values } = parseArgs({ allowPositionals: true, options: { only: { type: "string", default: "" } } });
const checker = new SourceChecker(["src", "generated"]);
const before = checker.check();
if (before.length > 0) throw new Error(`The sources do not compile: ${before[0]?.file}: ${before[0]?.message}`);
await using run = await MutationRun.create();
const same = await unchanged();
const usual = await run.outcomeOf(same.mutant, same.files);
if ("failure" in usual) throw new Error(`The flow fails with the contract as it is: ${usual.failure}`);

const counts = new Map<string, number>();
const mutants = (await builtInMutants()).filter(({ name }) => name.includes(values.only));
process.stdout.write(`contract-mutants: ${mutants.length} changes\n| change | found by | places |\n|---|---|---|\n`);
for (const mutant of mutants) {
  const { namedBy, faults, files } = await judge(mutant, checker);
  let foundBy: string = namedBy;
  let places = [...new Set(faults.map(({ file }) => file.replace(/^src\//, "")))].join(" ");
  if (namedBy === "nobody") {
    const outcome = await run.outcomeOf(mutant, files);
    const changesNothing = isDeepStrictEqual(outcome, usual);
    foundBy = changesNothing ? "nobody: changes nothing" : "only at run time";
    if (!changesNothing) places = JSON.stringify(outcome);
  }
  counts.set(foundBy, (counts.get(foundBy) ?? 0) + 1);
  process.stdout.write(`| ${mutant.name} | ${foundBy} | ${places} |\n`);
}
process.stdout.write(`\nThe binding is ${bindingFiles.join(" and ")}.\n`);
for (const [foundBy, count] of counts) process.stdout.write(`${String(count).padStart(4)} ${foundBy}\n`);
if ((counts.get("only at run time") ?? 0) + (counts.get("elsewhere") ?? 0) > 0) process.exitCode = 1;
