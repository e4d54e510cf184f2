import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { xlsx } from "../support/xlsx.ts";
import { cli } from "./run.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "cardwright-cli-exports-"));
});
afterEach(() => rm(folder, { recursive: true }));

const put = async (name: string, content: string | Uint8Array) => {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
};
const config = `
mapping: { CustomerID: Kundennr, Amount: Guthaben, BusinessDate: Datum }
constants: { CardPrefix: 12345, CardSeriesSequence: 01, CurrencyID: EUR, TransactionDateTime: 2026-05-01T10:00:00 }
require: [customerid]
ignore: [username]
locale: de-DE
dateFormats: [DD.MM.YYYY]
skipBadRows: true
oneCardPerCustomer: true
`;
const outgoing = (name = "") => join(folder, "out", name);
const create = async (input: string, ...more: readonly string[]) =>
  cli("batch", "create", input, "-o", outgoing(), "-c", await put("cardwright.yaml", config), ...more);
const rows = [
  "Kundennr;Name;Guthaben;Datum;username",
  "K1;Müller;1.234,50;01.05.2026;x",
  ";;;;",
  'K2;"Größe; ""L""";12.50;01.05.2026;',
  ";Ötzi;5,00;01.05.2026;",
  "K1;Müller;5;01.05.2026;",
  "K3;Ärger;7;32.05.2026;",
  "K4;Ende;;;",
  ";;;;",
  "",
];

describe("cardwright batch create, with what spreadsheets export", () => {
  test.each([
    ["UTF-8 with a mark", Buffer.from(`\ufeff${rows.join("\r\n")}`), false],
    ["windows-1252", Buffer.from(rows.join("\r\n"), "latin1"), true],
  ])("makes cards of the good rows in %s, and a CSV of the others", async (_, bytes, guessed) => {
    const run = await create(await put("kunden.csv", bytes));
    expect(run.code).toBe(1);
    expect(run.stderr).toBe(guessed ? "Read as windows-1252, which is a guess: say otherwise with --encoding\n" : "");
    expect(run.stdout).toContain("6 rows, 2 cards in 1 file, 4 rows skipped\n2 blank rows left out");
    expect(run.stdout).toContain("line 4: column Guthaben (Amount): expected a number such as 1.234,50");
    expect(run.stdout).toContain("line 5: column Kundennr (CustomerID): expected a value");
    expect(run.stdout).toContain("line 6: column Kundennr (CustomerID) is the same as in line 2");
    expect(run.stdout).toContain("line 7: column Datum (BusinessDate): expected a date that exists, as in DD.MM.YYYY");
    const xml = await readFile(outgoing("kunden-0001.xml"), "utf8");
    expect(xml).toMatch(/<Amount>1234.50<\/Amount>/);
    expect(xml).toMatch(/<BusinessDate>2026-05-01<\/BusinessDate>/);
    expect(xml).not.toContain("UserName");
    const rejected = await readFile(outgoing("kunden.rejected.csv"), "utf8");
    expect(rejected.split("\r\n").slice(0, 2)).toEqual([
      "\ufeffKundennr;Name;Guthaben;Datum;username;Rejected because",
      'K2;"Größe; ""L""";12.50;01.05.2026;;line 4: column Guthaben (Amount): expected a number such as 1.234,50',
    ]);
    // Corrected and used again, with the same settings.
    const corrected = rejected
      .replace("12.50", "12,50")
      .replace("32.05", "31.05")
      .replace("\r\n;Ötzi", "\r\nK5;Ötzi")
      .replace(/\r\nK1;.*/, "");
    const again = await create(await put("corrected.csv", corrected));
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining("3 rows, 3 cards in 1 file, 0 rows") });
  });

  test("checks everything and writes nothing", async () => {
    const run = await create(await put("kunden.csv", rows.join("\n")), "--dry-run");
    expect(run).toMatchObject({ code: 1, stdout: expect.stringContaining("line 7: column Datum") });
    expect(run.stdout).toContain("Nothing was written");
    expect(await readdir(folder)).toEqual(["cardwright.yaml", "kunden.csv"]);
  });

  test("says how many bad rows are not printed", async () => {
    const bad = Array.from({ length: 150 }, (_, index) => `K${index};x\n`).join("");
    const path = await put("kunden.csv", `CustomerID;CardPrefix\n${bad}`);
    const set = ["--set", "CardSeriesSequence=01", "--skip-bad-rows"];
    const { stdout } = await cli("batch", "create", path, "-o", outgoing(), ...set);
    expect(stdout.match(/^ {2}line /gm)).toHaveLength(100);
    expect(stdout).toContain("and 50 rows more");
    expect((await readFile(outgoing("kunden.rejected.csv"), "utf8")).split("\r\n")).toHaveLength(152);
  });

  test("reads Excel files, with numbers and dates as they are meant", async () => {
    const path = await put(
      "kunden.xlsx",
      xlsx([
        ["Kundennr", "Name", "Guthaben", "Datum"],
        ["K1", "Müller", 1234.5, { days: 46143 }],
        [undefined, undefined, undefined, undefined],
        ["K2", "Ärger", 0.1 + 0.2, "01.05.2026"],
        ["K3", "Ende", "12.50", { days: 46143 }],
      ]),
    );
    const run = await create(path);
    expect(run).toMatchObject({ code: 1, stdout: expect.stringContaining("3 rows, 2 cards in 1 file, 1 row skipped") });
    expect(run.stdout).toContain("1 blank row left out");
    expect(run.stdout).toContain("line 5: column Guthaben (Amount): expected a number such as");
    const xml = await readFile(outgoing("kunden-0001.xml"), "utf8");
    expect([...xml.matchAll(/<Amount>(.*?)</g)].map(([, amount]) => amount)).toEqual(["1234.5", "0.3"]);
    expect(xml.match(/<BusinessDate>2026-05-01</g)).toHaveLength(2);
    expect(await readFile(outgoing("kunden.rejected.csv"), "utf8")).toContain("\r\nK3;Ende;12.50;2026-05-01;");
    const asCsv = await create(path, "--format", "csv", "--name", "x");
    expect(asCsv).toMatchObject({ code: 3, stderr: expect.stringContaining("INPUT_BINARY") });
  });

  test("tells that there is no row, and fails if told to", async () => {
    const path = await put("kunden.csv", "Kundennr;Guthaben;Datum\n");
    expect(await create(path)).toMatchObject({ code: 0, stdout: expect.stringContaining("The input has no row") });
    expect(await create(path, "--fail-on-empty")).toMatchObject({ code: 1 });
    const report = await cli("batch", "report", outgoing(), "-n", "kunden");
    expect(report).toMatchObject({ code: 0, stdout: expect.stringContaining("0 cards") });
    // Nothing was made yet, so another try may have other options.
    await put("kunden.csv", "Kundennr;Guthaben;Datum\nK1;5,00;01.05.2026\n");
    expect(await create(path, "--max-blocks", "7")).toMatchObject({ code: 0 });
  });

  test("leaves columns alone, and finds a column in another case", async () => {
    const path = await put("kunden.csv", "kundennr;amount\nK1;x\n");
    const set = ["--set", "CardPrefix=12345", "--set", "CardSeriesSequence=01", "-o", outgoing()];
    const wrong = await cli("batch", "create", path, "--map", "CustomerID=Kundennr", "--ignore", "amount", ...set);
    expect(wrong.stderr).toMatch(/missing column Kundennr for CustomerID\n {2}Did you mean kundennr\? The columns are/);
    const named = await cli("batch", "create", path, "--map", "CustomerID=kundennr", ...set);
    expect(named.stderr).toContain("--ignore amount");
    const right = await cli("batch", "create", path, "--map", "CustomerID=kundennr", "--ignore", "amount", ...set);
    expect(right.code).toBe(0);
  });
});

