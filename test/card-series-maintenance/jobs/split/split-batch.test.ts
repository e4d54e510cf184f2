import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { splitBatch } from "../../../../src/card-series-maintenance/jobs/split/split-batch.ts";
import { rejectionCode } from "../../../support/code-of.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "cardwright-split-"));
});
afterEach(() => rm(folder, { recursive: true }));

const block = (customer: string) =>
  `<CardSeries Action="GenerateCard"><CardPrefix>12345</CardPrefix><CardSeriesSequence>01</CardSeriesSequence><Customer><CustomerID>${customer}</CustomerID></Customer></CardSeries>`;
const text = (...customers: readonly string[]) =>
  `<CardSeriesMaintenance>\n${customers.map((one) => `${block(one)}\n`).join("")}</CardSeriesMaintenance>\n`;
const put = async (...customers: readonly string[]) => {
  const file = join(folder, "all.xml");
  await writeFile(file, text(...customers));
  return file;
};
const parts = async () => (await readdir(join(folder, "parts"))).filter((name) => !name.startsWith(".")).sort();

describe("splitBatch", () => {
  test.each([
    [2, [text("A", "B"), text("C", "D"), text("E")]],
    [4, [text("A", "B", "C", "D"), text("E")]],
    [5, [text("A", "B", "C", "D", "E")]],
    [6, [text("A", "B", "C", "D", "E")]],
  ])("divides into parts of %i blocks, byte for byte", async (maxBlocks, expected) => {
    const file = await put("A", "B", "C", "D", "E");
    const made = await splitBatch({ file, folder: join(folder, "parts"), maxBlocks });
    expect(await Promise.all(made.map(({ path }) => readFile(path, "utf8")))).toEqual(expected);
    expect(made.map(({ bytes }) => bytes)).toEqual(expected.map((one) => Buffer.byteLength(one)));
    expect(await parts()).toHaveLength(expected.length);
    expect(await rejectionCode(splitBatch({ file, folder: join(folder, "parts"), maxBlocks }))).toBe("SPLIT_EXISTS");
  });

  test("ends a run that broke off while the parts appeared, and makes none again that was taken away", async () => {
    const options = { file: await put("A", "B", "C"), folder: join(folder, "parts"), maxBlocks: 1 };
    const onPart = () => {
      throw new Error("power cut");
    };
    await expect(splitBatch({ ...options, onPart })).rejects.toThrow("power cut");
    await rename(join(folder, "parts", "all-0001.xml"), join(folder, "taken.xml"));
    expect(await rejectionCode(splitBatch({ ...options, maxBlocks: 2 }))).toBe("SPLIT_CHANGED");
    expect(await splitBatch(options)).toMatchObject([{ blocks: 1 }, { blocks: 1 }, { blocks: 1 }]);
    expect(await parts()).toEqual(["all-0002.xml", "all-0003.xml"]);
  });

  test("lets one run at a time make the parts", async () => {
    const options = { file: await put("A", "B", "C"), folder: join(folder, "parts"), maxBlocks: 1 };
    await mkdir(options.folder);
    const outcomes = await Promise.allSettled([splitBatch(options), splitBatch(options)]);
    // Which of the two comes first is open.
    outcomes.sort((a, b) => a.status.localeCompare(b.status));
    expect(outcomes).toMatchObject([
      { status: "fulfilled" },
      { status: "rejected", reason: { code: "SPLIT_RUNNING" } },
    ]);
  });
});
