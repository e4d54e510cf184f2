import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type BatchContract,
  checkBatch,
  createBatch,
  defineBatchContract,
  listFailedCards,
  matchFailures,
  type ProgramRow,
  reportJob,
  splitBatch,
  writeResubmission,
} from "../../../src/card-series-maintenance/index.ts";
import { OrceSandbox } from "../../../src/sandbox/orce/index.ts";
import type { RecordFormat } from "../../../src/xml/record-format.ts";
import { giftOrderFiles } from "../../docs/gift-order.ts";
import { contract as documented } from "../../docs/snippets/batch-schema.ts";
import { type Generated, generatedFrom } from "../../support/generated-format.ts";

/** What `types.gen.ts` of the first schema says. */
interface GiftCard {
  readonly kind: string;
  readonly run: string;
  readonly number?: string;
  readonly load?: { readonly currency: string; readonly text: string };
  readonly owner?: { readonly client?: string; readonly alias?: { readonly scheme?: string; readonly text: string } };
  readonly greeting?: string;
}

/** What `types.gen.ts` of the second schema says. */
interface Item {
  readonly Action: "ISSUE";
  readonly Product: { readonly CardPrefix: string; readonly Lot: number };
  readonly Holder?: readonly { readonly system: string; readonly text: string }[];
  readonly Value?: readonly { readonly purse: string; readonly cents: number }[];
}

interface Case {
  readonly schema: string;
  contractOf(format: RecordFormat<object>): BatchContract;
  /** The mapping from the columns `client`, `alias`, `amount`, `note`. */
  readonly mapping: {
    readonly columns: { readonly [field: string]: string };
    readonly constants: { readonly [field: string]: string };
  };
  /** What an issue about the customer and the series is about. */
  readonly customerPath: string;
  readonly seriesPath: string;
  /** The value of a field whose text the schema refuses, as the file holds it. */
  readonly spoil: readonly [valid: string, invalid: string];
  /** The series that the guide does not have. */
  readonly zeroSeries: readonly [field: string, text: string];
  readonly alternate: boolean;
}

const cases: readonly Case[] = [
  {
    schema: "gift-order",
    contractOf: (format) =>
      defineBatchContract({
        schema: format as RecordFormat<GiftCard>,
        binding: {
          fields: {
            CardPrefix: "/kind",
            CardSeriesSequence: "/run",
            CardNumber: "/number",
            CustomerID: "/owner/client",
            AlternateID: "/owner/alias/text",
            TypeCode: "/owner/alias/scheme",
            Amount: "/load/text",
            CurrencyID: "/load/currency",
          },
          envelope: { release: "2.1", sender: "Example Retail" },
        },
      }),
    mapping: {
      columns: { client: "client", alias: "alias", load: "amount", greeting: "note" },
      constants: { kind: "12345", run: "01", scheme: "CRM", currency: "USD" },
    },
    customerPath: "/owner/client",
    seriesPath: "/run",
    spoil: ['kind="12345"', 'kind="1234"'],
    zeroSeries: ["run", "00"],
    alternate: true,
  },
  {
    schema: "issue-batch",
    contractOf: (format) =>
      defineBatchContract({
        schema: format as RecordFormat<Item>,
        binding: {
          fields: {
            Action: { path: "/Action", read: ({ Action }) => (Action === "ISSUE" ? "GenerateCard" : Action) },
            CardSeriesSequence: {
              path: "/Product/Lot",
              read: ({ Product }) => (Product?.Lot === undefined ? undefined : String(Product.Lot).padStart(2, "0")),
            },
            CustomerID: {
              path: "/Holder/text",
              read: ({ Holder }) => Holder?.find(({ system }) => system === "CLIENT")?.text,
            },
            Amount: {
              path: "/Value/cents",
              read: ({ Value }) => {
                const value = Value?.find(({ purse }) => purse === "TENDER")?.cents;
                return value === undefined ? undefined : (Number(value) / 100).toFixed(2);
              },
            },
          },
        },
      }),
    mapping: {
      columns: { Holder: "client", cents: "cents" },
      constants: { CardPrefix: "12345", Lot: "1", system: "CLIENT", purse: "TENDER" },
    },
    customerPath: "/Holder/text",
    seriesPath: "/Product/Lot",
    spoil: ["<Action>ISSUE</Action>", "<Action>CANCEL</Action>"],
    zeroSeries: ["Lot", "0"],
    alternate: false,
  },
];

