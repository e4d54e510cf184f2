import { readFileSync } from "node:fs";
import { PassThrough, Readable } from "node:stream";
import { describe, expect, test } from "vitest";
import {
  CardSeriesError,
  type CardSeriesSource,
  readCardSeries,
  validateCardSeries,
} from "../../../src/card-series-maintenance/index.ts";

const folder = new URL("../../../spec/examples/card-series/", import.meta.url);
const example = (name: string): Buffer => readFileSync(new URL(`${name}.xml`, folder));
const block = (inside = "", series = "01"): string =>
  `<CardSeries Action="GenerateCard"><CardPrefix>12345</CardPrefix><CardSeriesSequence>${series}</CardSeriesSequence>${inside}</CardSeries>`;
const file = (...blocks: string[]): string => `<CardSeriesMaintenance>${blocks.join("")}</CardSeriesMaintenance>`;

async function read(source: CardSeriesSource, options = {}) {
  return Array.fromAsync(readCardSeries(source, { ...options, onInvalid: "yield" }));
}

async function errorOf(source: CardSeriesSource, options = {}): Promise<CardSeriesError> {
  const error = await Array.fromAsync(readCardSeries(source, options)).catch((caught: unknown) => caught);
  if (!(error instanceof CardSeriesError)) throw new Error(`expected a CardSeriesError, got ${String(error)}`);
  return error;
}

