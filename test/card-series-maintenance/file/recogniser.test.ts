import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cardSeriesFormat } from "../../../generated/card-series/format.gen.ts";
import { outcomeOf } from "./outcome.ts";

interface Texts {
  readonly userName?: string;
  readonly date?: string;
  readonly action?: string;
}

function block({ userName = "maria", date = "2011-10-10", action = "GenerateCard" }: Texts): string {
  return (
    `<CardSeries Action="${action}"><UserName>${userName}</UserName><CardPrefix>12345</CardPrefix>` +
    "<CardSeriesSequence>01</CardSeriesSequence>" +
    `<RTPTransaction><BusinessDate>${date}</BusinessDate></RTPTransaction></CardSeries>`
  );
}

/** What the recogniser alone makes of a block; `undefined` when it declines. */
function recognise(texts: Texts) {
  const bytes = Buffer.concat([Buffer.from(block(texts)), Buffer.alloc(64)]);
  const recogniser = cardSeriesFormat.createRecogniser?.();
  const end = recogniser?.accept(bytes, new DataView(bytes.buffer, bytes.byteOffset, bytes.length), 0) ?? -1;
  return end < 0 ? undefined : recogniser?.build(bytes, 0, end);
}

/** What reading says of a document of three blocks, through the recogniser and strictly: both must be the same. */
function read(texts: Texts) {
  const document = Buffer.from(
    `<CardSeriesMaintenance>${block({})}${block(texts)}${block({})}</CardSeriesMaintenance>`,
  );
  const [fast, strict] = [true, false].map((way) => outcomeOf(document, { fast: way, sizes: [document.length] }));
  expect(fast).toEqual(strict);
  return fast;
}

describe("the generated recogniser", () => {
  test.each([
    ["2012-02-29", true],
    ["2000-02-29", true],
    ["2400-02-29", true],
    ["0004-02-29", true],
    ["2011-02-29", false],
    ["1900-02-29", false],
    ["2100-02-29", false],
    ["2012-02-30", false],
    ["2012-04-31", false],
    ["2012-12-31", true],
    ["2012-13-01", false],
    ["2012-01-00", false],
  ])("takes %s for a date: %s", (date, isDate) => {
    expect(recognise({ date })?.RTPTransaction?.BusinessDate).toBe(isDate ? date : undefined);
    expect(read({ date })?.records[1]?.issues.length).toBe(isDate ? 0 : 1);
  });

  test("reads a text that is one CDATA section", () => {
    const userName = "<![CDATA[Brown & Sons <west> &amp; ] ]] é 😀 \"']]>";
    expect(recognise({ userName })?.UserName).toBe("Brown & Sons <west> &amp; ] ]] é 😀 \"'");
    expect(read({ userName })?.records[1]?.issues).toEqual([]);
  });

  test.each([
    "<![CDATA[]]>",
    "<![CDATA[ a]]>",
    "<![CDATA[a ]]>",
    "<![CDATA[a  b]]>",
    "<![CDATA[a\nb]]>",
    "<![CDATA[a\tb]]>",
    "<![CDATA[a]]>b",
    "a<![CDATA[b]]>",
    "<![CDATA[a]]><![CDATA[b]]>",
    "<![CDATA[a]] >",
    "<![cdata[a]]>",
    "<![CDATA[\uffff]]>",
    "<![CDATA[a",
  ])("leaves %j to the strict parser", (userName) => {
    expect(recognise({ userName })).toBeUndefined();
    read({ userName });
  });

  test("takes no CDATA section in an attribute", () => {
    for (const action of ["<![CDATA[GenerateCard]]>", '"![CDATA[GenerateCard]]>']) {
      expect(recognise({ action })).toBeUndefined();
      expect(read({ action })?.error?.code).toBe("XML_NOT_WELL_FORMED");
    }
  });

  test("knows the bytes of a block behind one that ended a piece in the midst of a tag", () => {
    const bytes = Buffer.from(
      `<CardSeriesMaintenance><!--</CardSeries >--><CardSeries x="é"/>  <CardSeries y="é"/></CardSeriesMaintenance>`,
    );
    const cut = bytes.indexOf("é");
    const whole = outcomeOf(bytes, { fast: false, sizes: [bytes.length] });
    expect(outcomeOf(bytes, { fast: true, sizes: [cut, 5, bytes.length] })).toEqual(whole);
    expect(whole.records[1]?.start).toBe(bytes.lastIndexOf("<CardSeries "));
  });

  test("reads what texts are made of as the strict parser does", () => {
    const pieces = ["a", "é", "😀", " ", "  ", "&amp;", "&lt;", "&#65;", "]", "]]", ">", '"', "'", "\n", "\t"];
    const cdata = [...pieces, "<", "&"];
    const text = fc.array(fc.constantFrom(...pieces), { maxLength: 6 }).map((parts) => parts.join(""));
    const section = fc
      .array(fc.constantFrom(...cdata), { maxLength: 6 })
      .map((parts) => `<![CDATA[${parts.join("").replaceAll("]]>", "")}]]>`);
    const mixed = fc.array(fc.oneof(text, section), { maxLength: 3 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(fc.oneof(text, section, mixed), (userName) => {
        read({ userName });
        const alone = recognise({ userName });
        if (alone !== undefined) expect(read({ userName })?.records[1]?.value).toEqual(alone);
      }),
      { numRuns: 1000 },
    );
  });
});