const rows: readonly ProgramRow[] = Array.from({ length: 9 }, (_, index) => ({
  client: `C${index + 1}`,
  alias: "",
  amount: `${index + 1}.50`,
  cents: String((index + 1) * 100 + 50),
  note: index === 3 ? "Hello & good luck" : "",
}));

describe.each(cases)("a batch job with the schema $schema", (one) => {
  let generated: Generated;
  let contract: BatchContract;
  let folder = "";
  const setup = {
    cardTypes: [{ prefix: "12345", programs: [{ kind: "tender", baseCurrency: "USD" }] }],
    series: [{ prefix: "12345", series: "01", numberOfCards: 100, batches: [1] }],
    customers: (key: object) => "customerId" in key && key.customerId !== "C4" && key.customerId !== "C7",
    configuration: { accountManagementDefaultReasonCode: "TEST" },
  } as const;
  const create = (options: { readonly rows?: readonly ProgramRow[]; readonly constants?: object } = {}) =>
    createBatch({
      source: { rows: options.rows ?? rows },
      contract,
      mapping: { ...one.mapping, constants: { ...one.mapping.constants, ...options.constants } },
      folder: join(folder, "outgoing"),
      name: "spring",
    });

  beforeAll(async () => {
    generated = await generatedFrom(new URL(`../../fixtures/batch-schemas/${one.schema}.xsd`, import.meta.url));
    contract = one.contractOf(generated.format);
    folder = mkdtempSync(join(tmpdir(), "cardwright-other-schema-"));
  });

  afterAll(() => {
    generated[Symbol.dispose]();
    rmSync(folder, { recursive: true, force: true });
  });

  test("creates a file, has ORCE process it, and finds, lists and writes again what failed", async () => {
    const report = await create();
    expect(report).toMatchObject({ rows: 9, blocks: 9, rejected: 0, withoutCustomer: 0 });
    const file = join(folder, "outgoing", report.files[0]?.file ?? "");
    const text = readFileSync(file, "utf8");
    expect(await checkBatch({ files: [file], contract })).toMatchObject({ blocks: 9, issues: 0, repeatedCustomers: 0 });

    const orceFolder = join(folder, "orce");
    await using orce = await OrceSandbox.start({ folder: orceFolder, setup, contract });
    const sent = join(folder, "spring-0001.xml");
    writeFileSync(sent, text);
    expect(await orce.process(sent)).toMatchObject({ generated: 7, failed: 2, unreadable: false });
    expect(orce.cards.recent(1)[0]?.accounts[0]?.balance).toBe("9.50");

    const complete = orce.complete("spring-0001.xml");
    const archived = join(complete, "archived", "spring-0001.xml");
    const failures = join(complete, "failed", readdirSync(join(complete, "failed"))[0] ?? "");
    const matched = await matchFailures({ sent: archived, failures, contract });
    expect([...matched.failed.ranges()]).toEqual([
      { first: 4, last: 4 },
      { first: 7, last: 7 },
    ]);
    expect(matched).toMatchObject({ sent: 9, succeeded: 7, inOrder: true, unmatched: [] });
    expect(matched.groups[0]?.possibleCodes).toContain("CUSTOMER_NOT_FOUND");
    const cards = await Array.fromAsync(
      listFailedCards({ sent: archived, report: matched, createdAs: file, contract }),
    );
    expect(cards).toMatchObject([
      { block: 4, customerId: "C4" },
      { block: 7, customerId: "C7" },
    ]);

    const target = join(folder, "again.xml");
    expect(await writeResubmission({ sent: archived, failed: matched.failed, target, contract })).toMatchObject({
      blocks: 2,
    });
    expect(await checkBatch({ files: [target], contract })).toMatchObject({ blocks: 2, issues: 0 });
    const job = await reportJob({ folder: join(folder, "outgoing"), name: "spring", results: [complete], contract });
    expect(job).toMatchObject({ cards: 9, generated: 7, failed: 2 });
    expect(job.requested).toMatchObject([{ kind: "Amount", total: "49.50", cards: 9 }]);
    expect(job.added).toMatchObject([{ kind: "Amount", total: "37.50", cards: 7 }]);
  });

  test("matches failures that ORCE has written anew, in another order and with other white space", async () => {
    const file = join(folder, "outgoing", "spring-0001.xml");
    const text = readFileSync(file, "utf8");
    const local = contract.schema.record.replace(/^.*\}/, "");
    const blocks = [...text.matchAll(new RegExp(`<${local}[ >].*?</${local}>`, "gs"))].map(([block]) => block);
    expect(blocks).toHaveLength(9);
    const failed = [blocks[6], blocks[1]].map((block) => block?.replaceAll(/>\s+</g, "><")).join("\n");
    const failures = join(folder, "failures.xml");
    const start = text.indexOf(blocks[0] ?? "");
    const end = text.lastIndexOf(blocks[8] ?? "") + (blocks[8]?.length ?? 0);
    writeFileSync(failures, text.slice(0, start) + failed + text.slice(end));
    const matched = await matchFailures({ sent: file, failures, contract });
    expect([...matched.failed.ranges()]).toEqual([
      { first: 2, last: 2 },
      { first: 7, last: 7 },
    ]);
    expect(matched).toMatchObject({ inOrder: false, unmatched: [] });
  });

  test("takes a failures file without blocks for no failure, and a damaged one for an error", async () => {
    const sent = join(folder, "outgoing", "spring-0001.xml");
    const text = readFileSync(sent, "utf8");
    const local = contract.schema.record.replace(/^.*\}/, "");
    const failures = join(folder, "none.xml");
    writeFileSync(failures, text.replaceAll(new RegExp(`<${local}[ >].*?</${local}>`, "gs"), ""));
    expect(await matchFailures({ sent, failures, contract })).toMatchObject({ sent: 9, succeeded: 9 });
    writeFileSync(failures, text.slice(0, text.indexOf(`<${local}`)));
    await expect(matchFailures({ sent, failures, contract })).rejects.toMatchObject({ code: "XML_NOT_WELL_FORMED" });
  });

  test("splits a file into parts that are valid", async () => {
    const parts = await splitBatch({
      file: join(folder, "outgoing", "spring-0001.xml"),
      folder: join(folder, "parts"),
      maxBlocks: 4,
      contract,
    });
    expect(parts.map(({ blocks }) => blocks)).toEqual([4, 4, 1]);
    expect(await checkBatch({ files: parts.map(({ path }) => path), contract })).toMatchObject({
      blocks: 9,
      issues: 0,
    });
  });

  test("names the values of its own blocks in issues", async () => {
    const text = readFileSync(join(folder, "outgoing", "spring-0001.xml"), "utf8");
    const [valid, invalid] = one.spoil;
    const file = join(folder, "spoilt.xml");
    writeFileSync(file, text.replace(valid, invalid).replaceAll(">C9<", ">C8<"));
    const report = await checkBatch({ files: [file], contract, oneCardPerCustomer: true });
    expect(report.firstIssues).toMatchObject([
      { block: 1, file },
      { block: 9, path: one.customerPath, keyword: "duplicate" },
    ]);
    const [field, series] = one.zeroSeries;
    await expect(create({ rows: [{ client: "C1" }], constants: { [field]: series } })).rejects.toMatchObject({
      code: "BATCH_JOB_CHANGED",
    });
    const run = createBatch({
      source: { rows: [{ client: "C1", cents: "5" }] },
      contract,
      mapping: {
        columns: { [one.schema === "gift-order" ? "client" : "Holder"]: "client" },
        constants: { ...one.mapping.constants, [field]: series },
      },
      folder: "",
      name: "dry",
      dryRun: true,
    });
    expect((await run).rejectedRows[0]?.issues).toMatchObject([{ path: one.seriesPath, keyword: "firstSeries" }]);
  });

  test("refuses a file of the schema of ORCE's guide, and says what it expects", async () => {
    const file = join(folder, "guide.xml");
    writeFileSync(file, "<CardSeriesMaintenance><CardSeries/></CardSeriesMaintenance>");
    const { firstIssues } = await checkBatch({ files: [file], contract });
    expect(firstIssues).toMatchObject([{ code: "XML_INVALID" }]);
    expect(firstIssues[0]?.help).toContain(`<${contract.schema.root.replace(/^.*\}/, "")}>`);
  });
});

