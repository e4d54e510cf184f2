import type { Command } from "commander";
import { explainError, knownErrors } from "../../errors/explain-error.ts";
import { type CliContext, exitCodes } from "../context.ts";
import { allNearest } from "../nearest.ts";

/** `cardwright explain [CODE]` */
export function addExplainCommand(program: Command, context: CliContext): void {
  program
    .command("explain")
    .description("Explain an error code of ORCE, NGOC or cardwright itself, and what to do.")
    .argument("[code]", "the code; lists all codes if omitted")
    .addHelpText(
      "after",
      "\nExamples:\n  $ cardwright explain ALL_CARDS_GENERATED\n  $ cardwright explain BATCH_JOB_CHANGED\n  $ cardwright explain --json | jq '.[].code'",
    )
    .action((code?: string) => (code === undefined ? list(context) : explain(code, context)));
}

function list(context: CliContext): void {
  const errors = knownErrors();
  context.result(errors, () => errors.map(({ system, code }) => `${system}  ${code}`).join("\n"));
}

function explain(code: string, context: CliContext): void {
  const facts = explainError(code.toUpperCase());
  if (facts.system === "unknown") {
    context.exitWith(exitCodes.found);
    const like = similarCodes(code.trim().toUpperCase());
    const hint = like.length === 0 ? "" : `\nDid you mean ${like.join(", ")}?`;
    context.result({ ...facts, code, didYouMean: like }, () => `Unknown error code ${code}.${hint}`);
    return;
  }
  context.result(facts, () =>
    [
      facts.system === "cardwright" ? facts.code : `${facts.code} (${facts.system.toUpperCase()}, ${facts.category})`,
      ...facts.causes.flatMap(({ cause, provenance, whatToDo }) => [
        `\n${cause}${provenance === "seen" ? "" : ` (${provenance})`}`,
        `What to do: ${whatToDo}`,
      ]),
      facts.system === "cardwright"
        ? `\nThe same call may succeed later: ${facts.retryable ? "yes" : "no"}.`
        : `\nThe same request may succeed later: ${facts.retryable ? "yes" : "no"}. Who has to act: ${facts.actor}.`,
    ].join("\n"),
  );
}

const maxSimilar = 5;

/** Codes that contain what was asked for, or else those that it is a slip of. */
function similarCodes(code: string): readonly string[] {
  if (code === "") return [];
  const codes = knownErrors().map((known) => known.code);
  const containing = codes.filter((known) => known.includes(code));
  return (containing.length > 0 ? containing : allNearest(code, codes)).slice(0, maxSimilar);
}
