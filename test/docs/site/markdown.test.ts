import { expect, test } from "vitest";
import { renderMarkdown } from "./markdown.ts";

const html = (text: string) => renderMarkdown(text, (target) => `to/${target}`).html;

test("nothing of a page becomes markup by accident", () => {
  expect(html("A `<b>` and <script>")).toBe("<p>A <code>&lt;b&gt;</code> and &lt;script&gt;</p>");
  expect(html("```ts\nif (a < b) **c**\n```")).toContain("<code>if (a &lt; b) **c**</code>");
});

test("headings get the anchors that GitHub gives them, each once", () => {
  const { headings } = renderMarkdown("# The `x` page\n\n## Part\n\n## Part", (target) => target);
  expect(headings.map(({ id, text }) => [id, text])).toEqual([
    ["the-x-page", "The x page"],
    ["part", "Part"],
    ["part-1", "Part"],
  ]);
});

test("a picture for both colour schemes", () => {
  const source = '<source media="(prefers-color-scheme: dark)" srcset="a-dark.png">';
  expect(html(`<picture>\n${source}\n<img alt="A page" src="a-light.png">\n</picture>\n\nText`)).toBe(
    '<p class="picture"><img class="light" alt="A page" src="to/a-light.png"><img class="dark" alt="A page" src="to/a-dark.png"></p>\n<p>Text</p>',
  );
});

test("lists, tables and links", () => {
  expect(html("- a [b](c.md)\n- **d**")).toBe(
    '<ul><li>a <a href="to/c.md">b</a></li>\n<li><strong>d</strong></li></ul>',
  );
  expect(html("| a | b |\n|---|---|\n| x \\| y | `z` |")).toContain("<tr><td>x | y</td><td><code>z</code></td></tr>");
});
