import { batchRules, batchStatements } from "../../src/conformance/batch/batch-rules.ts";
import { allStatements, everywhere, rules, type Statement } from "../../src/conformance/rules.ts";
import { scenarios } from "../../src/conformance/scenarios/index.ts";

/** Writes the page that links each sentence of the guides to the rules and scenarios that hold an application to it. */
export function conformanceCoveragePage(): string {
  const binding = allStatements.filter(({ binds }) => binds !== "ngoc");
  const head = [
    "# What `cardwright conform` covers",
    "",
    "Each sentence of the Production Partner guide that binds a partner, with the rules and scenarios that hold an",
    "application to it, or the reason why none can. What the rules expect, each report says: [conformance.md](conformance.md).",
    "",
    "Written by `npm run docs:snippets` from `spec/production-partner-statements.json`, `spec/card-series-statements.json` and",
    "`src/conformance`.",
    "",
    "## The Production Partner guide",
    "",
    "| sentence | section | rules | scenarios |",
    "|---|---|---|---|",
    ...binding.map(rowOf),
    "",
    `${allStatements.length - binding.length} more sentences bind NGOC alone: ${allStatements
      .filter(({ binds }) => binds === "ngoc")
      .map(({ id }) => id)
      .join(", ")}.`,
    "",
    "## ORCE's guide, chapter Cards",
    "",
    "| sentence | section | rules of `cardwright conform batch` |",
    "|---|---|---|",
    ...batchStatements.map(({ id, section, quote }) => {
      const by = Object.entries(batchRules).flatMap(([rule, { statements }]) =>
        statements.includes(id) ? [rule] : [],
      );
      return `| ${id}: “${cell(quote)}” | ${section} | ${by.map((rule) => `\`${rule}\``).join(", ")} |`;
    }),
  ];
  return `${head.join("\n")}\n`;
}

/** The rules that stand on a sentence, and the scenarios that name one of them. */
export function coverageOf({ id }: Statement): {
  readonly rules: readonly string[];
  readonly scenarios: readonly string[];
} {
  const own = Object.entries(rules).flatMap(([rule, { statements }]) => (statements.includes(id) ? [rule] : []));
  const isHeldEverywhere = own.some((rule) => everywhere.includes(rule));
  return { rules: own, scenarios: isHeldEverywhere ? scenarios.map((one) => one.id) : namingScenarios(own) };
}

/** The scenarios that name one of these rules themselves. */
function namingScenarios(own: readonly string[]): readonly string[] {
  return scenarios.flatMap(({ id, steps, rules: more = [] }) => {
    const named = [...more, ...steps.flatMap((step) => ("rule" in step ? [step.rule] : []))];
    return own.some((rule) => named.includes(rule)) ? [id] : [];
  });
}

function rowOf(statement: Statement): string {
  const { id, section, quote, notTestable } = statement;
  const sentence = `${id}: “${cell(quote)}”`;
  if (notTestable !== undefined) return `| ${sentence} | ${section} | not testable | ${cell(notTestable)} |`;
  const { rules: own } = coverageOf(statement);
  const made = namingScenarios(own);
  const isHeldEverywhere = own.some((rule) => everywhere.includes(rule));
  const shown = [...(made.length > 0 ? [shorten(made)] : []), ...(isHeldEverywhere ? ["checked in all"] : [])].join(
    "; ",
  );
  return `| ${sentence} | ${section} | ${own.map((rule) => `\`${rule}\``).join(", ")} | ${shown} |`;
}

function shorten(ids: readonly string[]): string {
  return ids.length > 8 ? `${ids.slice(0, 7).join(", ")} and ${ids.length - 7} more` : ids.join(", ");
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("<", "&lt;");
}
