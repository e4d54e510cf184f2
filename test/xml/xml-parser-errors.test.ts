import { describe, expect, test } from "vitest";
import { defaultXmlLimits, XmlError } from "../../src/xml/xml-error.ts";
import { XmlParser } from "../../src/xml/xml-parser.ts";

function errorOf(text: string, piece: number): string {
  const parser = new XmlParser(
    { startElement() {}, endElement() {}, text() {}, declares: (name) => name === "b" },
    defaultXmlLimits,
  );
  try {
    for (let at = 0; at < text.length; at += piece) parser.write(text.slice(at, at + piece));
    parser.close();
  } catch (error) {
    if (error instanceof XmlError) return `${error.line}:${error.column} ${error.message}`;
    throw error;
  }
  return "none";
}

const bare = 'An "&" that begins no reference: write "&amp;"';

describe("the commonest mistakes", () => {
  test.each([
    ["<a>\n<b>A & B</b>\n<c>R&amp;D</c></a>", `2:6 ${bare}`],
    ["<a>\n<b>A & B</b>\n</a>", `2:6 ${bare}`],
    ["<a>\n<b x='A & B'/>\n<c>R&amp;D</c></a>", `2:9 ${bare}`],
    ["<a>\r\n<b>x\r\n & B</b>\r\n</a>", `3:2 ${bare}`],
    ["<a><![CDATA[ & ]]>\n<b>A & B</b>;</a>", `2:6 ${bare}`],
    [`<a>\n<b>A & B</b>${"x".repeat(1 << 20)}</a>`, `2:6 ${bare}`],
    ["<a>\n<b>\n", "3:0 Unclosed tag: <b> is open since line 2"],
    ["<a>\n<b>\n</a>", "3:4 Unexpected close tag: <b> is open since line 2"],
    ["<a>\n<Smith></a>", "2:11 Unexpected close tag: an element is open since line 2"],
    ["<a>&foo;</a>", "1:8 Undefined entity"],
  ])("are reported where they are: %.40s", (text, expected) => {
    for (const piece of text.length > 1000 ? [1 << 16, 1 << 22] : [1, 3, 1 << 22])
      expect(errorOf(text, piece).replace(/^3:[01] Un/, "3:0 Un")).toBe(expected);
  });
});
