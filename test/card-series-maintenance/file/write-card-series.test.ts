import { describe, expect, test } from "vitest";
import { type CardSeries, readCardSeries, writeCardSeries } from "../../../src/card-series-maintenance/index.ts";

const block: CardSeries = { Action: "GenerateCard", CardPrefix: "12345", CardSeriesSequence: "01" };
const write = async (blocks: Iterable<CardSeries> | AsyncIterable<CardSeries>, options = {}): Promise<string> =>
  Buffer.concat(await writeCardSeries(blocks, options).toArray()).toString();

describe("writeCardSeries", () => {
  test("writes the sample's order, indented", async () => {
    const text = await write([{ ...block, Customer: { CustomerID: "C<1>&" }, RTPTransaction: { OperatorID: "OP" } }]);
    expect(text).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<CardSeriesMaintenance>
  <CardSeries Action="GenerateCard">
    <CardPrefix>12345</CardPrefix>
    <CardSeriesSequence>01</CardSeriesSequence>
    <RTPTransaction>
      <OperatorID>OP</OperatorID>
    </RTPTransaction>
    <Customer>
      <CustomerID>C&lt;1&gt;&amp;</CustomerID>
    </Customer>
  </CardSeries>
</CardSeriesMaintenance>
`);
  });

  test("writes no line breaks without indentation", async () => {
    expect((await write([block, block], { indent: 0 })).split("\n")).toHaveLength(3);
  });

  test.each<[string, unknown, string, string]>([
    ["a missing field", { Action: "GenerateCard", CardPrefix: "12345" }, "/CardSeriesSequence", "required"],
    ["a number for a text", { ...block, CardPrefix: 12345 }, "/CardPrefix", "type"],
    ["a broken pattern", { ...block, CardNumber: "1" }, "/CardNumber", "pattern"],
    ["an unknown property", { ...block, CardColour: "red" }, "/CardColour", "property"],
    ["a text with spaces that would be lost", { ...block, UserName: " a" }, "/UserName", "whiteSpace"],
    ["a character XML cannot hold", { ...block, UserName: "a\u0001" }, "/UserName", "characters"],
    [
      "a negative amount",
      { ...block, RTPTransaction: { RTPAmount: { Amount: "-1" } } },
      "/RTPTransaction/RTPAmount/Amount",
      "minInclusive",
    ],
    ["an empty customer", { ...block, Customer: {} }, "/Customer", "emptyCustomer"],
    ["no object", null, "", "type"],
  ])("refuses %s with its path", async (_, value, path, keyword) => {
    // The values are wrong on purpose.
    await expect(write([block, value as CardSeries])).rejects.toMatchObject({
      code: "CARD_SERIES_INVALID_BLOCK",
      blockNumber: 2,
      issues: [expect.objectContaining({ path, keyword })],
    });
  });

  test("refuses the series number 00: series count from 01", async () => {
    await expect(write([{ ...block, CardSeriesSequence: "00" }])).rejects.toMatchObject({
      issues: [expect.objectContaining({ path: "/CardSeriesSequence", keyword: "firstSeries" })],
    });
  });

  test("writes no text that is longer than readers take, escapes counted", async () => {
    const named = (UserName: string): CardSeries[] => [{ ...block, UserName }];
    for (const longest of ["&".repeat(209_715), "x".repeat(1 << 20)]) {
      const [read] = await Array.fromAsync(readCardSeries(await write(named(longest))));
      expect(read?.value.UserName).toBe(longest);
      await expect(write(named(`${longest}&`))).rejects.toMatchObject({
        issues: [expect.objectContaining({ keyword: "limit" })],
      });
    }
  });

  test("writes no such text either where a long one before it has left room", async () => {
    const long = { ...block, UserName: "x".repeat(1_000_000) };
    await expect(write([long, { ...block, UserName: "&".repeat(250_000) }])).rejects.toMatchObject({
      blockNumber: 2,
      issues: [expect.objectContaining({ keyword: "limit" })],
    });
  });

  test("ends when it is aborted while it waits for a block", async () => {
    const controller = new AbortController();
    async function* blocks(): AsyncGenerator<CardSeries> {
      yield block;
      await new Promise(() => {});
    }
    const writing = write(blocks(), { signal: controller.signal });
    const reason = new Error("no longer needed");
    setImmediate(() => controller.abort(reason));
    await expect(writing).rejects.toMatchObject({ name: "AbortError", cause: reason });
  });

  test("refuses what holds no blocks at once", () => {
    expect(() => writeCardSeries(Promise.resolve([block]) as unknown as CardSeries[])).toThrow(
      expect.objectContaining({
        name: "UsageError",
        code: "CARD_SERIES_BLOCKS",
        message: expect.stringMatching(/iterable/),
      }),
    );
  });

  test.each([-1, 1.5, 17])("refuses an indent of %d", async (indent) => {
    await expect(write([block], { indent })).rejects.toMatchObject({
      name: "ConfigurationError",
      code: "CARD_SERIES_OPTIONS",
    });
  });

  test("refuses another series in one file", async () => {
    await expect(write([block, { ...block, CardSeriesSequence: "02" }])).rejects.toMatchObject({
      issues: [expect.objectContaining({ keyword: "sameCardSeriesSequence" })],
    });
  });

  test("refuses to write a file without blocks", async () => {
    await expect(write([])).rejects.toMatchObject({ code: "CARD_SERIES_NO_BLOCKS" });
  });

  test("asks for no more blocks than its reader takes", async () => {
    let asked = 0;
    function* blocks(): Generator<CardSeries> {
      for (; asked < 1_000_000; asked++) yield block;
    }
    const stream = writeCardSeries(blocks());
    for await (const _ of stream) break;
    expect(asked).toBeLessThan(10_000);
  });
});
