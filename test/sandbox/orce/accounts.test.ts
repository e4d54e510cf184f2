import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { CardRequest } from "../../../src/card-series-maintenance/contract/read-request.ts";
import { OrceSandbox, type OrceSandboxOptions } from "../../../src/sandbox/orce/orce-sandbox.ts";
import type { OrceProgram, OrceSetup } from "../../../src/sandbox/orce/orce-setup.ts";
import { account, now, request, setup } from "./conditions.ts";
import { requestFile } from "./request-file.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "cardwright-orce-accounts-"));
});
afterEach(() => rm(folder, { recursive: true }));

const programs: readonly OrceProgram[] = [
  { kind: "tender", baseCurrency: "USD" },
  { kind: "award", baseCurrency: "USD" },
];
const amounts = { CurrencyID: "USD", Amount: "25.00", AwardAmount: "0.5", LoyaltyAmount: "7" };
const { CardNumber, ...numberless } = request();
const rich = (change: Partial<CardRequest> = {}): CardRequest => ({
  ...numberless,
  RTPTransaction: { LocationID: "L1", RTPAmount: amounts },
  ...change,
});

/** Processes one file of requests, or a text; returns the simulated ORCE and the codes of what failed. */
async function process(
  file: readonly CardRequest[] | string,
  options: Partial<OrceSandboxOptions> = {},
): Promise<{ readonly orce: OrceSandbox; readonly codes: readonly string[] }> {
  const orce = await OrceSandbox.start({ folder, setup: setup({ programs }), now: () => now, ...options });
  const codes: string[] = [];
  orce.events.on((event) => event.type === "failure" && codes.push(`${event.failure.block} ${event.failure.code}`));
  const path = join(folder, "a.xml");
  await writeFile(path, typeof file === "string" ? file : requestFile(...file));
  await orce.process(path);
  await orce.close();
  return { orce, codes };
}

describe("a generated card", () => {
  test("has an activated account with its balance for each program of its type, and only for those", async () => {
    const { orce } = await process([rich()]);
    expect(orce.cards.get("1234501001000001")).toMatchObject({
      customerId: "C1",
      activatedAt: now,
      accounts: [
        { kind: "tender", currency: "USD", balance: "25.00", activatedAt: now },
        { kind: "award", currency: "USD", balance: "0.5", activatedAt: now },
      ],
      ignoredAmounts: ["loyalty"],
    });
  });

  test("adds its amount to the balance of an account that exists", async () => {
    const accounts = [account({ balance: "5.5", activatedAt: new Date(0) })];
    const { orce } = await process([request()], { setup: setup({ programs, accounts }) });
    const [card] = orce.cards.recent();
    expect(card?.accounts[0]).toMatchObject({ balance: "30.50", added: "25.00", activatedAt: new Date(0) });
    expect(orce.cards.history("1234501001000001")).not.toContainEqual(
      expect.objectContaining({ what: "account-created", account: "tender" }),
    );
  });

  test("belongs to the owner of the CustomerID, otherwise of the alternate ID", async () => {
    const customers = [
      { customerId: "C1", alternateIds: [{ typeCode: "X", alternateId: "A1" }] },
      { customerId: "C2", alternateIds: [{ typeCode: "X", alternateId: "A2" }] },
    ];
    const second = { AlternateKey: { TypeCode: "X", AlternateID: "A2" } };
    const { Customer, ...nobody } = rich();
    const { orce } = await process(
      [rich({ Customer: { CustomerID: "C1", ...second } }), rich({ Customer: second }), nobody],
      {
        setup: { ...setup({ programs }), customers },
      },
    );
    const serials = (id: string) =>
      orce.cards.ofCustomer(id).map(({ serialNumber }) => serialNumber.format().slice(-1));
    expect([serials("C1"), serials("C2"), serials("C3")]).toEqual([["1"], ["2"], []]);
    expect(orce.cards.get("1234501001000003")?.customerId).toBeUndefined();
  });

  test("gets a made-up CustomerID where a lookup knows the alternate ID only", async () => {
    const { orce } = await process([rich({ Customer: { AlternateKey: { TypeCode: "X", AlternateID: "A2" } } })], {
      setup: { ...setup(), customers: () => true },
    });
    expect(orce.cards.ofCustomer("X/A2")).toHaveLength(1);
  });

  test("has a history in the order of the guide", async () => {
    const { orce } = await process([rich()]);
    expect(orce.cards.history("1234501001000001").map(({ what, account: of }) => [what, of])).toEqual([
      ["card-generated", undefined],
      ["account-created", "tender"],
      ["account-created", "award"],
      ["card-activated", undefined],
      ["account-activated", "tender"],
      ["account-activated", "award"],
      ["balance-added", "tender"],
      ["balance-added", "award"],
      ["customer-associated", undefined],
    ]);
    expect(orce.cards.history("1234501001000009")).toEqual([]);
  });

  test("can be asked for until too many came after it, or all are forgotten", async () => {
    const { orce } = await process([rich(), rich(), rich()], { maxCardsKept: 2 });
    expect(orce.cards.recent().map(({ block }) => block)).toEqual([3, 2]);
    expect(orce.cards.ofCustomer("C1")).toHaveLength(2);
    await orce.clear();
    expect([orce.cards.size, orce.generated]).toEqual([0, 0]);
  });
});

