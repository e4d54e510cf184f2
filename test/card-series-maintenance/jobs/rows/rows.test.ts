import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CsvOptions, readCsv } from "../../../../src/card-series-maintenance/jobs/rows/csv.ts";
import { readJsonLines } from "../../../../src/card-series-maintenance/jobs/rows/json-lines.ts";
import { type ProgramRow, type Row, readProgramRows } from "../../../../src/card-series-maintenance/jobs/rows/row.ts";
import type { RowBatch } from "../../../../src/card-series-maintenance/jobs/rows/row-batch.ts";
import { rejectionCode } from "../../../support/code-of.ts";

/** The bytes of a text, cut where it hurts. */
async function* bytes(text: string | Uint8Array, size = 3): AsyncGenerator<Uint8Array> {
  const all = Buffer.from(text);
  for (let from = 0; from < all.length; from += size) yield all.subarray(from, from + size);
}
const plain = async (rows: AsyncIterable<Row>) =>
  (await Array.fromAsync(rows)).map(({ line, columns, values }) => ({
    line,
    values: Object.fromEntries(columns.names.map((name, index) => [name, values[index]])),
  }));
const unbatched = async function* (batches: AsyncIterable<RowBatch>) {
  for await (const { rows } of batches) yield* rows;
};
const csv = (text: string | Uint8Array, size = 64, options: CsvOptions = {}) =>
  plain(unbatched(readCsv(bytes(text, size), options)));
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
    for (const size of [1, 3, 64]) expect(await csv(text, size)).toEqual([{ line: 4, values: { name: "1", b: "2" } }]);
  });

  test.each(["\n", "\r\n", "\r"])("counts lines that end in %j, also inside quotes", async (end) => {
    const text = ["a,b", '"x', 'y",', "", '1,"2', "", '"', "last,"].join(end);
    for (const size of [1, 2, 64]) expect((await csv(text, size)).map(({ line }) => line)).toEqual([2, 5, 8]);
  });

  test("reads large pieces in parts, each of whole records", async () => {
    const values = Array.from({ length: 300 }, (_, index) => `x"${"line\n".repeat(index % 60)}, ${index}`);
    const text = `a,b\n${values.map((value) => `"${value.replaceAll('"', '""')}",y\n`).join("")}"${"long\n".repeat(2_000)}",y\n`;
    const batches = await Array.fromAsync(readCsv(bytes(text, text.length)));
    const rows = batches.flatMap((batch) => batch.rows);
    expect(rows.map((row) => row.values[0]?.replace(/\n$/, ""))).toEqual([...values, "long\n".repeat(2_000).trimEnd()]);
    let line = 2;
    for (const row of rows) {
      expect(row.line).toBe(line);
      line += row.values.join().split("\n").length;
    }
    expect(Math.max(...batches.map((batch) => batch.rows.length))).toBeLessThan(150);
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
    expect(await rejectionCode(csv("a\n1\n", 64, { delimiter }))).toBe("CSV_DELIMITER");
  });

  test("guesses the encoding by the first character beyond ASCII, however the input is cut", async () => {
    const text = "name;note\r\nMüller;Größe 3 €\r\nÄ;x\r\n";
    const windows = Buffer.from(text.replace("€", "\x80"), "latin1");
    const expected = [
      { line: 2, values: { name: "Müller", note: "Größe 3 €" } },
      { line: 3, values: { name: "Ä", note: "x" } },
    ];
    for (const size of [1, 2, 3, 5, 64]) {
      expect(await csv(text, size)).toEqual(expected);
      expect(await csv(windows, size)).toEqual(expected);
      expect(await csv(Buffer.from(`\ufeff${text}`, "utf16le"), size)).toEqual(expected);
    }
    const seen: (readonly [string, boolean])[] = [];
    for (const input of [text, windows, "a\n1\n", `\ufeff${text}`])
      await Array.fromAsync(
        readCsv(bytes(input), {
          onFormat: (format) => queueMicrotask(() => seen.push([format.encoding, format.guessed])),
        }),
      );
    expect(seen).toHaveLength(4);
  });

  test("refuses what is not in its encoding, and says where", async () => {
    const latin = Buffer.from("name\nM\xfcller\n", "latin1");
    const refused = { code: "INPUT_ENCODING", details: { encoding: "utf-8", offset: 6 } };
    for (const size of [1, 4, 64])
      await expect(csv(latin, size, { encoding: "utf-8" })).rejects.toMatchObject(
        size === 64 ? refused : { code: "INPUT_ENCODING" },
      );
    const mixed = Buffer.concat([Buffer.from("name\nMüller\n"), latin]);
    await expect(csv(mixed)).rejects.toMatchObject({ code: "INPUT_ENCODING", details: { offset: 19 } });
    expect(await rejectionCode(csv("a\n", 64, { encoding: "ebcdic" }))).toBe("CSV_ENCODING");
  });

  test.each([Buffer.from("PK\x03\x04abc"), Buffer.from("a\0b;c\n")])("refuses what is no text", async (input) => {
    expect(await rejectionCode(csv(input))).toBe("INPUT_BINARY");
  });

  test("counts rows without any value, and leaves them out", async () => {
    const batches = await Array.fromAsync(readCsv(bytes("a;b\r\n1;2\r\n;\r\n\r\n  ; \r\n3;4\r\n;", 7)));
    expect(batches.reduce((sum, { blank }) => sum + blank, 0)).toBe(3);
    expect(batches.flatMap(({ rows }) => rows.map(({ line }) => line))).toEqual([2, 6]);
  });

  test("reads what is in quotes as what is not", async () => {
    const cell = fc.string({ unit: fc.constantFrom("a", " ", '"', ";", ",", "\n", "ü") });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell)), fc.integer({ min: 1, max: 40 }), async (records, size) => {
        const text = records.map((record) => record.map((value) => `"${value.replaceAll('"', '""')}"`).join(";"));
        const read = await csv(`x;y\n${text.join("\n")}\n`, size);
        const given = records.filter((record) => record.some((value) => value !== ""));
        expect(read.map(({ values }) => [values["x"], values["y"]])).toEqual(given);
      }),
    );
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
