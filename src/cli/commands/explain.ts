import type { Command } from "commander";
import { explainError, knownErrors } from "../../errors/explain-error.ts";
import { type CliContext, exitCodes } from "../context.ts";

/** `cardwright explain [CODE]` */
export function addExplainCommand(program: Command, context: CliContext): void {
  program
    .command("explain")
    .description("Explain an error code of ORCE or NGOC and what to do.")
    .argument("[code]", "the code; lists all codes if omitted")
    .addHelpText(
      "after",
      "\nExamples:\n  $ cardwright explain ALL_CARDS_GENERATED\n  $ cardwright explain --json | jq '.[].code'",
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
    const like = knownErrors().filter((known) => known.code.includes(code.trim().toUpperCase()));
    const hint =
      like.length === 0 || code.trim() === "" ? "" : `\nDid you mean ${like.map((known) => known.code).join(", ")}?`;
    context.result({ ...facts, code }, () => `Unknown error code ${code}.${hint}`);
    return;
  }
  context.result(facts, () =>
    [
      `${facts.code} (${facts.system.toUpperCase()}, ${facts.category})`,
      ...facts.causes.flatMap(({ cause, provenance, whatToDo }) => [
        `\n${cause}${provenance === "seen" ? "" : ` (${provenance})`}`,
        `What to do: ${whatToDo}`,
      ]),
      `\nThe same request may succeed later: ${facts.retryable ? "yes" : "no"}. Who has to act: ${facts.actor}.`,
    ].join("\n"),
  );
}
