import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readCsv } from "../../../../src/card-series-maintenance/jobs/rows/csv.ts";
import { readJsonLines } from "../../../../src/card-series-maintenance/jobs/rows/json-lines.ts";
import { type ProgramRow, type Row, readProgramRows } from "../../../../src/card-series-maintenance/jobs/rows/row.ts";
import { rejectionCode } from "../../../support/code-of.ts";

/** The bytes of a text, cut where it hurts. */
async function* bytes(text: string | Uint8Array, size = 3): AsyncGenerator<Uint8Array> {
  const all = Buffer.from(text);
  for (let from = 0; from < all.length; from += size) yield all.subarray(from, from + size);
}
const plain = async (rows: AsyncIterable<Row>) =>
  (await Array.fromAsync(rows)).map(({ line, values }) => ({ line, values: Object.fromEntries(values) }));
const csv = (text: string | Uint8Array) => plain(readCsv(bytes(text, 64)));
const json = (text: string) => plain(readJsonLines(bytes(text)));

describe("readCsv", () => {
  test("reads columns by name, with the line of each record", async () => {
    const rows = await csv('\ufeffname,city\r\n"Müller, ""A""",Köln\r\n\r\n"two\nlines",x\nlast,y');
    expect(rows).toEqual([
      { line: 2, values: { name: 'Müller, "A"', city: "Köln" } },
      { line: 4, values: { name: "two\nlines", city: "x" } },
      { line: 6, values: { name: "last", city: "y" } },
    ]);
  });

  test.each([",", ";", "\t"])("finds the delimiter %j, however the input is cut", async (delimiter) => {
    const text = `\n\nname${delimiter}b\n1${delimiter}2\n`;
    for (const size of [1, 3, 64])
      expect(await plain(readCsv(bytes(text, size)))).toEqual([{ line: 4, values: { name: "1", b: "2" } }]);
  });

  test.each(["\n", "\r\n", "\r"])("counts lines that end in %j, also inside quotes", async (end) => {
    const text = ["a,b", '"x', 'y",', "", '1,"2', "", '"', "last,"].join(end);
    for (const size of [1, 2, 64])
      expect((await plain(readCsv(bytes(text, size)))).map(({ line }) => line)).toEqual([2, 5, 8]);
  });

  test("keeps nameless columns at the end out of the way", async () => {
    expect(await csv("a,b,,\n1,2,,\n")).toEqual([
      { line: 2, values: { a: "1", b: "2", "(column 3)": "", "(column 4)": "" } },
    ]);
  });

  test.each([
    ["a,b\n1,2\n3\n", "CSV_SYNTAX", "Line 3"],
    ['a,b\r\n"1\r\n",2\r\n3\r\n', "CSV_SYNTAX", "Line 4"],
    ['a,b\n1,"2\n3,4\n', "CSV_SYNTAX", "Line"],
    ["a,b,a\n1,2,3\n", "CSV_HEADER", "Columns 1 and 3"],
    [",\n1,2\n", "CSV_HEADER", "no column"],
    ["", "CSV_HEADER", "no column"],
    ["\ufeff\n\n", "CSV_HEADER", "no column"],
  ])("says where %j goes wrong", async (text, code, message) => {
    const reading = csv(text);
    expect(await rejectionCode(reading)).toBe(code);
    await expect(reading).rejects.toThrow(message);
  });

  test.each(["", "ab", '"', "\n"])("refuses %j as a delimiter", async (delimiter) => {
    expect(await rejectionCode(plain(readCsv(bytes("a\n1\n"), { delimiter })))).toBe("CSV_DELIMITER");
  });

  test("refuses what is not UTF-8", async () => {
    expect(await rejectionCode(csv(Buffer.from("name\nM\xfcller\n", "latin1")))).toBe("INPUT_ENCODING");
  });

  test("repeats nothing of what it refuses", async () => {
    await expect(csv('card\n4000123412341234,"Jane\n')).rejects.toThrow(
      expect.not.objectContaining({ message: expect.stringMatching(/4000|Jane/) }),
    );
  });

  test("reads a header alone as no rows", async () => {
    expect(await csv("a,b\n")).toEqual([]);
  });
});

describe("readJsonLines", () => {
  test("keeps the text of numbers", async () => {
    expect(await json('{"card":4000123412341234567,"amount":25.50,"none":null,"flag":true}\n\n{"card":"x"}')).toEqual([
      { line: 1, values: { card: "4000123412341234567", amount: "25.50", none: "", flag: "true" } },
      { line: 3, values: { card: "x" } },
    ]);
  });

  test("reads what JSON.stringify writes, however it is cut", async () => {
    const row = fc.dictionary(fc.oneof(fc.string(), fc.constant("constructor")), fc.string({ unit: "grapheme" }), {
      noNullPrototype: true,
    });
    await fc.assert(
      fc.asyncProperty(fc.array(row), async (rows) => {
        const read = await json(rows.map((one) => `${JSON.stringify(one)}\n`).join(""));
        expect(read.map(({ values }) => values)).toEqual(rows);
      }),
    );
  });

  test.each(["{", "[]", "1", '{"a":{}}', '{"a":[1]}', '{"a":1,"a":2}', '{"a":"x","b":"\\":","\\u0061":"x"}'])(
    "refuses %j and says the line",
    async (text) => {
      const reading = json(`{"a":1}\n${text}\n`);
      expect(await rejectionCode(reading)).toBe("JSON_LINE");
      await expect(reading).rejects.toThrow("Line 2");
    },
  );

  test("refuses a line without an end", async () => {
    expect(await rejectionCode(Array.fromAsync(readJsonLines(bytes("x".repeat(2_000_000), 65_536))))).toBe("JSON_LINE");
  });
});

describe("readProgramRows", () => {
  test("numbers rows", async () => {
    const rows: ProgramRow[] = [{ a: "1", b: undefined, c: null }, { a: 2 }];
    expect(await plain(readProgramRows(rows))).toEqual([
      { line: 1, values: { a: "1", b: "", c: "" } },
      { line: 2, values: { a: "2" } },
    ]);
  });

  test.each([new Date(0), ["1"], {}])("refuses %j", async (value) => {
    // As an untyped row of a database would have it.
    const row = { value } as unknown as ProgramRow;
    expect(await rejectionCode(Array.fromAsync(readProgramRows([row])))).toBe("ROW_VALUE");
  });

  test.each([0.1, 1e21, Number.NaN])("refuses the number %d", async (value) => {
    expect(await rejectionCode(Array.fromAsync(readProgramRows([{ value }])))).toBe("ROW_NUMBER");
  });
});
