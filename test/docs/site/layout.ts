import { escapeHtml, type Heading } from "./markdown.ts";

/** A page of the site. */
export interface SitePage {
  /** Its file, such as `docs/ledger.html`. */
  readonly file: string;
  readonly title: string;
  readonly group: string;
  readonly html: string;
  readonly headings: readonly Heading[];
}

/** The whole document of a page, with the navigation over all pages. Works from disk: no script or style from outside. */
export function layOut(page: SitePage, pages: readonly SitePage[]): string {
  const up = "../".repeat(page.file.split("/").length - 1);
  const groups = [...new Set(pages.map(({ group }) => group))];
  const navigation = groups.map((group) => {
    const links = pages
      .filter((other) => other.group === group)
      .map((other) => {
        const current = other === page ? ' aria-current="page"' : "";
        return `<li><a href="${up}${other.file}"${current}>${escapeHtml(other.title)}</a></li>`;
      });
    return `<h2>${group}</h2><ul>${links.join("")}</ul>`;
  });
  const contents = page.headings
    .filter(({ level }) => level === 2)
    .map(({ id, text }) => `<li><a href="#${id}">${escapeHtml(text)}</a></li>`);
  return `<!doctype html>
<html lang="en" data-up="${up}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(page.title)} · cardwright</title>
<link rel="stylesheet" href="${up}site.css">
<script src="${up}search-index.js" defer></script>
<script src="${up}site.js" defer></script>
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header>
<a class="home" href="${up}index.html">cardwright</a>
<search><label for="search">Search</label> <input id="search" type="search" autocomplete="off" aria-controls="results">
<ul id="results" aria-label="Search results" hidden></ul></search>
<button id="theme" type="button">Dark or light</button>
</header>
<nav aria-label="Pages">${navigation.join("\n")}</nav>
<main id="content" tabindex="-1">
${contents.length > 2 ? `<details class="contents"><summary>On this page</summary><ul>${contents.join("")}</ul></details>` : ""}
${page.html}
</main>
</body>
</html>
`;
}

export const style = `:root { color-scheme: light dark; --back: #fff; --text: #1b1f24; --soft: #f3f4f6; --line: #c9ced6; --link: #0b57a4; }
@media (prefers-color-scheme: dark) { :root:not([data-theme="light"]) { --back: #14171b; --text: #e7eaee; --soft: #20252b; --line: #475160; --link: #8fc1ff; } }
:root[data-theme="dark"] { color-scheme: dark; --back: #14171b; --text: #e7eaee; --soft: #20252b; --line: #475160; --link: #8fc1ff; }
:root[data-theme="light"] { color-scheme: light; }
.picture img { max-width: 100%; border: 1px solid var(--line); border-radius: .3rem; }
.picture .dark, :root[data-theme="dark"] .picture .light { display: none; }
:root[data-theme="dark"] .picture .dark { display: inline; }
@media (prefers-color-scheme: dark) { :root:not([data-theme="light"]) .picture .light { display: none; } :root:not([data-theme="light"]) .picture .dark { display: inline; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--back); color: var(--text); font: 16px/1.6 system-ui, sans-serif; display: grid; grid-template: auto 1fr / 17rem minmax(0, 1fr); min-height: 100vh; }
a { color: var(--link); }
header { grid-column: 1 / -1; display: flex; gap: 1rem; align-items: center; padding: .6rem 1.2rem; border-bottom: 1px solid var(--line); flex-wrap: wrap; }
.home { font-weight: 700; text-decoration: none; color: var(--text); }
search { margin-left: auto; position: relative; }
input, button { font: inherit; color: inherit; background: var(--soft); border: 1px solid var(--line); border-radius: .3rem; padding: .2rem .6rem; }
#results { position: absolute; right: 0; width: min(30rem, 90vw); max-height: 70vh; overflow: auto; margin: .3rem 0; padding: .4rem; list-style: none; background: var(--back); border: 1px solid var(--line); z-index: 1; }
nav { padding: 1rem 1.2rem; border-right: 1px solid var(--line); font-size: .92rem; }
nav h2 { font-size: .92rem; margin: 1rem 0 .2rem; }
nav ul { list-style: none; margin: 0; padding: 0; }
nav a { display: inline-block; padding: .1rem 0; }
nav a[aria-current] { font-weight: 700; color: var(--text); }
main { padding: 1rem 2rem 4rem; max-width: 60rem; }
pre { background: var(--soft); border: 1px solid var(--line); border-radius: .3rem; padding: .8rem; overflow: auto; position: relative; font-size: .88rem; }
code { font-family: ui-monospace, monospace; }
:not(pre) > code { background: var(--soft); padding: 0 .2rem; border-radius: .2rem; }
.copy { float: right; margin-left: 1rem; font: .8rem system-ui, sans-serif; }
.table { overflow: auto; }
table { border-collapse: collapse; }
th, td { border: 1px solid var(--line); padding: .3rem .6rem; text-align: left; vertical-align: top; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 0; background: var(--back); padding: .5rem; z-index: 2; }
@media (max-width: 50rem) { body { display: block; } nav { border: 0; border-bottom: 1px solid var(--line); } main { padding: 1rem; } }
`;

export const script = `const up = document.documentElement.dataset.up;
const root = document.documentElement;
let stored = null;
try { stored = localStorage.getItem("theme"); } catch {}
if (stored) root.dataset.theme = stored;
document.getElementById("theme").addEventListener("click", () => {
  const isDark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = isDark ? "light" : "dark";
  try { localStorage.setItem("theme", root.dataset.theme); } catch {}
});
for (const pre of document.querySelectorAll("pre")) {
  const button = document.createElement("button");
  button.className = "copy";
  button.type = "button";
  button.textContent = "Copy";
  const text = pre.textContent;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text);
    button.textContent = "Copied";
  });
  pre.prepend(button);
}
const input = document.getElementById("search");
const results = document.getElementById("results");
input.addEventListener("input", () => {
  const words = input.value.toLowerCase().split(/\\s+/).filter(Boolean);
  const found = words.length === 0 ? [] : window.searchIndex
    .map((entry) => ({ entry, title: entry.title.toLowerCase(), text: entry.text.toLowerCase() }))
    .filter(({ title, text }) => words.every((word) => title.includes(word) || text.includes(word)))
    .sort((a, b) => Number(words.every((word) => b.title.includes(word))) - Number(words.every((word) => a.title.includes(word))))
    .slice(0, 20);
  results.replaceChildren(...found.map(({ entry }) => {
    const item = document.createElement("li");
    const link = item.appendChild(document.createElement("a"));
    link.href = up + entry.url;
    link.textContent = entry.title + " — " + entry.page;
    return item;
  }));
  results.hidden = found.length === 0;
});
`;
