import { ownCodeGroups } from "../../src/errors/own-codes/index.ts";
import type { OwnError } from "../../src/errors/own-codes/own-error.ts";

/** Writes the page of the codes that this package throws of its own. */
export function ownErrorsPage(): string {
  const head = [
    "# Our own error codes",
    "",
    "The codes that this package throws of its own: `error.code` of a `CardwrightError`. Those that ORCE and NGOC report",
    "are in [errors.md](errors.md). On the command line: `cardwright explain CODE`; in code: `explainError(code)`.",
    "",
    "Written by `npm run docs:snippets` from `src/errors/own-codes`. The type of `code` allows no code that is missing here.",
  ];
  const groups = Object.entries(ownCodeGroups).flatMap(([name, codes]) => [
    "",
    `## ${name}`,
    "",
    "| code | what happened | what to do |",
    "|---|---|---|",
    ...Object.entries(codes as { readonly [code: string]: OwnError })
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([code, { cause, whatToDo }]) => `| `.concat(`\`${code}\` | ${cell(cause)} | ${cell(whatToDo)} |`)),
  ]);
  return `${[...head, ...groups].join("\n")}\n`;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("<", "&lt;");
}
