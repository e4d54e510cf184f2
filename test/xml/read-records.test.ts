import { PassThrough } from "node:stream";
import { describe, expect, test } from "vitest";
import { cardSeriesFormat } from "../../generated/card-series/format.gen.ts";
import { InvalidRecordError, readRecords, XmlError } from "../../src/xml/index.ts";

const block = (prefix: string) =>
  `<CardSeries Action="GenerateCard"><CardPrefix>${prefix}</CardPrefix><CardSeriesSequence>01</CardSeriesSequence></CardSeries>`;
const documentOf = (...prefixes: readonly string[]) =>
  `<CardSeriesMaintenance>\n${prefixes.map(block).join("\n")}\n</CardSeriesMaintenance>`;

async function prefixes(reader: ReturnType<typeof readRecords<{ readonly CardPrefix: string }, unknown>>) {
  const found: (string | undefined)[] = [];
  for await (const { value } of reader) found.push(value?.CardPrefix);
  return found;
}

describe("readRecords", () => {
  test("reads on over invalid records unless it is told to stop", async () => {
    const text = documentOf("12345", "none", "54321");
    expect(await prefixes(readRecords(cardSeriesFormat, text))).toEqual(["12345", undefined, "54321"]);
    const stopping = readRecords(cardSeriesFormat, text, { onInvalid: "stop" });
    expect((await stopping.next()).value?.value?.CardPrefix).toBe("12345");
    const error = await stopping.next().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InvalidRecordError);
    expect(error).toMatchObject({ code: "XML_INVALID_RECORD", number: 2, line: 3, column: 1 });
    expect(await stopping.next()).toEqual({ done: true, value: undefined });
  });

  test("takes text, bytes, pieces and a stream alike", async () => {
    const text = documentOf("12345", "123456");
    const bytes = Buffer.from(text);
    const stream = new PassThrough();
    stream.end(bytes);
    for (const source of [text, bytes, [bytes.subarray(0, 20), bytes.subarray(20)], stream])
      expect(await prefixes(readRecords(cardSeriesFormat, source))).toEqual(["12345", "123456"]);
  });

  test("ends at the signal, even while the source gives nothing", async () => {
    const controller = new AbortController();
    const reader = readRecords(cardSeriesFormat, new PassThrough(), { signal: controller.signal });
    const next = reader.next();
    controller.abort(new Error("enough"));
    await expect(next).rejects.toThrow("enough");
  });

  test("keeps the limits", async () => {
    const reader = readRecords(cardSeriesFormat, documentOf("12345"), { limits: { depth: 1 } });
    await expect(reader.next()).rejects.toThrow(XmlError);
    expect(() => readRecords(cardSeriesFormat, "", { limits: { depth: -1 } })).toThrow(
      expect.objectContaining({ code: "XML_OPTIONS" }),
    );
  });

  test("refuses an unknown policy and what is no source", () => {
    // As from JavaScript.
    expect(() => readRecords(cardSeriesFormat, "", { onInvalid: "skip" as "stop" })).toThrow(
      expect.objectContaining({ code: "XML_OPTIONS" }),
    );
    expect(() => readRecords(cardSeriesFormat, 5 as unknown as string)).toThrow(
      expect.objectContaining({ code: "XML_SOURCE" }),
    );
  });
});