describe("readCardSeries", () => {
  test("reads the guide's sample", async () => {
    const [sample, ...others] = await read({ path: new URL("sample.xml", folder).pathname });
    expect(others).toEqual([]);
    expect(sample).toEqual({
      valid: true,
      number: 1,
      start: 65,
      end: example("sample").indexOf("</CardSeries>") + 13,
      line: 3,
      column: 3,
      value: {
        Action: "GenerateCard",
        UserName: "TestUser",
        UserOrganization: "Test User Organization",
        CardPrefix: "123456",
        CardSeriesSequence: "01",
        RTPTransaction: {
          RTPTransactionID: "TRANS_ID",
          OperatorID: "ID",
          LocationID: "LOCATION_ID",
          TransactionDateTime: "2011-10-10T03:59:00",
          DeviceID: "DEVICE_ID",
          BusinessDate: "2011-10-10",
          RTPAmount: { CurrencyID: "USD", Amount: "100", AwardAmount: "25.50", LoyaltyAmount: "50" },
        },
        Customer: { CustomerID: "CUST_ID", AlternateKey: { TypeCode: "XSTORE_ID", AlternateID: "ALTERNATE_ID" } },
      },
      notes: [expect.objectContaining({ path: "/Customer", keyword: "customerIdPrecedence", line: 3, column: 3 })],
    });
  });

  test("gives byte ranges that hold exactly the block", async () => {
    const bytes = example("several-blocks");
    for (const { start, end } of await read(bytes)) {
      const text = bytes.subarray(start, end).toString();
      expect(text).toMatch(/^<CardSeries [\s\S]*<\/CardSeries>$/);
      expect(text.match(/<CardSeries /g)).toHaveLength(1);
    }
  });

  test.each([
    ["without-customer", []],
    ["customer-id", []],
    ["alternate-id", []],
    ["several-blocks", []],
    ["invalid-empty-customer", ["emptyCustomer /Customer 3:3"]],
    ["invalid-customer-without-identity", ["customerIdentity /Customer 3:3"]],
    ["invalid-alternate-id-without-type-code", ["alternateIdTypeCode /Customer/AlternateKey/TypeCode 3:3"]],
    ["invalid-other-card-prefix", ["sameCardPrefix /CardPrefix 7:3"]],
    ["invalid-other-card-series-sequence", ["sameCardSeriesSequence /CardSeriesSequence 7:3"]],
    ["invalid-missing-card-prefix", ["element /CardSeriesSequence 4:5"]],
    ["invalid-action", ["enumeration /Action 3:3"]],
    ["invalid-card-number", ["pattern /CardNumber 6:5"]],
    ["invalid-business-date", ["type /RTPTransaction/BusinessDate 7:7"]],
    ["invalid-negative-amount", ["minInclusive /RTPTransaction/RTPAmount/Amount 8:9"]],
  ])("finds in %s: %j", async (name, expected) => {
    const found = (await read(example(name))).flatMap((one) => (one.valid ? [] : one.issues));
    expect(found.map(({ keyword, path, line, column }) => `${keyword} ${path} ${line}:${column}`)).toEqual(expected);
  });

  test.each([
    ["refused", [2, 3]],
    ["refused-with-customer", [3]],
    ["accepted", []],
  ] as const)("blocks of another series in a file: %s", async (mixedSeries, expected) => {
    const customer = "<Customer><CustomerID>1</CustomerID></Customer>";
    const mixed = file(block(customer), block("", "02"), block(customer, "02"), block());
    const found = await read(mixed, { rules: { mixedSeries } });
    expect(found.filter(({ valid }) => !valid).map(({ number }) => number)).toEqual(expected);
  });

  test.each([
    ["malformed-printed-sample", "XML_NOT_WELL_FORMED", 7],
    ["malformed-doctype", "XML_DOCTYPE", 2],
    ["invalid-no-blocks", "XML_INVALID", 2],
  ])("cannot read %s: %s", async (name, code, line) => {
    expect(await errorOf(example(name), { onInvalid: "yield" })).toMatchObject({ code, line, retryable: false });
  });

  test("stops at the first invalid block by default, after the blocks before it", async () => {
    const seen: number[] = [];
    const reading = (async () => {
      for await (const { number } of readCardSeries(file(block(), block("<CardNumber>1</CardNumber>"), block())))
        seen.push(number);
    })();
    await expect(reading).rejects.toMatchObject({
      code: "CARD_SERIES_INVALID_BLOCK",
      blockNumber: 2,
      issues: [expect.objectContaining({ path: "/CardNumber" })],
    });
    expect(seen).toEqual([1]);
  });

  test("goes on after invalid blocks when they are to be yielded", async () => {
    const blocks = await read(
      file(block(), "<Nonsense>x</Nonsense>", block("<CardNumber>1</CardNumber>"), "text".slice(4), block()),
    );
    expect(blocks.map(({ number, valid }) => `${number} ${valid}`)).toEqual(["1 true", "2 false", "3 false", "4 true"]);
  });

  test("hands out the blocks before a fault", async () => {
    const seen: number[] = [];
    const reading = (async () => {
      for await (const { number } of readCardSeries(`${file(block(), block()).slice(0, -24)}<`)) seen.push(number);
    })();
    await expect(reading).rejects.toMatchObject({ code: "XML_NOT_WELL_FORMED" });
    expect(seen).toEqual([1, 2]);
  });

  test("never puts the file's content into errors", async () => {
    const secret = "4111111111111111222";
    const error = await errorOf(file(block(`<CardNumber>${secret}</CardNumber>`)));
    expect(JSON.stringify({ ...error, message: error.message })).not.toContain(secret);
    const malformed = await errorOf(file(block(`<UserName><${"Smith"}></UserName>`)));
    expect(malformed.message).not.toContain("Smith");
  });

  describe("encodings", () => {
    const text = `<?xml version="1.0" encoding="ENC"?>${file(block("", "01").replace("<CardPrefix>", "<UserName>Jörg</UserName><CardPrefix>"))}`;
    const utf16 = (littleEndian: boolean): Buffer => {
      const bytes = Buffer.from(`\ufeff${text.replace("ENC", "UTF-16")}`, "utf16le");
      return littleEndian ? bytes : bytes.swap16();
    };
    test.each<[string, Uint8Array | string]>([
      ["UTF-8", Buffer.from(text.replace("ENC", "utf-8"))],
      ["UTF-8 with a byte order mark", Buffer.from(`\ufeff${text.replace("ENC", "UTF-8")}`)],
      ["UTF-16, little endian", utf16(true)],
      ["UTF-16, big endian", utf16(false)],
      ["ISO-8859-1", Buffer.from(text.replace("ENC", "ISO-8859-1"), "latin1")],
      ["text, whatever it declares", text.replace("ENC", "Shift_JIS")],
    ])("reads %s", async (_, source) => {
      const [one] = await read(source);
      expect(one).toMatchObject({ valid: true, value: { UserName: "Jörg" } });
      if (typeof source !== "string" && one !== undefined) {
        const bytes = Buffer.from(source.subarray(one.start, one.end)).toString("latin1").replaceAll("\0", "");
        expect(bytes).toMatch(/^<CardSeries .*<\/CardSeries>$/);
      }
    });

    test.each<[string, Uint8Array, string]>([
      ["other encodings", Buffer.from(text.replace("ENC", "windows-1252")), "XML_ENCODING"],
      ["UTF-16 declared as UTF-8", Buffer.from(`\ufeff${text.replace("ENC", "UTF-8")}`, "utf16le"), "XML_ENCODING"],
      ["bytes that are no UTF-8", Buffer.from(text.replace("ENC", "UTF-8"), "latin1"), "XML_ENCODING"],
      ["XML 1.1", Buffer.from(text.replace("1.0", "1.1").replace("ENC", "UTF-8")), "XML_VERSION"],
    ])("refuses %s", async (_, source, code) => {
      expect(await errorOf(source)).toMatchObject({ code });
    });

    test("reads characters that are cut in two wherever a piece ends", async () => {
      const smileys = file(block().replace("<CardPrefix>", "<UserName>😀Jörg😀</UserName><CardPrefix>"));
      const little = Buffer.from(`\ufeff${smileys}`, "utf16le");
      const big = Buffer.from(little).swap16();
      const cut = <T>(slice: (from: number, to: number) => T, length: number, size: number): T[] =>
        Array.from({ length: Math.ceil(length / size) }, (_, i) => slice(i * size, (i + 1) * size));
      for (let size = 1; size < 8; size++)
        for (const source of [
          cut((from, to) => smileys.slice(from, to), smileys.length, size),
          ...[Buffer.from(smileys), little, big].map((bytes) =>
            cut((from, to) => bytes.subarray(from, to), bytes.length, size),
          ),
        ])
          expect(await read(source)).toMatchObject([{ valid: true, value: { UserName: "😀Jörg😀" } }]);
    });

    test("refuses lone surrogates in text rather than replacing them", async () => {
      expect(await errorOf(file(block("<CardNumber>\ud800</CardNumber>")))).toMatchObject({ code: "XML_ENCODING" });
    });
  });

  describe("sources", () => {
    const bytes = example("several-blocks");
    const inPieces = (size: number): Uint8Array[] =>
      Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
    test.each<[string, () => CardSeriesSource]>([
      ["a path", () => ({ path: new URL("several-blocks.xml", folder).pathname })],
      ["a file URL", () => new URL("several-blocks.xml", folder)],
      ["bytes", () => bytes],
      ["text", () => bytes.toString()],
      ["an iterable of bytes", () => inPieces(1)],
      ["a stream", () => Readable.from(inPieces(7))],
      ["a web stream", () => ReadableStream.from(inPieces(100))],
      ["pieces of text", () => bytes.toString().split("")],
    ])("reads %s", async (_, source) => {
      expect(await read(source())).toEqual(await read(bytes));
    });

    test("closes its source when reading ends early", async () => {
      const stream = Readable.from(inPieces(200));
      for await (const _ of readCardSeries(stream)) break;
      expect(stream.destroyed).toBe(true);
    });

    test("says that a file is not there as the system says it", async () => {
      await expect(read({ path: "/nowhere/cards.xml" })).rejects.toMatchObject({ code: "ENOENT" });
    });

    test("ends when it is aborted", async () => {
      const controller = new AbortController();
      controller.abort(new Error("enough"));
      await expect(read(bytes, { signal: controller.signal })).rejects.toThrow("enough");
    });

    test("ends when it is aborted while it waits, and lets go of the stream", async () => {
      const stream = new PassThrough();
      stream.write(bytes.subarray(0, 100));
      const controller = new AbortController();
      const reading = read(stream, { signal: controller.signal });
      setImmediate(() => controller.abort(new Error("enough")));
      await expect(reading).rejects.toThrow("enough");
      expect(stream.destroyed).toBe(true);
    });

    test("takes a long text or many bytes bit by bit", async () => {
      const long = file(block(`<!--${"😀".repeat(100_001)}-->`).repeat(3));
      const blocks = await read(long);
      expect(blocks).toHaveLength(3);
      expect(await read(Buffer.from(long))).toEqual(blocks);
    });

    // What no type lets through, but plain JavaScript does.
    test.each<[string, unknown]>([
      ["nothing", undefined],
      ["a promise", Promise.resolve("")],
      ["bytes without a view", new ArrayBuffer(8)],
      ["a path that is none", { path: 5 }],
      ["pieces that are neither text nor bytes", [1, 2]],
      ["pieces of two bytes", [new Uint16Array(4)]],
      ["text and bytes in turns", [bytes.toString().slice(0, 60), bytes.subarray(60)]],
    ])("refuses %s at once and says what it takes", async (_, source) => {
      const usage = { name: "UsageError", code: "CARD_SERIES_SOURCE", help: expect.stringMatching(/Uint8Array/) };
      await expect(async () => read(source as CardSeriesSource)).rejects.toMatchObject(usage);
    });

    test.each([
      [{ onInvalid: "skip" }, /onInvalid/],
      [{ limits: { depth: -1 } }, /limits\.depth/],
      [{ limits: { text: Number.NaN } }, /limits\.text/],
      [{ rules: { cardPrefixDigits: 7 } }, /cardPrefixDigits/],
      [{ rules: { mixedSeries: "never" } }, /mixedSeries/],
    ])("refuses the options %j", (options, message) => {
      const configuration = { name: "ConfigurationError", code: "CARD_SERIES_OPTIONS" };
      expect(() => readCardSeries(bytes, options as object)).toThrow(
        expect.objectContaining({ ...configuration, message: expect.stringMatching(message) }),
      );
    });

    test("keeps a default limit where none is given", async () => {
      expect(await errorOf(file("<a>".repeat(100)), { limits: { depth: undefined } })).toMatchObject({
        code: "XML_LIMIT",
      });
    });

    test("answers calls that do not wait for one another in order", async () => {
      const blocks = readCardSeries(Readable.from(inPieces(50)));
      const [first, second, third] = await Promise.all([blocks.next(), blocks.next(), blocks.next()]);
      expect([first?.value?.number, second?.value?.number, third?.done]).toEqual([1, 2, true]);
    });
  });

  describe("hostile input", () => {
    const bomb = `<!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "${"&a;".repeat(100)}">]>${file(block())}`;
    test.each<[string, () => CardSeriesSource, string]>([
      ["entity bombs", () => bomb, "XML_DOCTYPE"],
      ["a document type beside a wrong version", () => ['<?xml version="1.2"?>\n', bomb], "XML_DOCTYPE"],
      ["undefined entities", () => file(block("<UserName>&b;</UserName>")), "XML_NOT_WELL_FORMED"],
      ["deep nesting", () => file("<a>".repeat(100_000)), "XML_LIMIT"],
      ["huge texts", () => file(block(`<UserName>${"x".repeat(2 << 20)}</UserName>`)), "XML_LIMIT"],
      ["huge names", () => file(`<${"x".repeat(2 << 20)}/>`), "XML_LIMIT"],
      ["endless comments", () => `<!--${"x".repeat(2 << 20)}`, "XML_LIMIT"],
      ["endless white space between blocks", () => file(block(), " ".repeat(2 << 20)), "XML_LIMIT"],
      [
        "many attributes",
        () => file(`<CardSeries ${Array.from({ length: 100 }, (_, i) => `a${i}="1"`).join(" ")}/>`),
        "XML_LIMIT",
      ],
      ["NUL bytes", () => file(block("\0")), "XML_NOT_WELL_FORMED"],
      ["nothing", () => "", "XML_NOT_WELL_FORMED"],
      ["a truncated file", () => file(block()).slice(0, 100), "XML_NOT_WELL_FORMED"],
      ["no XML at all", () => Buffer.alloc(100_000, 7), "XML_NOT_WELL_FORMED"],
    ])("ends %s in a clear error", async (_, source, code) => {
      const error = await errorOf(source(), { onInvalid: "yield" });
      expect(error).toMatchObject({ code });
      expect(error.help).not.toBe("");
    });

    // Looking at all there is again with every piece would take minutes, and this test would time out.
    test.each([
      ["comments", "", "<!-- c -->"],
      ["white space", "", "          "],
      ["a comment", "<!--", "xxxxxxxxxx"],
      ["a processing instruction", "<?x ", "xxxxxxxx> "],
      ["text where none may stand", "x", "xxxxxxxxxx"],
      ["an attribute", "<CardSeriesMaintenance a='", "xxxxxxxxxx"],
      ["text in a block", "<CardSeriesMaintenance><CardSeries><UserName>", "xxxxxxxxxx"],
    ])("ends %s that never end, however short the pieces", async (_, head, piece) => {
      function* pieces(): Generator<string> {
        yield head;
        for (;;) yield piece;
      }
      expect((await errorOf(pieces())).code).toMatch(/^XML_(?:LIMIT|NOT_WELL_FORMED)$/);
    });

    test("keeps no more than 100 issues of a block", async () => {
      const [one] = await read(file(`<CardSeries>${"<x/>".repeat(1000)}</CardSeries>`));
      expect(one?.valid === false && one.issues.length).toBe(100);
    });
  });
});

describe("validateCardSeries", () => {
  test("counts blocks and keeps the invalid ones", async () => {
    const source = file(block(), block("<CardNumber>1</CardNumber>"), block("", "02"));
    expect(await validateCardSeries(source)).toMatchObject({
      blocks: 3,
      invalidBlocks: 1,
      failures: [{ number: 2, valid: false }],
    });
  });
});
