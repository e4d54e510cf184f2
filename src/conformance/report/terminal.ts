import { type CaseResult, type ConformanceReport, verdicts } from "../result.ts";

/** One line of progress. */
export function caseLine({ id, title, verdict, seconds, reason, checks, isExpectedToFail }: CaseResult): string {
  const why = reason ?? checks.find(({ passed, level }) => !passed && level !== "MAY")?.got;
  const expected = isExpectedToFail ? " (expected to fail)" : "";
  const line = `${verdict.padEnd(5)} ${id.padEnd(8)} ${title}${expected}  ${seconds.toFixed(1)} s`;
  return printable(verdict === "pass" || why === undefined ? line : `${line}\n      ${why}`);
}

/** What is printed at the end: each case that did not pass with what was expected, and how to repeat it. */
export function summaryText(report: ConformanceReport): string {
  const { counts, cases, seconds, seed, coverage, unexpectedPasses, conforms, about } = report;
  const open = cases.filter(({ verdict }) => ["fail", "warn", "waiting", "error"].includes(verdict));
  const binding = coverage.filter(({ binds, notTestable }) => binds !== "ngoc" && notTestable === undefined);
  const exercised = binding.filter(({ scenarios }) => scenarios.length > 0).length;
  const lines = [
    ...open.flatMap((one) => ["", `${one.verdict.toUpperCase()} ${one.id} ${one.title}`, ...detailLines(one)]),
    ...unexpectedPasses.map((id) => `\n${id} was expected to fail and passed: take it off the list`),
    "",
    verdicts.map((name) => `${counts[name]} ${name}`).join(", "),
    `${exercised} of ${binding.length} sentences of the source that bind ${about === "batch" ? "a retailer" : "a partner"} were exercised`,
    `${seconds.toFixed(0)} s, seed ${seed}`,
    `${about === "batch" ? "The generator" : "The application"} ${conforms ? "conforms" : "does not conform"}`,
  ];
  return lines.map(printable).join("\n").trimStart();
}

function detailLines({ checks, reason, repeat }: CaseResult): readonly string[] {
  const broken = checks.filter(({ passed }) => !passed);
  return [
    ...(reason === undefined ? [] : [`  ${reason}`]),
    ...broken.flatMap(({ level, provenance, expected, got, statements }) => [
      `  ${level}${provenance === "seen" ? "" : ` (${provenance})`}: ${expected}`,
      ...statements.map(({ id, quote }) => `    ${id}: "${quote}"`),
      `    Instead: ${got}`,
    ]),
    `  Repeat: ${repeat}`,
  ];
}

/** Text of an application may contain control sequences of a terminal. */
function printable(text: string): string {
  return text
    .split("\n")
    .map((line) => line.replaceAll(/\p{Cc}/gu, "?"))
    .join("\n");
}
