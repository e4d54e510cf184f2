import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { cardSeriesFormat } from "../../../../generated/card-series/format.gen.ts";
import type { CardSeries } from "../../../../generated/card-series/types.gen.ts";
import { NumberSet } from "../../../../src/card-series-maintenance/file/number-set.ts";
import { createBlockContent } from "../../../../src/card-series-maintenance/jobs/failures/block-content.ts";
import { matchFailures } from "../../../../src/card-series-maintenance/jobs/failures/match-failures.ts";
import { findProcessedFiles } from "../../../../src/card-series-maintenance/jobs/failures/processed-files.ts";
import { writeResubmission } from "../../../../src/card-series-maintenance/jobs/failures/write-resubmission.ts";
import { rejectionCode } from "../../../support/code-of.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "cardwright-after-"));
});
afterEach(() => rm(folder, { recursive: true }));

const put = async (name: string, text: string | Uint8Array) => {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
};
const block = (customer: string, extra = "") =>
  `<CardSeries Action="GenerateCard"><CardPrefix>12345</CardPrefix><CardSeriesSequence>01</CardSeriesSequence>${extra}` +
  `${customer === "" ? "" : `<Customer><CustomerID>${customer}</CustomerID></Customer>`}</CardSeries>`;
const file = (blocks: readonly string[], separator = "\n  ") =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<!-- ours -->\n<CardSeriesMaintenance>${blocks.map((one) => separator + one).join("")}\n</CardSeriesMaintenance>\n`;
const match = async (sent: readonly string[], failures: readonly string[] | undefined) =>
  matchFailures({
    sent: await put("sent.xml", file(sent)),
    ...(failures && { failures: await put("failures.xml", file(failures, "\n\n")) }),
  });
const numbers = (set: NumberSet) =>
  [...set.ranges()].flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, i) => first + i));

describe("matchFailures", () => {
  test("says which blocks failed and which succeeded", async () => {
    const report = await match([block("A"), block("B"), block("C"), block("D")], [block("B"), block("D")]);
    expect({ ...report, failed: numbers(report.failed) }).toMatchObject({
      sent: 4,
      succeeded: 2,
      failed: [2, 4],
      inOrder: true,
      ambiguous: 0,
      unmatched: [],
    });
  });

  test("takes a missing failures file as success", async () => {
    expect(await match([block("A"), block("B")], undefined)).toMatchObject({ sent: 2, succeeded: 2, groups: [] });
  });

  test.each([
    "<CardSeriesMaintenance/>",
    '\ufeff<?xml version="1.0" encoding="UTF-8" ?>\n<!-- <CardSeries/> -->\n<CardSeriesMaintenance xmlns:x="y">\n</CardSeriesMaintenance >\n',
    Buffer.from(
      '\ufeff<?xml version="1.0" encoding="UTF-16"?><CardSeriesMaintenance></CardSeriesMaintenance>',
      "utf16le",
    ),
  ])("takes a failures file without a block as success: %#", async (failures) => {
    const sent = await put("sent.xml", file([block("A")]));
    expect(await matchFailures({ sent, failures: await put("failures.xml", failures) })).toMatchObject({
      succeeded: 1,
    });
  });

  test.each([
    "",
    "<CardSeriesMaintenance>",
    "<Other/>",
    '<?xml version="1.0"?>',
    "<CardSeriesMaintenance>x</CardSeriesMaintenance>",
  ])("does not take %j for a failures file without a block", async (failures) => {
    const sent = await put("sent.xml", file([block("A")]));
    expect(await rejectionCode(matchFailures({ sent, failures: await put("failures.xml", failures) }))).toMatch(
      /^XML_/,
    );
  });

  test("tells equal blocks apart by their position", async () => {
    const report = await match([block("A"), block("B"), block("A")], [block("B"), block("A")]);
    expect(numbers(report.failed)).toEqual([2, 3]);
    expect(report).toMatchObject({ inOrder: true, ambiguous: 2 });
    expect(numbers((await match([block("A"), block("B"), block("A")], [block("A"), block("B")])).failed)).toEqual([
      1, 2,
    ]);
  });

  test("matches failures in another order, and names what was never sent", async () => {
    const report = await match([block("A"), block("B"), block("C")], [block("C"), block("X"), block("A")]);
    expect(numbers(report.failed)).toEqual([1, 3]);
    expect(report).toMatchObject({ inOrder: false, unmatched: [{ line: 7, column: 1 }] });
  });

  test("compares what a block says, not how it is written", async () => {
    const amounts = "<RTPTransaction><RTPAmount><Amount>25.50</Amount></RTPAmount></RTPTransaction>";
    const written =
      '<CardSeries  Action="GenerateCard">\n<CardPrefix>12345</CardPrefix><CardSeriesSequence>01</CardSeriesSequence>' +
      "<Customer><CustomerID>&#65;</CustomerID></Customer><RTPTransaction><RTPAmount><Amount>25.5</Amount></RTPAmount></RTPTransaction></CardSeries>";
    expect(numbers((await match([block(""), block("A", amounts)], [written])).failed)).toEqual([2]);
  });

  test("compares blocks that the schema refuses by their text", async () => {
    const bad = block("A", "<CardNumber>1</CardNumber>");
    expect(numbers((await match([block("A"), bad], [bad])).failed)).toEqual([2]);
  });

  test("is right for every selection, with equal blocks among them", async () => {
    const blocks = fc.array(fc.record({ customer: fc.constantFrom("A", "B", "C"), failed: fc.boolean() }), {
      minLength: 1,
      maxLength: 12,
    });
    await fc.assert(
      fc.asyncProperty(blocks, async (all) => {
        const failed = all.filter((one) => one.failed).map(({ customer }) => block(customer));
        const report = await match(
          all.map(({ customer }) => block(customer)),
          failed.length === 0 ? undefined : failed,
        );
        const found = numbers(report.failed);
        expect(report).toMatchObject({ inOrder: true, unmatched: [], succeeded: all.length - failed.length });
        expect(found.map((number) => block(all[number - 1]?.customer ?? ""))).toEqual(failed);
      }),
      { numRuns: 40 },
    );
  });

  test("does not take half a failures file for the whole", async () => {
    const failures = await put("failures.xml", file([block("A"), block("B")]).slice(0, -30));
    const matching = matchFailures({ sent: await put("sent.xml", file([block("A"), block("B")])), failures });
    expect(await rejectionCode(matching)).toMatch(/^XML_/);
    await expect(matching).rejects.toThrow(/^failures\.xml, line [0-9]+, column [0-9]+: /);
  });

  test("groups what failed and says which codes can be behind it", async () => {
    const euro = "<RTPTransaction><RTPAmount><CurrencyID>EUR</CurrencyID></RTPAmount></RTPTransaction>";
    const { groups } = await match(
      [block("A", euro), block("B", euro), block("C"), block("")],
      [block("A", euro), block("B", euro)],
    );
    expect(groups).toHaveLength(1);
    expect(groups[0]).toMatchObject({
      customer: "CustomerID",
      currency: "EUR",
      hasCardNumber: false,
      hasTransaction: true,
      sent: 2,
      failed: 2,
    });
    expect(groups[0]?.possibleCodes).toEqual(
      expect.arrayContaining(["CUSTOMER_NOT_FOUND", "FOREIGN_CURRENCY_NOT_ALLOWED"]),
    );
    // Others of the series succeeded, also after them.
    for (const code of ["CARD_SERIES_NOT_FOUND", "PROGRAM_EXPIRED", "ALL_CARDS_GENERATED"])
      expect(groups[0]?.possibleCodes).not.toContain(code);
    const all = await match([block(""), block("")], [block(""), block("")]);
    expect(all.groups[0]?.possibleCodes).toEqual(
      expect.arrayContaining(["CARD_SERIES_NOT_FOUND", "ALL_CARDS_GENERATED"]),
    );
    expect(all.groups[0]?.possibleCodes).not.toContain("CUSTOMER_NOT_FOUND");
    const tail = await match([block("A"), block("B"), block("C")], [block("B"), block("C")]);
    expect(tail.groups[0]?.possibleCodes).toContain("ALL_CARDS_GENERATED");
  });

  test("groups blocks that the schema refuses, too", async () => {
    const noPrefix = block("A").replace("12345", "");
    const noSeries = block("A").replace(/<CardSeriesSequence>01<.CardSeriesSequence>/, "");
    const failures = [noPrefix, noSeries, block("B", "<CardNumber>1</CardNumber>")];
    const { groups } = await match([block("A"), ...failures, block("C")], failures);
    expect(groups.map(({ failed, sent, customer, hasCardNumber }) => [failed, sent, customer, hasCardNumber])).toEqual([
      [1, 1, "CustomerID", false],
      [1, 1, "CustomerID", false],
      [1, 1, "CustomerID", true],
    ]);
    const codes = groups.map(({ possibleCodes }) => possibleCodes.filter((code) => code.endsWith("UNSPECIFIED")));
    expect(codes).toEqual([["CARD_SERIES_PREFIX_UNSPECIFIED"], ["CARD_SERIES_UNSPECIFIED"], []]);
    const shifted = block(
      "",
      "<RTPTransaction><RTPAmount><CurrencyID>4000123412341234</CurrencyID></RTPAmount></RTPTransaction>",
    );
    const [group] = (await match([shifted], [shifted])).groups;
    expect(JSON.stringify(group)).not.toContain("4000");
    expect(group?.possibleCodes).toContain("FOREIGN_CURRENCY_NOT_ALLOWED");
  });
});

describe("writeResubmission", () => {
  test("copies the failed blocks byte for byte, between the file's own beginning and end", async () => {
    const set = fc.uniqueArray(fc.integer({ min: 1, max: 8 }), { minLength: 1 });
    let run = 0;
    await fc.assert(
      fc.asyncProperty(set, async (failed) => {
        run++;
        const blocks = Array.from({ length: 8 }, (_, i) => block(`Kunde ü${i}`, i % 2 === 0 ? "<!-- kept -->" : ""));
        const sent = await put(`sent-${run}.xml`, file(blocks));
        const chosen = new NumberSet();
        for (const number of failed) chosen.add(number);
        const target = join(folder, `again-${run}.xml`);
        const { bytes } = await writeResubmission({ sent, failed: chosen, target });
        const text = await readFile(target, "utf8");
        expect(text).toBe(file(blocks.filter((_, i) => chosen.has(i + 1))));
        expect(bytes).toBe(Buffer.byteLength(text));
      }),
      { numRuns: 30 },
    );
  });

  test("keeps a file's encoding", async () => {
    const text = file([block("Müller"), block("Köhler")]).replace("UTF-8", "ISO-8859-1");
    const sent = await put("latin.xml", Buffer.from(text, "latin1"));
    const failed = new NumberSet();
    failed.add(2);
    await writeResubmission({ sent, failed, target: join(folder, "again.xml") });
    expect((await readFile(join(folder, "again.xml"))).toString("latin1")).toBe(
      file([block("Köhler")]).replace("UTF-8", "ISO-8859-1"),
    );
  });

  test("is not made a second time when it was taken away, and is finished when a run broke off", async () => {
    const sent = await put("sent.xml", file([block("A"), block("B")]));
    const failed = new NumberSet();
    failed.add(2);
    const target = join(folder, "again.xml");
    const { bytes } = await writeResubmission({ sent, failed, target });
    await rename(target, join(folder, "taken.xml"));
    expect(await rejectionCode(writeResubmission({ sent, failed, target }))).toBe("RESUBMIT_EXISTS");
    await rename(join(folder, "taken.xml"), join(folder, ".again.xml.part"));
    expect(await writeResubmission({ sent, failed, target })).toEqual({ blocks: 1, bytes });
    expect(await readFile(target, "utf8")).toBe(file([block("B")]));
  });

  test("is made by one run at a time", async () => {
    const sent = await put("sent.xml", file([block("A")]));
    const failed = new NumberSet();
    failed.add(1);
    const target = join(folder, "again.xml");
    const write = () => writeResubmission({ sent, failed, target });
    const outcomes = await Promise.allSettled([write(), write()]);
    // Which of the two comes first is open.
    outcomes.sort((a, b) => a.status.localeCompare(b.status));
    expect(outcomes).toMatchObject([
      { status: "fulfilled" },
      { status: "rejected", reason: { code: "RESUBMIT_RUNNING" } },
    ]);
  });

  test("refuses to overwrite, to write nothing, and to copy from another file", async () => {
    const sent = await put("sent.xml", file([block("A")]));
    const failed = new NumberSet();
    expect(await rejectionCode(writeResubmission({ sent, failed, target: join(folder, "x.xml") }))).toBe(
      "RESUBMIT_NOTHING",
    );
    failed.add(1);
    expect(await rejectionCode(writeResubmission({ sent, failed, target: sent }))).toBe("RESUBMIT_EXISTS");
    failed.add(2);
    expect(await rejectionCode(writeResubmission({ sent, failed, target: join(folder, "x.xml") }))).toBe(
      "RESUBMIT_OTHER_FILE",
    );
  });
});

describe("findProcessedFiles", () => {
  test("pairs files with their failures, on whichever side of the extension the name grew", async () => {
    for (const part of ["archived", "failed"]) await mkdir(join(folder, part));
    for (const name of [
      "archived/a.xml",
      "archived/b.xml",
      "archived/c.xml",
      "failed/a_failures.xml",
      "failed/b.xml_failures",
      "failed/z_failures.xml",
    ])
      await put(name, "");
    const { files, orphans } = await findProcessedFiles(folder);
    expect(files).toEqual([
      { name: "a.xml", archived: join(folder, "archived/a.xml"), failures: join(folder, "failed/a_failures.xml") },
      { name: "b.xml", archived: join(folder, "archived/b.xml"), failures: join(folder, "failed/b.xml_failures") },
      { name: "c.xml", archived: join(folder, "archived/c.xml") },
    ]);
    expect(orphans).toEqual([join(folder, "failed/z_failures.xml")]);
  });

  test("does not take a folder of another kind, or none, for one in which nothing failed", async () => {
    expect(await rejectionCode(findProcessedFiles(join(folder, "none")))).toBe("PROCESSED_FOLDER");
    expect(await rejectionCode(findProcessedFiles(folder))).toBe("PROCESSED_FOLDER");
    await mkdir(join(folder, "archived"));
    expect(await findProcessedFiles(folder)).toEqual({ files: [], orphans: [] });
  });
});

const blockContent = createBlockContent(cardSeriesFormat);

describe("the content of a block", () => {
  test("differs where anything differs", () => {
    const base: CardSeries = {
      Action: "GenerateCard",
      CardPrefix: "12345",
      CardSeriesSequence: "01",
      RTPTransaction: { RTPAmount: { Amount: "25.5" } },
    };
    const same: CardSeries[] = [
      { ...base, Customer: { CustomerID: "" } },
      { ...base, RTPTransaction: { RTPAmount: { Amount: "025.500" } } },
      { ...base, RTPTransaction: { RTPAmount: { Amount: "+25.50" } } },
    ];
    const amount = (text: string) => blockContent({ ...base, RTPTransaction: { RTPAmount: { Amount: text } } });
    expect([amount(".50"), amount("0.5")]).toEqual([amount("00.5"), amount("00.5")]);
    expect([amount("0"), amount("0."), amount(".0")]).toEqual([amount("000"), amount("000"), amount("000")]);
    expect(new Set(["0", "1", "10", "100", "0.1", "1.1", "10.01"].map(amount)).size).toBe(7);
    const others: CardSeries[] = [
      { ...base, CardPrefix: "12346" },
      { ...base, UserName: "x" },
      { ...base, UserOrganization: "x" },
      { ...base, RTPTransaction: { RTPAmount: { AwardAmount: "25.5" } } },
      { ...base, RTPTransaction: { RTPAmount: { Amount: "250" } } },
      { ...base, Customer: { CustomerID: "x" } },
    ];
    for (const one of same) expect(blockContent(one)).toBe(blockContent(base));
    for (const one of others) expect(blockContent(one)).not.toBe(blockContent(base));
  });
});
