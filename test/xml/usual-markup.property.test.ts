import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { XmlError, type XmlLimits } from "../../src/xml/xml-error.ts";
import type { XmlHandler } from "../../src/xml/xml-handler.ts";
import { XmlParser } from "../../src/xml/xml-parser.ts";

const limits: XmlLimits = { depth: 6, attributes: 3, text: 60 };
const prefixes = ["", "p", "q"];

/** What a parser reports of a document in pieces of so many characters, its error included. */
function eventsOf(document: string, length: number, isClean: boolean): readonly string[] {
  const events: string[] = [];
  const handler: XmlHandler = {
    startElement: ({ namespace, local, attributes, name, resolve, prefixes: declared }, { line, column }, from, to) => {
      const given = attributes.map((one) => `${one.prefix}|{${one.namespace}}${one.local}=${one.value}`).join();
      const known = prefixes.map(resolve).join();
      const here = JSON.stringify(declared);
      events.push(`<${name} {${namespace}}${local} ${given} ${known} ${here} at ${line}:${column}, ${from}-${to}`);
    },
    endElement: (to) => events.push(`end ${to}`),
    text: (text, isSection) => events.push(`${isSection ? "section" : "text"} ${JSON.stringify(text)}`),
    declares: () => true,
  };
  const parser = new XmlParser(handler, limits);
  try {
    const characters = [...document];
    for (let from = 0; from < characters.length; from += length)
      parser.write(characters.slice(from, from + length).join(""), isClean);
    parser.close();
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    events.push(`${error.code} ${error.message} at ${error.line}:${error.column}`);
  }
  return events;
}

const names = ["a", "b", "a.b-1", "p:a", "q:b", "p:b", "ä", "𝒳", "long-name-of-an-element"];
const oneOf = <T>(...values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const value = oneOf("", "1", "x y", "a&lt;", "a<b", "tab\t", "line\nend", "r\r\n", "]]>", "ü", "𝒳", "\u0001", "\ufffe");
const attribute = fc
  .tuple(
    oneOf(" ", " ", " ", "  ", "\n", ""),
    oneOf("a", "b", "p:a", "q:a", "c", "1", "ä"),
    oneOf('="', '="', '="', "='", ' = "', '"'),
    value,
    oneOf('"', '"', '"', "'"),
  )
  .map((parts) => parts.join(""));
const declaration = oneOf(
  ' xmlns:p="u:1"',
  ' xmlns:p="u:2"',
  ' xmlns="u:1"',
  ' xmlns:q="u:1"',
  ' xmlns=""',
  ' xmlns:p=""',
);
const text = fc.oneof(
  oneOf("", "", "\n  ", "\r\n\t", "\r", " ", "text", "long text ".repeat(3)),
  oneOf(
    "&amp;",
    "a & b",
    "&",
    "]]",
    ">",
    "]]>",
    "ü",
    "𝒳",
    "\u0001",
    "<!-- c -->",
    "<![CDATA[<a>]]>",
    "<?p i?>",
    "<",
    "</",
  ),
);
const startTag = fc
  .tuple(
    oneOf(...names),
    fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, fc.array(fc.oneof(declaration, attribute), { maxLength: 4 })),
  )
  .map(([name, rest]) => ({ name, tag: `<${name}${rest.join("")}` }));

/** Elements in each other, with the ends that they should have, mostly. */
const element: fc.Memo<string> = fc.memo((depth) =>
  fc
    .tuple(
      startTag,
      fc.array(fc.tuple(text, depth > 1 ? element(depth - 1) : fc.constant("")), { maxLength: 4 }),
      text,
      oneOf("", "", "", "", "", "", " ", "\n", "x"),
      oneOf(">", ">", ">", ">", " >", "/>", " />"),
    )
    .map(([{ name, tag }, children, last, odd, end]) =>
      end.includes("/") ? `${tag}${end}` : `${tag}${end}${children.flat().join("")}${last}</${name}${odd}>`,
    ),
);
const root = fc
  .tuple(
    oneOf("", ' xmlns:p="u:1" xmlns:q="u:2"', ' xmlns:p="u:1" xmlns:q="u:1"'),
    fc.array(fc.tuple(text, element(4)), { maxLength: 6 }),
    text,
  )
  .map(([declared, children, last]) => `<r${declared}>${children.flat().join("")}${last}</r>`);

describe("markup in the usual form", () => {
  // Character by character, saxes reads everything: no tag is ever whole.
  test("is reported as saxes reports it, in pieces of any length", () => {
    fc.assert(
      fc.property(root, fc.integer({ min: 2, max: 40 }), (document, length) => {
        const expected = eventsOf(document, 1, false);
        const isClean = !/[^\t\n\r -\ud7ff]/.test(document);
        expect(eventsOf(document, document.length, isClean)).toEqual(expected);
        expect(eventsOf(document, document.length, false)).toEqual(expected);
        expect(eventsOf(document, length, isClean)).toEqual(expected);
      }),
      { numRuns: 1000 },
    );
  });

  test("means what prefixes mean where it stands", () => {
    const inner = "<p:a><p:a>1</p:a></p:a>";
    const document = `<r xmlns:p="u:1">${inner}<p:a xmlns:p="u:2">${inner}</p:a>${inner}<b/>${inner}<b xmlns:p="u:1">${inner}</b></r>`;
    expect(eventsOf(document, document.length, true)).toEqual(eventsOf(document, 1, false));
  });
});