describe("cardwright batch config", () => {
  test("shows the settings, each as it is written", async () => {
    const file = await put("cardwright.yaml", config);
    const { stdout, code } = await cli("batch", "config", "-c", file, "--json");
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      file,
      settings: { constants: { CardSeriesSequence: "01" }, require: ["CustomerID"], skipBadRows: true },
    });
    expect((await cli("batch", "config", "-c", file)).stdout).toContain("  require: CustomerID\n");
  });

  test("accepts every setting of the example", async () => {
    const example = fileURLToPath(new URL("../../docs/cardwright.yaml", import.meta.url));
    const { code, stdout } = await cli("batch", "config", "-c", example, "--json");
    expect(code).toBe(0);
    const help = (await cli("batch", "config", "--help")).stdout;
    for (const setting of Object.keys(JSON.parse(stdout).settings)) expect(help).toContain(`  ${setting}: `);
  });

  test.each([
    ["mappings: {}", "unknown setting mappings: did you mean mapping?"],
    ["mapping: { Kunde: x }", "mapping: expected a field, not Kunde"],
    ["skipBadRows: yes", "skipBadRows: expected true or false"],
    ["maxBlocks: -1", "maxBlocks: expected a positive integer"],
    ["delivery: { key: x }", "unknown setting delivery.key"],
    ["a: [", "Flow sequence"],
    ["- x", "expected settings"],
  ])("refuses %j", async (text, message) => {
    const { code, stderr } = await cli("batch", "config", "-c", await put("cardwright.yaml", text));
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr).toContain("code: CONFIG_FILE");
  });
});
