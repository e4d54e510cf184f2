import type { FieldRow } from "./field-rows.ts";
import type { ContractPage, MessageSection } from "./page.ts";

/** Writes the reference as one self-contained HTML page: without scripts, fonts or network. */
export function toHtml(page: ContractPage): string {
  const links = page.messages
    .map(({ type }) => `<li><a href="#${escaped(type)}">${escaped(type).replaceAll("_", "_<wbr>")}</a></li>`)
    .join("\n");
  const errorCodes = page.errorCodes.map(
    ({ code, category, retryable, causes }) =>
      `<tr><td><code>${escaped(code)}</code></td><td>${escaped(category)}</td><td>${retryable ? "yes" : "no"}</td><td>${causes.map(paragraph).join("")}</td></tr>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(page.title)} ${escaped(page.version)}</title>
<style>${style}</style>
</head>
<body>
<nav aria-label="Messages"><strong>${escaped(page.title)}</strong> ${escaped(page.version)}
<ul>
${links}
${errorCodes.length === 0 ? "" : '<li><a href="#error-codes">Error codes</a></li>'}
</ul>
</nav>
<main>
<h1>${escaped(page.title)} ${escaped(page.version)}</h1>
${page.description
  .split(/\n{2,}/)
  .map(paragraph)
  .join("\n")}
${page.servers.map(({ name, url, description }) => `<p>Server <code>${escaped(name)}</code>: <code>${escaped(url)}</code>. ${escaped(description ?? "")}</p>`).join("\n")}
<p>Provenance: ${badge("seen")} is published by the vendor, ${badge("inferred")} follows from what is published, and ${badge("assumed")} is our own design because nothing is published.</p>
${page.messages.map(section).join("\n")}
${errorCodes.length === 0 ? "" : `<section id="error-codes"><h2>Error codes</h2>${table(["Code", "Category", "Retryable", "Cause and what to do"], errorCodes)}</section>`}
</main>
</body>
</html>
`;
}

function section({
  type,
  title,
  direction,
  operations,
  provenance,
  contentType,
  correlationId,
  ...rest
}: MessageSection): string {
  const facts = [
    ["Direction", escaped(direction)],
    ["Operations", operations.map((id) => `<code>${escaped(id)}</code>`).join(", ")],
    ["Content type", escaped(contentType)],
    ["Correlation id", escaped(correlationId)],
    ["Provenance", provenance === "" ? "" : badge(provenance)],
  ];
  return `<section id="${escaped(type)}">
<h2>${escaped(title)} <code>${escaped(type)}</code></h2>
${
  rest.description === ""
    ? ""
    : rest.description
        .split(/\n{2,}/)
        .map(paragraph)
        .join("\n")
}
<dl>${facts.map(([name, value]) => (value === "" ? "" : `<dt>${name}</dt><dd>${value}</dd>`)).join("")}</dl>
${rest.headers.length === 0 ? "" : `<h3>Headers</h3>${fields(rest.headers)}`}
<h3>Payload</h3>
${fields(rest.fields)}
${rest.examples.map((example) => `<details><summary>${escaped(example.title)}</summary><pre>${escaped(example.json)}</pre></details>`).join("\n")}
</section>`;
}

function fields(rows: readonly FieldRow[]): string {
  return table(
    ["Field", "Type", "Rules and meaning", "Provenance"],
    rows.map(({ path, type, required, rules, description, provenance }) => {
      const [sure = "", ...note] = provenance.split(": ");
      const mark = required && path !== "" ? " <b>required</b>" : "";
      const name = path === "" ? "(whole)" : `<code>${escaped(path)}</code>${mark}`;
      const meaning = `${escaped(description)}${rules.length === 0 ? "" : ` <small>${escaped(rules.join(", "))}</small>`}`;
      const reason = note.length === 0 ? "" : `<small><i>${escaped(note.join(": "))}</i></small>`;
      return `<tr><td>${name}</td><td>${escaped(type)}</td><td>${meaning}${reason}</td><td>${sure === "" ? "" : badge(sure)}</td></tr>`;
    }),
  );
}

function table(head: readonly string[], rows: readonly string[]): string {
  const isFields = head[0] === "Field";
  const titles = head.map((title) => `<th scope="col">${title}</th>`).join("");
  return `<div class="scroll"><table${isFields ? ' class="fields"' : ""}><thead><tr>${titles}</tr></thead><tbody>\n${rows.join("\n")}\n</tbody></table></div>`;
}

function paragraph(text: string): string {
  return `<p>${escaped(text)}</p>`;
}

function badge(provenance: string): string {
  return `<span class="badge ${escaped(provenance)}">${escaped(provenance)}</span>`;
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}

const style = `
:root { color-scheme: light dark; --line: #8885; --soft: #8881; }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; display: grid; grid-template-columns: minmax(14rem, 20rem) minmax(0, 1fr); }
nav { position: sticky; top: 0; height: 100vh; overflow: auto; padding: 1.5rem; box-sizing: border-box; border-right: 1px solid var(--line); }
nav ul { list-style: none; padding: 0; font-size: .8rem; overflow-wrap: break-word; }
main { padding: 1.5rem 2rem 4rem; max-width: 70rem; overflow-wrap: break-word; }
nav li { margin: .4rem 0; }
p, dd { max-width: 46rem; }
td code, dd code, p code { overflow-wrap: anywhere; }
h2 code { font-size: .7em; font-weight: normal; }
section { border-top: 1px solid var(--line); margin-top: 2rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; }
dt { font-weight: 600; } dd { margin: 0; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid var(--line); }
.fields th:first-child { width: 32%; } .fields th:nth-child(2) { width: 5rem; } .fields th:last-child { width: 6rem; }
td b { display: block; font-size: .8em; font-weight: normal; opacity: .8; }
td p { margin: 0 0 .4rem; }
small { display: block; opacity: .8; }
pre { background: var(--soft); padding: 1rem; overflow: auto; }
.badge { border-radius: 1em; padding: .05em .6em; font-size: .8em; border: 1px solid; }
.seen { color: light-dark(#176639, #7fd6a3); } .inferred { color: light-dark(#7a5200, #f0c26a); } .assumed { color: light-dark(#a3221c, #ff9d96); }
@media (max-width: 50rem) { body { display: block; } nav { position: static; height: auto; border: 0; } main { padding: 1rem; }
  table, tbody, tr, td { display: block; } thead { display: none; } tr { border-bottom: 1px solid var(--line); padding: .5rem 0; } td { border: 0; padding: .1rem 0; } td:empty { display: none; } td b { display: inline; } }
`;
