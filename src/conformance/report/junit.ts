import type { CaseResult, ConformanceReport } from "../result.ts";

/** The report as JUnit XML: a suite for each group. Warnings pass, with their text as output. */
export function junitReport({ cases, seconds }: ConformanceReport): string {
  const suites = Map.groupBy(cases, ({ group }) => group);
  const body = [...suites].map(([group, members]) => {
    const count = (...verdicts: readonly string[]): number =>
      members.filter(({ verdict }) => verdicts.includes(verdict)).length;
    const time = members.reduce((sum, one) => sum + one.seconds, 0).toFixed(3);
    const numbers = `tests="${members.length}" failures="${count("fail")}" errors="${count("error")}" skipped="${count("skip", "omit", "waiting")}"`;
    return `  <testsuite name="${group}" ${numbers} time="${time}">\n${members.map(testCase).join("")}  </testsuite>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="cardwright conform" time="${seconds.toFixed(3)}">\n${body.join("")}</testsuites>\n`;
}

function testCase({ id, title, group, seconds, verdict, checks, reason = "", repeat }: CaseResult): string {
  const broken = checks.filter(({ passed }) => !passed);
  const text = [
    ...broken.map(({ level, expected, got }) => `${level}: ${expected}. Instead: ${got}`),
    `Repeat: ${repeat}`,
  ].join("\n");
  const [first] = broken;
  const inside = {
    pass: "",
    fail: `<failure message="${escapeMarkup(first?.got ?? "")}">${escapeMarkup(text)}</failure>`,
    error: `<error message="${escapeMarkup(reason)}"/>`,
    warn: `<system-out>${escapeMarkup(text)}</system-out>`,
    skip: `<skipped message="${escapeMarkup(reason)}"/>`,
    waiting: `<skipped message="waiting: ${escapeMarkup(reason)}"/>`,
    omit: `<skipped message="${escapeMarkup(reason)}"/>`,
  }[verdict];
  return `    <testcase classname="${group}" name="${escapeMarkup(`${id} ${title}`)}" time="${seconds.toFixed(3)}">${inside}</testcase>\n`;
}

const entities: { readonly [letter: string]: string } = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Escapes a text for XML and HTML, and drops what XML cannot hold. */
export function escapeMarkup(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\P{Cc}\n\t]|[\ufffe\uffff]/gu, "\ufffd")
    .replaceAll(/[&<>"']/g, (letter) => entities[letter] ?? letter);
}
