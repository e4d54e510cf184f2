import type { CaseResult, ConformanceReport } from "../result.ts";
import { escapeMarkup } from "./junit.ts";
import { sequenceDiagram } from "./sequence-diagram.ts";

/** The report as one HTML file, without scripts and without anything from elsewhere: it opens from disk and prints. */
export function htmlReport(report: ConformanceReport): string {
  const { counts, cases, seed, seconds, startedAt, conforms, coverage, unexpectedPasses, about } = report;
  const present = [...new Set(cases.map(({ group }) => group))];
  const subject = about === "batch" ? "a generator of batch files" : "a partner application";
  const summary = Object.entries(counts).map(
    ([name, count]) => `<li><span class="${name}">${name}</span> ${count}</li>`,
  );
  const matrix = present.map((group) => {
    const links = cases
      .filter((one) => one.group === group)
      .map(
        ({ id, verdict, title }) =>
          `<li><a href="#${id}" class="${verdict}" title="${escapeMarkup(title)}">${id}: ${verdict}</a></li>`,
      );
    return `<tr><th scope="row">${group}</th><td><ul class="cells">${links.join("")}</ul></td></tr>`;
  });
  const statements = coverage.map(({ id, section, quote, binds, scenarios, notTestable }) => {
    const by =
      scenarios.length > 0
        ? `${scenarios.length} scenarios`
        : (notTestable ?? (binds === "ngoc" ? "binds NGOC" : "not exercised"));
    return `<tr><th scope="row">${id}</th><td>${escapeMarkup(section)}: “${escapeMarkup(quote)}”</td><td>${escapeMarkup(by)}</td></tr>`;
  });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Conformance of ${subject}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>Conformance of ${subject}</h1>
<p><strong>${conforms ? "It conforms." : "It does not conform."}</strong>
${escapeMarkup(startedAt)}, ${seconds.toFixed(0)} seconds, seed ${seed}.</p>
<ul class="cells">${summary.join("")}</ul>
${unexpectedPasses.length > 0 ? `<p>Expected to fail, and passed: ${unexpectedPasses.map(escapeMarkup).join(", ")}.</p>` : ""}
<h2>Scenarios</h2>
<table><caption>Verdicts by group</caption><tbody>${matrix.join("")}</tbody></table>
${cases.map(section).join("\n")}
<h2>Sentences of the source</h2>
<table><caption>Which sentences of the source were exercised</caption><tbody>${statements.join("")}</tbody></table>
</main>
</body>
</html>
`;
}

function section({ id, title, verdict, reason, checks, wire, repeat, seconds }: CaseResult): string {
  const rows = checks.map(({ rule, level, provenance, passed, expected, got, statements }) => {
    const quotes = statements.map((one) => `<br><q>${escapeMarkup(one.quote)}</q> (${one.id})`).join("");
    const outcome = passed ? "kept" : `broken: ${escapeMarkup(got ?? "")}`;
    return `<tr><th scope="row">${escapeMarkup(rule)}</th><td>${level}, ${provenance}</td><td>${escapeMarkup(expected)}${quotes}</td><td class="${passed ? "" : "bad"}">${outcome}</td></tr>`;
  });
  const lines = wire.map(({ atMs, way, subject, messageId = "", body = "" }) => {
    const arrow = { "to-partner": "NGOC → partner", "from-partner": "partner → NGOC", note: "kit" }[way];
    return `<tr class="${way}"><td>${atMs} ms</td><td>${arrow}</td><td>${escapeMarkup(subject)}<br><small>${escapeMarkup(messageId)}</small></td><td><code>${escapeMarkup(body)}</code></td></tr>`;
  });
  const checkTable =
    rows.length === 0
      ? ""
      : `<table><caption>Checks of ${id}</caption><thead><tr><th scope="col">Rule</th><th scope="col">Level</th><th scope="col">Expected</th><th scope="col">Outcome</th></tr></thead><tbody>${rows.join("")}</tbody></table>`;
  const wireTable =
    lines.length === 0
      ? ""
      : `<table><caption>Messages of ${id}, in order</caption><thead><tr><th scope="col">Time</th><th scope="col">Way</th><th scope="col">Type</th><th scope="col">Body</th></tr></thead><tbody>${lines.join("")}</tbody></table>`;
  return `<section id="${id}" aria-labelledby="${id}-title">
<h3 id="${id}-title">${id} ${escapeMarkup(title)}: <span class="${verdict}">${verdict}</span></h3>
<p>${reason === undefined ? `${seconds.toFixed(1)} seconds.` : escapeMarkup(reason)} Repeat: <code>${escapeMarkup(repeat)}</code></p>
<details${["fail", "warn", "waiting"].includes(verdict) ? " open" : ""}><summary>Checks and messages of ${id}</summary>
${checkTable}${sequenceDiagram(id, wire)}${wireTable}</details>
</section>`;
}

const style = `:root{color-scheme:light dark;--ink:#1b1b1f;--paper:#fff;--line:#c5c5cd;--good:#0b6b2e;--bad:#a81010;--warn:#7a4a00;--quiet:#4d4d57}
@media(prefers-color-scheme:dark){:root{--ink:#ececf1;--paper:#16161a;--line:#4a4a55;--good:#6fdc93;--bad:#ff9a94;--warn:#ffc56b;--quiet:#b9b9c6}}
body{font:16px/1.5 system-ui,sans-serif;color:var(--ink);background:var(--paper);margin:0}main{max-width:75rem;margin:auto;padding:1rem}
table{border-collapse:collapse;width:100%;margin:.5rem 0}caption{text-align:left;color:var(--quiet)}th,td{border:1px solid var(--line);padding:.3rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
a{color:inherit}.cells{display:flex;flex-wrap:wrap;gap:.3rem .9rem;list-style:none;padding:0;margin:0}.pass{color:var(--good)}.fail,.error,.bad{color:var(--bad)}.warn{color:var(--warn)}.waiting{color:var(--warn);font-weight:bold}.skip,.omit{color:var(--quiet)}
.to-partner td:nth-child(3){padding-right:3rem}.from-partner td:nth-child(3){padding-left:3rem}code{font-size:.85rem;overflow-wrap:anywhere}
svg.sequence{max-width:100%;height:auto;font-size:12px;margin:.5rem 0}.sequence text{fill:var(--ink)}.sequence .name{font-weight:bold}.sequence .time,.sequence .note{fill:var(--quiet)}.sequence .note{font-style:italic}
.sequence .life{stroke:var(--line);stroke-dasharray:4 4}.sequence .arrow{stroke:var(--ink);fill:none;stroke-width:1.5}
@media print{section{break-inside:avoid}:root{--ink:#000;--paper:#fff;--line:#999;--good:#063;--bad:#900;--warn:#630;--quiet:#444}details::details-content{content-visibility:visible;height:auto}}`;
