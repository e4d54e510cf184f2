/** A heading of a page, for its table of contents and the search. */
export interface Heading {
  readonly level: number;
  readonly text: string;
  readonly id: string;
}

/** A page as HTML. */
export interface Rendered {
  readonly html: string;
  readonly headings: readonly Heading[];
}

/** Rewrites the target of a link. */
export type LinkRewriter = (target: string) => string;

export function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

/** The anchor of a heading, as GitHub makes it. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
    .replaceAll(" ", "-");
}

/** Renders the Markdown that this repository's pages use: headings, paragraphs, lists, tables, quotes and fences. */
export function renderMarkdown(text: string, link: LinkRewriter): Rendered {
  const headings: Heading[] = [];
  return { html: renderBlocks(text.split("\n"), link, headings), headings };
}

function renderBlocks(lines: readonly string[], link: LinkRewriter, headings: Heading[]): string {
  const html: string[] = [];
  let at = 0;
  /** Takes lines from here on while they belong together. */
  const take = (belongs: (line: string) => boolean): string[] => {
    const from = at;
    while (at < lines.length && belongs(lines[at] ?? "")) at++;
    return lines.slice(from, at);
  };
  while (at < lines.length) {
    const line = lines[at] ?? "";
    if (line.trim() === "" || /^<!--.*-->$/.test(line)) {
      at++;
    } else if (line.startsWith("```")) {
      at++;
      const code = take((next) => !next.startsWith("```"));
      at++;
      const language = /^```(\w*)/.exec(line)?.[1] ?? "";
      html.push(`<pre tabindex="0" data-language="${language}"><code>${escapeHtml(code.join("\n"))}</code></pre>`);
    } else if (/^#{1,6} /.test(line)) {
      at++;
      const [, marks = "", title = ""] = /^(#+) (.*)$/.exec(line) ?? [];
      const plain = title.replaceAll(/[`*]|\]\([^)]*\)|\[/g, "");
      const id = uniqueId(anchorOf(title), headings);
      headings.push({ level: marks.length, text: plain, id });
      html.push(`<h${marks.length} id="${id}">${inline(title, link)}</h${marks.length}>`);
    } else if (line === "<picture>") {
      const lines = take((next) => next !== "</picture>");
      at++;
      html.push(picture(lines.join("\n"), link));
    } else if (line.startsWith("|")) {
      html.push(
        table(
          take((next) => next.startsWith("|")),
          link,
        ),
      );
    } else if (line.startsWith(">")) {
      const quoted = take((next) => next.startsWith(">")).map((next) => next.replace(/^> ?/, ""));
      html.push(`<blockquote>${renderBlocks(quoted, link, headings)}</blockquote>`);
    } else if (listItem.test(line)) {
      const isItem = (next: string) => listItem.test(next) || /^\s+\S/.test(next) || next === "";
      html.push(list(take(isItem), link, headings));
    } else {
      const paragraph = take((next) => next.trim() !== "" && !/^(```|#{1,6} |\||>)/.test(next) && !listItem.test(next));
      html.push(`<p>${inline(paragraph.join("\n"), link)}</p>`);
    }
  }
  return html.join("\n");
}

/** GitHub's form of a picture for both colour schemes. The site shows the one of the scheme that its reader chose. */
function picture(text: string, link: LinkRewriter): string {
  const dark = /srcset="([^"]+)"/.exec(text)?.[1] ?? "";
  const [, alt = "", light = ""] = /<img alt="([^"]*)" src="([^"]+)"/.exec(text) ?? [];
  const image = (scheme: string, file: string) => `<img class="${scheme}" alt="${alt}" src="${link(file)}">`;
  return `<p class="picture">${image("light", light)}${image("dark", dark)}</p>`;
}

const listItem = /^(?:[-*]|\d+\.) /;

function list(lines: readonly string[], link: LinkRewriter, headings: Heading[]): string {
  const items: string[][] = [];
  for (const line of lines) {
    if (listItem.test(line)) items.push([line.replace(listItem, "")]);
    else items.at(-1)?.push(line.replace(/^ {1,3}/, ""));
  }
  const tag = /^\d/.test(lines[0] ?? "") ? "ol" : "ul";
  const rendered = items.map((item) => {
    const html = renderBlocks(item, link, headings);
    // An item of one paragraph needs none.
    return `<li>${html.replace(/^<p>([\s\S]*?)<\/p>/, "$1")}</li>`;
  });
  return `<${tag}>${rendered.join("\n")}</${tag}>`;
}

function table(lines: readonly string[], link: LinkRewriter): string {
  const rows = lines.map((line) => line.replaceAll(/^\||\|\s*$/g, "").split(/(?<!\\)\|/));
  const cell = (text: string) => inline(text.trim().replaceAll("\\|", "|"), link);
  const [head = [], , ...body] = rows;
  const header = head.map((text) => (text.trim() === "" ? "<td></td>" : `<th scope="col">${cell(text)}</th>`)).join("");
  const others = body.map((row) => `<tr>${row.map((text) => `<td>${cell(text)}</td>`).join("")}</tr>`);
  return `<div class="table" tabindex="0" role="group" aria-label="Table"><table><thead><tr>${header}</tr></thead><tbody>${others.join("\n")}</tbody></table></div>`;
}

/** Code comes first, because nothing in it is markup. */
function inline(text: string, link: LinkRewriter): string {
  const codes: string[] = [];
  const withoutCode = text.replaceAll(/(`+)(.+?)\1/gs, (_, _marks, code: string) => {
    codes.push(`<code>${escapeHtml(code.trim())}</code>`);
    return `\uE000${codes.length - 1}\uE000`;
  });
  return escapeHtml(withoutCode)
    .replaceAll(
      /\[([^\]]+)\]\(([^)\s]+)\)/g,
      (_, label: string, target: string) => `<a href="${link(target)}">${label}</a>`,
    )
    .replaceAll(/&lt;(https?:[^\s&]+)&gt;/g, '<a href="$1">$1</a>')
    .replaceAll(/\*\*(.+?)\*\*/gs, "<strong>$1</strong>")
    .replaceAll(/(?<![\w*])\*([^*\s][^*]*)\*(?![\w*])/g, "<em>$1</em>")
    .replaceAll(/\uE000(\d+)\uE000/g, (_, index: string) => codes[Number(index)] ?? "");
}

function uniqueId(id: string, headings: readonly Heading[]): string {
  const taken = headings.filter((heading) => heading.id === id || heading.id.startsWith(`${id}-`)).length;
  return taken === 0 ? id : `${id}-${taken}`;
}
