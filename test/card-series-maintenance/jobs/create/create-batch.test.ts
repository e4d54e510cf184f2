import { mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createBatch } from "../../../../src/card-series-maintenance/jobs/create/create-batch.ts";
import type { CreateBatchOptions } from "../../../../src/card-series-maintenance/jobs/create/create-options.ts";
import type { ProgramRow } from "../../../../src/card-series-maintenance/jobs/rows/row.ts";
import { rejectionCode } from "../../../support/code-of.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "cardwright-batch-"));
});
afterEach(() => rm(folder, { recursive: true }));

const series = { CardPrefix: "12345", CardSeriesSequence: "01" };
const people = (count: number): ProgramRow[] => Array.from({ length: count }, (_, i) => ({ customer: `C${i + 1}` }));
const create = (rows: readonly ProgramRow[], options: Partial<CreateBatchOptions> = {}) =>
  createBatch({
    source: { rows },
    mapping: { columns: { CustomerID: "customer" }, constants: series },
    folder,
    name: "spring",
    ...options,
  });
const files = async () => (await readdir(folder)).sort();
const customersIn = async (file: string) =>
  [...(await readFile(join(folder, file), "utf8")).matchAll(/<CustomerID>(.*?)<\/CustomerID>/g)].map(
    (match) => match[1],
  );