describe("a file", () => {
  const other = { CardSeriesSequence: "02" };
  const twoSeries: OrceSetup = {
    ...setup(),
    series: ["01", "02"].map((series) => ({ prefix: "12345", series, numberOfCards: 9, batches: [1] })),
  };
  const { Customer, ...nobody } = rich();

  test.each([
    ["refused", ["2 GENERAL_ERROR", "3 GENERAL_ERROR"]],
    ["refused-with-customer", ["3 GENERAL_ERROR"]],
    ["accepted", []],
  ] as const)("of two series is %s", async (mixedSeries, expected) => {
    const { codes } = await process([rich(), { ...nobody, ...other }, rich(other), rich()], {
      setup: twoSeries,
      mixedSeries,
    });
    expect(codes).toEqual(expected);
  });

  test.each([
    ["a date that there is not", "<LocationID>L1</LocationID>", "<BusinessDate>2011-02-30</BusinessDate>"],
    ["an unknown element", "<RTPTransaction>", "<Foo/><RTPTransaction>"],
  ])("has a block with %s, which the schema refuses: that block fails", async (_, old, changed) => {
    const good = requestFile(rich());
    expect(good).toContain(old);
    expect((await process(good.replace(old, changed))).codes).toEqual(["1 GENERAL_ERROR"]);
  });
});

describe("a card number that ORCE generates", () => {
  const inside = { batchInsideCardNumber: true };

  test("has the batch inside, when so configured", async () => {
    const { orce } = await process([rich()], { setup: setup({ configuration: inside }) });
    expect(orce.cards.recent()[0]?.cardNumber.reveal()).toMatch(/^1234501001[0-9]{6}$/);
  });

  test("meets CARD_BATCH_NOT_FOUND in a batch that is not defined", async () => {
    const series = [{ prefix: "12345", series: "01", numberOfCards: 2, batches: [1], batchCount: 2 }];
    const { codes } = await process([rich(), rich()], { setup: setup({ series, configuration: inside }) });
    expect(codes).toEqual(["2 CARD_BATCH_NOT_FOUND"]);
  });

  test("meets GENERATE_CARD_ERROR_DUPLICATES_FOUND when only taken numbers are drawn", async () => {
    const { codes } = await process([rich(), rich()], { randomDigits: (count) => "7".repeat(count) });
    expect(codes).toEqual(["2 GENERATE_CARD_ERROR_DUPLICATES_FOUND"]);
  });
});

describe("a setup that cannot be", () => {
  const series = { prefix: "12345", series: "01", numberOfCards: 10, batches: [1] };
  const tender: OrceProgram = { kind: "tender", baseCurrency: "USD" };
  const customer = { customerId: "C1", alternateIds: [{ typeCode: "X", alternateId: "A1" }] };
  const [before, after] = [new Date(0), new Date(1)];
  const cases: readonly (readonly [at: string, setup: OrceSetup])[] = [
    ["cardTypes[0].prefix", { ...setup(), cardTypes: [{ prefix: "1234", programs: [] }] }],
    ["cardTypes", { ...setup(), cardTypes: [...setup().cardTypes, ...setup().cardTypes] }],
    ["cardTypes[0].programs", setup({ programs: [tender, tender] })],
    ["cardTypes[0].programs[0].baseCurrency", setup({ programs: [{ ...tender, baseCurrency: "Dollar" }] })],
    [
      "cardTypes[0].programs[0].expiryDate",
      setup({ programs: [{ ...tender, effectiveDate: after, expiryDate: before }] }),
    ],
    ["cardTypes[0].programs[0].effectiveDate", setup({ programs: [{ ...tender, effectiveDate: new Date("no") }] })],
    ["cardTypes[0].programs[0].minBalance", setup({ programs: [{ ...tender, minBalance: "1,5" }] })],
    ["cardTypes[0].programs[0].minBalance", setup({ programs: [{ ...tender, kind: "award", minBalance: "1" }] })],
    ["series[0].series", setup({ series: [{ ...series, series: "00" }] })],
    ["series[0].series", setup({ series: [{ ...series, series: "1" }] })],
    ["series", setup({ series: [series, series] })],
    ["series[0].numberOfCards", setup({ series: [{ ...series, numberOfCards: 1_000_000 }] })],
    ["series[0].batches", setup({ series: [{ ...series, batches: [0] }] })],
    ["series[0].batches", setup({ series: [{ ...series, batches: [1, 1] }] })],
    ["series[0].batches", setup({ series: [{ ...series, numberOfCards: 1, batches: [1, 2] }] })],
    ["series[0].batchCount", setup({ series: [{ ...series, batchCount: 2 }] })],
    ["customers[0].customerId", { ...setup(), customers: [{ customerId: "" }] }],
    ["customers", { ...setup(), customers: [customer, { customerId: "C1" }] }],
    ["customers", { ...setup(), customers: [customer, { ...customer, customerId: "C2" }] }],
    ["configuration.cardNumberPrefixCharacter", setup({ configuration: { cardNumberPrefixCharacter: "1" } })],
    ["configuration.cardNumberDigits", setup({ configuration: { cardNumberDigits: 0.5 } })],
    ["accounts[0].cardNumber", setup({ accounts: [account({ cardNumber: "1" })] })],
    ["accounts[0].balance", setup({ accounts: [account({ balance: "-1" })] })],
    ["accounts", setup({ accounts: [account({}), account({})] })],
  ];

  test.each(cases)("is refused: %s", async (at, wrong) => {
    await expect(OrceSandbox.start({ folder, setup: wrong })).rejects.toMatchObject({
      code: "ORCE_SETUP",
      details: { at },
    });
  });
});
