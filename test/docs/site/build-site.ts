import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { posix } from "node:path";
import { readDeclarations } from "../../api/declarations.ts";
import { root, pages as sources } from "../pages.ts";
import { layOut, type SitePage, script, style } from "./layout.ts";
import { renderMarkdown } from "./markdown.ts";

/** Writes the site into a folder, and says which of its links lead nowhere. */
export function buildSite(target: URL): { readonly pages: number; readonly broken: readonly string[] } {
  rmSync(target, { recursive: true, force: true });
  const pages = [...sources.map(({ page, text }) => guide(page, text)), ...references()];
  write(target, "site.css", style);
  write(target, "site.js", script);
  write(target, "search-index.js", `window.searchIndex = ${JSON.stringify(pages.flatMap(indexOf))};\n`);
  for (const page of pages) write(target, page.file, layOut(page, pages));
  // What pages link to beside pages: the contract's own page, and the contracts themselves.
  cpSync(new URL("docs/contract.html", root), new URL("docs/contract.html", target));
  cpSync(new URL("etc/pictures", root), new URL("etc/pictures", target), { recursive: true });
  cpSync(new URL("spec", root), new URL("spec", target), { recursive: true });
  cpSync(new URL("LICENSE", root), new URL("LICENSE", target));
  return { pages: pages.length, broken: pages.flatMap((page) => brokenLinks(page, pages, target)) };
}

function write(target: URL, file: string, text: string): void {
  mkdirSync(new URL("./", new URL(file, target)), { recursive: true });
  writeFileSync(new URL(file, target), text);
}

/** The page of a Markdown file. docs/contract.md would take the name of the contract's own page. */
function fileOf(markdown: string): string {
  if (markdown === "README.md") return "index.html";
  return markdown.replace(/docs\/contract\.md$/, "docs/contract-reference.md").replace(/\.md$/, ".html");
}

function guide(source: string, text: string): SitePage {
  const link = (target: string): string => {
    if (/^(https?:|mailto:|#)/.test(target)) return target;
    const [path = "", anchor] = target.split("#");
    const absolute = posix.join(posix.dirname(source), path);
    const file = sources.some(({ page }) => page === absolute) ? fileOf(absolute) : absolute;
    const relative = posix.relative(posix.dirname(fileOf(source)), file);
    return anchor === undefined ? relative : `${relative}#${anchor}`;
  };
  const { html, headings } = renderMarkdown(text, link);
  const title = source === "README.md" ? "Getting started" : (headings[0]?.text ?? source);
  return { file: fileOf(source), title, group: groupOf(source), html, headings };
}

function groupOf(source: string): string {
  if (source.startsWith("docs/decisions/")) return "Decisions";
  return source === "README.md" || source.startsWith("docs/") ? "Guides" : "Project";
}

/** A page for each entry of the package: every name with its docstring, examples and declaration. */
function references(): readonly SitePage[] {
  return [...readDeclarations()].map(([entry, names]) => {
    const parts = names.map(({ name, kind, summary, examples, declared }) => {
      const fences = [...examples, declared].map((code) => `\`\`\`ts\n${code}\n\`\`\``);
      return `## ${name}\n\n*${kind}*\n\n${summary}\n\n${fences.join("\n\n")}`;
    });
    const text = `# ${entry}\n\nEvery name that the entry exports.\n\n${parts.join("\n\n")}\n`;
    const { html, headings } = renderMarkdown(text, (target) => target);
    const file = `api/${entry.replace("/", "-")}.html`;
    return { file, title: entry, group: "Reference", html, headings };
  });
}

/** What is searched: each section by its heading and its text. */
function indexOf({ file, title, html }: SitePage): readonly object[] {
  return html.split(/(?=<h[1-3] id=)/).flatMap((section) => {
    const [, id, heading = ""] = /^<h[1-3] id="([^"]*)">(.*?)<\/h/.exec(section) ?? [];
    if (id === undefined) return [];
    const text = plain(section).slice(0, 2000);
    return [{ url: `${file}#${id}`, page: title, title: plain(heading), text }];
  });
}

function plain(html: string): string {
  const text = html.replaceAll(/<[^>]*>/g, " ").replaceAll(/\s+/g, " ");
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&amp;", "&").trim();
}

function brokenLinks(page: SitePage, pages: readonly SitePage[], target: URL): readonly string[] {
  const links = [...page.html.matchAll(/<(?:a href|img [^>]*src)="([^"]*)"/g)].map(([, link = ""]) => link);
  return links.flatMap((link) => {
    if (/^(https?:|mailto:)/.test(link)) return [];
    const [path = "", anchor] = link.split("#");
    const file = path === "" ? page.file : posix.join(posix.dirname(page.file), path);
    const other = pages.find((known) => known.file === file);
    if (other === undefined) return existsSync(new URL(file, target)) ? [] : [`${page.file}: ${link} leads nowhere`];
    const isThere = anchor === undefined || other.headings.some(({ id }) => id === anchor);
    return isThere ? [] : [`${page.file}: ${link} names no heading`];
  });
}