describe("createBatch", () => {
  test("makes one block a row and leaves out what is not given", async () => {
    const report = await create([{ customer: "C1" }, { customer: "" }]);
    expect(report).toMatchObject({
      rows: 2,
      blocks: 2,
      rejected: 0,
      files: [{ file: "spring-0001.xml", blocks: 2, firstLine: 1, lastLine: 2 }],
    });
    const text = await readFile(join(folder, "spring-0001.xml"), "utf8");
    expect(text.match(/<Customer>/g)).toHaveLength(1);
    expect(text).not.toContain("RTPTransaction");
    expect(await files()).toEqual([".spring-0001.xml.lines", ".spring.lock", "spring-0001.xml", "spring.job.json"]);
  });

  test("gives a currency to rows with an amount, and a type code to rows with an ID", async () => {
    const rows = [{ Amount: "5" }, { Amount: "" }, { AlternateID: "A1" }];
    const constants = { ...series, CurrencyID: "USD", TypeCode: "XSTORE_ID" };
    await create(rows, { mapping: { constants } });
    const text = await readFile(join(folder, "spring-0001.xml"), "utf8");
    expect(text.match(/<RTPTransaction>/g)).toHaveLength(1);
    expect(text).toMatch(/<CurrencyID>USD<\/CurrencyID>\s*<Amount>5</);
    expect(text.match(/<Customer>/g)).toHaveLength(1);
    const empty = { ...series, CustomerID: "", UserName: " " };
    expect(await create([{ ...series }], { name: "empty", mapping: { constants: empty } })).toMatchObject({
      withoutCustomer: 1,
    });
    expect(await readFile(join(folder, "empty-0001.xml"), "utf8")).not.toMatch(/Customer>|UserName/);
  });

  test("fills every field a row can have", async () => {
    const row = {
      UserName: "Clerk",
      UserOrganization: "Shop",
      CardNumber: "4000123412341234",
      CustomerID: "C1",
      TypeCode: "XSTORE_ID",
      AlternateID: "A1",
      RTPTransactionID: "T1",
      OperatorID: "O1",
      LocationID: "L1",
      TransactionDateTime: "2026-05-01T10:00:00",
      DeviceID: "D1",
      BusinessDate: "2026-05-01",
      CurrencyID: "USD",
      Amount: "25.50",
      AwardAmount: "1",
      LoyaltyAmount: "2",
      ...series,
    };
    await create([row], { mapping: {} });
    const text = await readFile(join(folder, "spring-0001.xml"), "utf8");
    for (const [name, value] of Object.entries(row))
      expect(text).toContain(name === "TypeCode" ? 'TypeCode="XSTORE_ID"' : `<${name}>${value}</${name}>`);
  });

  test("splits by count, by size and where the series changes", async () => {
    const byCount = await create(people(7), { name: "count", maxBlocks: 3 });
    expect(byCount.files.map(({ blocks, firstLine, lastLine }) => [blocks, firstLine, lastLine])).toEqual([
      [3, 1, 3],
      [3, 4, 6],
      [1, 7, 7],
    ]);
    const bySize = await create(people(200), { name: "size", maxBytes: 8_192 });
    expect(bySize.files.length).toBeGreaterThan(2);
    for (const { bytes } of bySize.files) expect(bytes).toBeLessThanOrEqual(8_192);
    const long = { ...series, UserName: "x".repeat(4_096) };
    const { bytes = 0 } = (await create([long], { name: "alone", mapping: {} })).files[0] ?? {};
    expect(await create([long], { name: "fits", mapping: {}, maxBytes: bytes })).toMatchObject({ blocks: 1 });
    const tooLong = create([{ ...series }, long], { name: "long", mapping: {}, maxBytes: bytes - 1 });
    await expect(tooLong).rejects.toMatchObject({ code: "BATCH_ROW", details: { line: 2 } });
    const rows = [{ ...series }, { ...series }, { ...series, CardSeriesSequence: "02" }];
    expect((await create(rows, { name: "series", mapping: {} })).files.map(({ blocks }) => blocks)).toEqual([2, 1]);
    const mixed = [{ ...series }, { ...series, CardSeriesSequence: "02" }, { ...series }];
    expect(await rejectionCode(create(mixed, { name: "mixed", mapping: {} }))).toBe("BATCH_SERIES_ORDER");
  });

  test("stops at a bad row with its line, and shows no value", async () => {
    const rows = [...people(2), { customer: "C3", CardPrefix: "Jane" }];
    const mapping = { columns: { CustomerID: "customer" }, constants: series } as const;
    const creating = create(rows, { mapping });
    expect(await rejectionCode(creating)).toBe("BATCH_ROW");
    await expect(creating).rejects.toThrow(/^Line 3: column CardPrefix: expected (?!.*Jane)/);
    expect((await files()).filter((file) => !file.startsWith("."))).toEqual([]);
  });

  test("lists bad rows when told to leave them out", async () => {
    const number = "4000123412341234";
    const rows = [
      { customer: "C1", CardNumber: number },
      { customer: "C2", CardNumber: number },
      { customer: "C3", CardPrefix: "x" },
      { customer: "C4" },
    ];
    const report = await create(rows, { onBadRow: "skip" });
    expect(report).toMatchObject({ rows: 4, blocks: 2, rejected: 2 });
    expect(report.rejectedRows).toMatchObject([
      {
        line: 2,
        issues: [{ path: "/CardNumber", keyword: "duplicate", message: "column CardNumber is the same as in line 1" }],
      },
      { line: 3, issues: [{ path: "/CardPrefix" }] },
    ]);
    const list = await readFile(join(folder, "spring.rejected.jsonl"), "utf8");
    expect(
      list
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line)),
    ).toEqual(report.rejectedRows);
    expect(list).not.toContain(number);
  });

  test("makes no card for nobody because of how a column is called", async () => {
    const rows = [{ customerid: "C1" }];
    const creating = create(rows, { mapping: { constants: series } });
    expect(await rejectionCode(creating)).toBe("ROW_COLUMN");
    await expect(creating).rejects.toThrow(/column customerid.* CustomerID/);
    const used = { columns: { CustomerID: "customerid" }, constants: series } as const;
    expect(await create(rows, { name: "mapped", mapping: used })).toMatchObject({ blocks: 1, withoutCustomer: 0 });
    const missing = create([{ ...series, customer_no: "C1" }], { mapping: { columns: { CustomerID: "customer" } } });
    await expect(missing).rejects.toMatchObject({ code: "ROW_COLUMN", help: expect.stringContaining("customer_no") });
    // Of a file without a header, the first row is taken for the names.
    const columns = { CustomerID: "customer" } as const;
    for (const mapping of [{ constants: series }, { columns, constants: series }]) {
      const noHeader = create([{ C17: "x", "Jane Doe": "y" }], { mapping });
      await expect(noHeader).rejects.toMatchObject({ code: "ROW_COLUMN", help: expect.not.stringMatching(/C17|Jane/) });
    }
    expect(await create([{}, {}], { name: "nobody", mapping: { constants: series } })).toMatchObject({
      blocks: 2,
      withoutCustomer: 2,
    });
  });

  test("counts repeated customers, or refuses them", async () => {
    const rows = [{ customer: "C1" }, { customer: "C2" }, { customer: "C1" }];
    expect(await create(rows)).toMatchObject({ blocks: 3, repeatedCustomers: 1 });
    expect(await rejectionCode(create(rows, { name: "strict", oneCardPerCustomer: true }))).toBe("BATCH_ROW");
  });

  test("goes on where a broken run stopped, without making a published file again", async () => {
    const rows = people(10);
    const breaking = async function* () {
      yield* rows.slice(0, 7);
      throw new Error("power cut");
    };
    await expect(create(rows, { source: { rows: breaking() }, maxBlocks: 2 })).rejects.toThrow("power cut");
    // ORCE has taken what was there.
    const taken = (await files()).filter((file) => file.endsWith(".xml"));
    expect(taken).toHaveLength(3);
    for (const file of taken) await rename(join(folder, file), join(folder, `taken-${file}`));
    const report = await create(rows, { maxBlocks: 2 });
    expect(report).toMatchObject({ rows: 10, blocks: 10 });
    const all = (await files()).filter((file) => file.endsWith(".xml"));
    expect(all).toEqual([
      "spring-0004.xml",
      "spring-0005.xml",
      "taken-spring-0001.xml",
      "taken-spring-0002.xml",
      "taken-spring-0003.xml",
    ]);
    expect((await Promise.all(all.map(customersIn))).flat().sort()).toEqual(
      rows.map(({ customer }) => customer).sort(),
    );
    // Once more changes nothing.
    expect((await create(rows, { maxBlocks: 2 })).files).toEqual(report.files);
    expect((await files()).filter((file) => file.endsWith(".xml"))).toEqual(all);
  });

  test("publishes a file whose publication was cut short", async () => {
    await create(people(4), { maxBlocks: 2 });
    await rename(join(folder, "spring-0002.xml"), join(folder, ".spring-0002.xml.part"));
    await create(people(4), { maxBlocks: 2 });
    expect(await files()).toContain("spring-0002.xml");
  });

  test("notices that the input or the options have changed", async () => {
    await create(people(4), { maxBlocks: 2 });
    expect(await rejectionCode(create(people(4), { maxBlocks: 3 }))).toBe("BATCH_JOB_CHANGED");
    expect(await rejectionCode(create(people(4).toReversed(), { maxBlocks: 2 }))).toBe("BATCH_JOB_CHANGED");
    expect(await rejectionCode(create(people(2), { maxBlocks: 2 }))).toBe("BATCH_JOB_CHANGED");
    await writeFile(join(folder, "spring.job.json"), "{");
    expect(await rejectionCode(create(people(4), { maxBlocks: 2 }))).toBe("BATCH_JOB_DAMAGED");
  });

  test("lets one process at a time work on a batch", async () => {
    const outcomes = await Promise.allSettled([create(people(3)), create(people(3)), create(people(3))]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected", "rejected"]);
    expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { code: "BATCH_JOB_RUNNING" },
    });
    expect(await create(people(3))).toMatchObject({ blocks: 3 });
  });

  test("stops when told to, and tells how far it is", async () => {
    const seen: number[] = [];
    await create(people(2_500), { onProgress: ({ rows }) => seen.push(rows) });
    expect(seen).toEqual([1_000, 2_000, 2_500, 2_500]);
    await expect(create(people(3), { name: "stopped", signal: AbortSignal.abort(new Error("stop")) })).rejects.toThrow(
      "stop",
    );
  });

  test.each([
    [{ name: "../x" }, "BATCH_OPTIONS"],
    [{ maxBlocks: 0 }, "BATCH_OPTIONS"],
    [{ maxBytes: 1 }, "BATCH_OPTIONS"],
    [{ mapping: { columns: { Customer: "x" } as object } }, "MAPPING_FIELD"],
    [{ mapping: { columns: { CustomerID: "customer" } } }, "MAPPING_INCOMPLETE"],
    [{ mapping: { columns: { CustomerID: "no such" }, constants: series } }, "ROW_COLUMN"],
  ])("refuses %j", async (options, code) => {
    expect(await rejectionCode(create(people(1), options))).toBe(code);
  });

  test("makes no file of no rows", async () => {
    expect(await create([])).toMatchObject({ rows: 0, files: [] });
  });
});
