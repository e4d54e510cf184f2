import { orceErrors } from "../../../../generated/error-codes.gen.ts";
import type { AmountSum } from "./amounts.ts";
import type { JobReport } from "./report-job.ts";

/** Writes a report as one HTML page that needs nothing else: to be looked at, printed, and read aloud. */
export function reportHtml(report: JobReport): string {
  const { name, at, cards, generated, failed, waiting, rejectedRows, repeatedCustomers } = report;
  const resubmissions = report.files.reduce((sum, file) => sum + file.resubmissions, 0);
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Batch ${text(name)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>Batch ${text(name)}</h1>
<p>As of <time datetime="${text(at)}">${text(at.slice(0, 16).replace("T", " "))} UTC</time>.</p>
<h2>Cards</h2>
${chart(report)}
${table(
  "What became of the cards",
  ["", "Cards"],
  [
    ["Asked for", number(cards)],
    ["Generated", number(generated)],
    ["Failed", number(failed)],
    ["Without a result yet", number(waiting)],
    ["Rows that became no card", number(rejectedRows)],
    ["Cards for a customer with an earlier card", number(repeatedCustomers)],
    ["Files sent again", number(resubmissions)],
  ],
)}
<h2>Money</h2>
${table("Added to generated cards, and asked for", ["Kind", "Currency", "Added", "Asked for"], moneyRows(report))}
<h2>Failures</h2>
${failures(report)}
<h2>Rejected rows</h2>
${table(
  "Rows that became no card, by reason",
  ["Reason", "Rows"],
  report.rejections.map(({ reason, rows }) => [text(reason), number(rows)]),
)}
<h2>Files</h2>
${table(
  "Batch files, with what was sent again of them",
  ["File", "Cards", "Generated", "Failed", "Waiting", "Sent again"],
  report.files.map((file) => [
    text(file.file),
    ...[file.cards, file.generated, file.failed, file.waiting, file.resubmissions].map(number),
  ]),
)}
</main>
</body>
</html>
`;
}

/** A bar of three parts. Its numbers are in the table below, so it is told in one sentence. */
function chart({ cards, generated, failed, waiting }: JobReport): string {
  const width = (count: number) => (cards === 0 ? 0 : Math.round((count / cards) * 10_000) / 100);
  const parts = [
    { name: "generated", count: generated },
    { name: "failed", count: failed },
    { name: "waiting", count: waiting },
  ];
  let x = 0;
  const bars = parts.map(({ name, count }) => {
    const bar = `<rect class="${name}" x="${x}%" width="${width(count)}%" height="24"/>`;
    x += width(count);
    return bar;
  });
  const sentence = `Of ${number(cards)} cards, ${number(generated)} were generated, ${number(failed)} failed, ${number(waiting)} have no result yet.`;
  return `<figure>
<svg role="img" aria-label="${sentence}" width="100%" height="24">${bars.join("")}</svg>
<figcaption>${sentence}</figcaption>
</figure>`;
}

function moneyRows({ requested, added }: JobReport): readonly (readonly string[])[] {
  const totalOf = (sums: readonly AmountSum[], { kind, currency }: AmountSum) =>
    sums.find((one) => one.kind === kind && one.currency === currency)?.total ?? "0.00";
  return requested.map((sum) => [text(sum.kind), text(sum.currency), text(totalOf(added, sum)), text(sum.total)]);
}

function failures({ failures: groups }: JobReport): string {
  if (groups.length === 0) return "<p>None.</p>";
  return groups
    .map(({ cards, possibleCodes }) => {
      const causes = possibleCodes.flatMap((code) =>
        orceErrors[code].causes.map(
          ({ cause, whatToDo }) => `<li><code>${text(code)}</code>: ${text(cause)} ${text(whatToDo)}</li>`,
        ),
      );
      return `<details open><summary>${number(cards)} cards; ORCE does not say why. Possible causes:</summary>
<ul>${causes.join("\n")}</ul></details>`;
    })
    .join("\n");
}

function table(caption: string, head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return "<p>None.</p>";
  const cells = rows.map(
    ([first = "", ...others]) =>
      `<tr><th scope="row">${first}</th>${others.map((cell) => `<td>${cell}</td>`).join("")}</tr>`,
  );
  return `<table>
<caption>${caption}</caption>
<thead><tr>${head.map((name) => (name === "" ? "<td></td>" : `<th scope="col">${name}</th>`)).join("")}</tr></thead>
<tbody>
${cells.join("\n")}
</tbody>
</table>`;
}

function number(value: number): string {
  return value.toLocaleString("en");
}

function text(value: string): string {
  const escapes: { readonly [character: string]: string } = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return value.replace(/[&<>"]/g, (character) => escapes[character] ?? character);
}

const style = `
:root { color-scheme: light dark; --generated: #1a7f37; --failed: #b35900; --waiting: #6e7781; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }
figure { margin: 1rem 0; }
rect.generated { fill: var(--generated); } rect.failed { fill: var(--failed); } rect.waiting { fill: var(--waiting); }
table { border-collapse: collapse; margin: 1rem 0; width: 100%; }
caption { text-align: left; font-weight: 600; padding-bottom: .25rem; }
th, td { border-bottom: 1px solid #8884; padding: .25rem .75rem .25rem 0; text-align: left; vertical-align: top; }
td { font-variant-numeric: tabular-nums; }
th[scope="row"] { font-weight: 400; }
@media print { body { margin: 0; max-width: none; } details, table { break-inside: avoid; } }
`;
