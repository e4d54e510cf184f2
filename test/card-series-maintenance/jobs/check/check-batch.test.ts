import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { checkBatch } from "../../../../src/card-series-maintenance/jobs/check/check-batch.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "cardwright-check-"));
});
afterEach(() => rm(folder, { recursive: true }));

const block = (inside: string, series = "01") =>
  `<CardSeries Action="GenerateCard"><CardPrefix>12345</CardPrefix><CardSeriesSequence>${series}</CardSeriesSequence>${inside}</CardSeries>\n`;
const put = async (name: string, ...blocks: readonly string[]) => {
  const path = join(folder, name);
  await writeFile(path, `<CardSeriesMaintenance>\n${blocks.join("")}</CardSeriesMaintenance>\n`);
  return path;
};
const number = "<CardNumber>4000123412341234</CardNumber>";

describe("checkBatch", () => {
  test("compares a block that breaks a rule with the others", async () => {
    const files = [
      await put("a.xml", block(number)),
      await put("b.xml", block(""), block(`${number}<Customer/>`), block("", "02")),
    ];
    const { issues, firstIssues, notCompared } = await checkBatch({ files });
    expect(firstIssues.map(({ file, line, keyword }) => ({ file, line, keyword }))).toEqual([
      { file: files[1], line: 3, keyword: "emptyCustomer" },
      { file: files[1], line: 3, keyword: "duplicate" },
      { file: files[1], line: 4, keyword: "sameCardSeriesSequence" },
    ]);
    expect({ issues, notCompared }).toEqual({ issues: 3, notCompared: 0 });
  });

  test("says how many blocks the schema kept it from comparing", async () => {
    const files = [await put("a.xml", block(number), block(`${number}<Nonsense/>`), block(number))];
    const report = await checkBatch({ files });
    expect(report).toMatchObject({ blocks: 3, issues: 2, notCompared: 1 });
    expect(report.firstIssues.at(-1)?.message).toBe("<CardNumber> is the same as in block 1 of a.xml");
  });
});