describe("the contract of the documentation", () => {
  test("is made of what is generated from its schema today", async () => {
    for (const { path, text } of await giftOrderFiles())
      expect(readFileSync(join("test/docs/snippets", path), "utf8"), "Run: npm run docs:snippets").toBe(text);
  });

  test("reads requests, also from blocks that the schema refuses", () => {
    const { requestOf, readRequest } = documented;
    const card = { kind: "12345", run: "01", load: { currency: "EUR", text: "5.00" }, owner: { client: "C1" } };
    expect(requestOf(card)).toEqual({
      Action: "GenerateCard",
      CardPrefix: "12345",
      CardSeriesSequence: "01",
      Customer: { CustomerID: "C1" },
      RTPTransaction: { RTPAmount: { Amount: "5.00", CurrencyID: "EUR" } },
    });
    expect(
      readRequest('<g:card kind="1" xmlns:g="urn:x"><g:owner/><g:load currency="USD">5</g:load></g:card>'),
    ).toEqual({
      Action: "GenerateCard",
      CardPrefix: "1",
      RTPTransaction: { RTPAmount: { CurrencyID: "USD" } },
    });
  });
});

describe("defineBatchContract", () => {
  test("names a path that leads nowhere, a missing value, and an envelope that the schema refuses", async () => {
    using gift = await generatedFrom(new URL("../../fixtures/batch-schemas/gift-order.xsd", import.meta.url));
    const schema = gift.format as RecordFormat<GiftCard>;
    const fields = { CardPrefix: "/kind", CardSeriesSequence: "/run" } as const;
    const envelope = { release: "1", sender: "x" };
    const codeAndText = (text: string) =>
      expect.objectContaining({ code: "BATCH_CONTRACT", message: expect.stringContaining(text) });
    expect(() => defineBatchContract({ schema, binding: { envelope } })).toThrow(codeAndText("CardPrefix"));
    // As from JavaScript.
    const wrong = { ...fields, CustomerID: "/owner/nobody" as "/owner/client" };
    expect(() => defineBatchContract({ schema, binding: { fields: wrong, envelope } })).toThrow(
      codeAndText("/owner/nobody"),
    );
    expect(() => defineBatchContract({ schema, binding: { fields } })).toThrow(codeAndText("around the blocks"));
    expect(defineBatchContract({ schema, binding: { fields, envelope } }).fields).toContain("greeting");
  });

  test("refuses a schema whose documents are no lists", async () => {
    using gift = await generatedFrom(new URL("../../fixtures/batch-schemas/gift-order.xsd", import.meta.url), {
      record: ".",
    });
    expect(() => defineBatchContract({ schema: gift.format })).toThrow(
      expect.objectContaining({ code: "BATCH_CONTRACT" }),
    );
  });

  test("refuses a schema with several kinds of blocks", async () => {
    using entries = await generatedFrom(new URL("../../support/xsd/schemas/entries.xsd", import.meta.url));
    expect(() => defineBatchContract({ schema: entries.format })).toThrow(
      expect.objectContaining({ code: "BATCH_CONTRACT", message: expect.stringContaining("<Sale>, <Refund>") }),
    );
  });
});
