import { once } from "node:events";
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { OrceSandbox } from "../../src/sandbox/orce/orce-sandbox.ts";
import { cli } from "./run.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "cardwright-cli-batch-"));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true });
});

const put = async (name: string, text: string) => {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
};
const series = ["--set", "CardPrefix=12345", "--set", "CardSeriesSequence=01"];
const customers = (count: number) =>
  `customer_no,gift\n${Array.from({ length: count }, (_, i) => `C${i + 1},\n`).join("")}`;
const create = async (rows: string, ...more: readonly string[]) =>
  cli(
    "batch",
    "create",
    await put("spring.csv", rows),
    "-o",
    join(folder, "out"),
    "--map",
    "customerid=customer_no",
    ...series,
    ...more,
  );

describe("cardwright batch", () => {
  test.each(["create", "config", "check", "split", "upload", "collect", "failures", "resubmit"])(
    "%s has help with an example",
    async (command) => {
      const { code, stdout } = await cli("batch", command, "--help");
      expect(code).toBe(0);
      expect(stdout).toContain(`$ cardwright batch ${command}`);
    },
  );

  test("creates, checks and splits files", async () => {
    const run = await create(customers(5), "--max-blocks", "3");
    expect(run).toMatchObject({ code: 0, stderr: "" });
    expect(run.stdout).toContain("5 rows, 5 cards in 2 files, 0 rows skipped");
    const files = ["spring-0001.xml", "spring-0002.xml"].map((name) => join(folder, "out", name));
    expect(await cli("batch", "check", ...files)).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^5 blocks in 2 files .*: 0 issues\n$/),
    });
    const split = await cli(
      "batch",
      "split",
      files[0] ?? "",
      "-o",
      join(folder, "parts"),
      "--max-blocks",
      "2",
      "--json",
    );
    expect(JSON.parse(split.stdout)).toMatchObject([{ blocks: 2 }, { blocks: 1 }]);
    expect((await readdir(join(folder, "parts"))).filter((name) => !name.startsWith(".")).sort()).toEqual([
      "spring-0001-0001.xml",
      "spring-0001-0002.xml",
    ]);
    expect(await cli("batch", "split", files[0] ?? "", "-o", join(folder, "parts"), "--max-blocks", "2")).toMatchObject(
      { code: 3, stderr: expect.stringContaining("SPLIT_EXISTS") },
    );
  });

  test("stops at a bad row, or leaves it out", async () => {
    const rows = "customer_no,CardNumber\nC1,4000123412341234\nC2,4000123412341234\nJane,12\n";
    const stopped = await create(rows);
    expect(stopped).toMatchObject({ code: 3, stdout: "" });
    expect(stopped.stderr).toMatch(
      /^error: Line 3: .*\n {2}.*--skip-bad-rows.*\n {2}file: .*spring.csv\n {2}folder: .*\n {2}code: BATCH_ROW\n$/,
    );
    const skipped = await create(rows, "--skip-bad-rows", "--name", "other");
    expect(skipped).toMatchObject({ code: 1, stderr: "" });
    expect(skipped.stdout).toContain("3 rows, 1 card in 1 file, 2 rows skipped");
    expect(stopped.stderr + skipped.stdout).not.toMatch(/Jane|4000/);
  });

  test("reads JSON lines", async () => {
    const path = await put(
      "cards.jsonl",
      '{"CardPrefix":"12345","CardSeriesSequence":"01","CardNumber":4000123412341234}\n',
    );
    expect(await cli("batch", "create", path, "-o", join(folder, "out"))).toMatchObject({ code: 0 });
    expect(await readFile(join(folder, "out", "cards-0001.xml"), "utf8")).toContain(
      "<CardNumber>4000123412341234</CardNumber>",
    );
  });

  test("reports what is wrong with a file by line and column", async () => {
    const number =
      "<CardPrefix>12345</CardPrefix><CardSeriesSequence>01</CardSeriesSequence><CardNumber>4000123412341234</CardNumber>";
    const block = `<CardSeries Action="GenerateCard">${number}</CardSeries>`;
    const first = await put(
      "first.xml",
      `<?xml version="1.0" encoding="UTF-8"?>\n<CardSeriesMaintenance>\n${block}\n${block.replace("12345", "1234x")}\n</CardSeriesMaintenance>`,
    );
    const second = await put("second.xml", `<CardSeriesMaintenance>\n${block}\n</CardSeriesMaintenanc>`);
    const { code, stdout } = await cli("batch", "check", first, second);
    expect(code).toBe(1);
    const lines = stdout.split("\n");
    expect(lines[0]).toMatch(new RegExp(`^${first}:4:\\d+ <CardPrefix>`));
    expect(lines[1]).toBe(`${second}:2:1 <CardNumber> is the same as in block 1 of first.xml`);
    expect(lines[2]).toMatch(new RegExp(`^${second}:3:\\d+ `));
    expect((await cli("batch", "check", first, "--prefix-digits", "6")).stdout).toContain(
      `${first}:3:1 /CardPrefix: expected 6 digits`,
    );
    expect(stdout).not.toContain("4000");
    const other = block.replace(/<CardNumber>.*<.CardNumber>/, "").replace(">01<", ">02<");
    const mixed = await put("mixed.xml", `<CardSeriesMaintenance>${block}${other}</CardSeriesMaintenance>`);
    expect((await cli("batch", "check", mixed)).stdout).toContain("CardSeriesSequence of the first block");
    expect((await cli("batch", "check", mixed, "--mixed-series", "refused-with-customer")).code).toBe(0);
  });

  test("says what failed, and writes it again", async () => {
    await create(customers(4));
    await using orce = await OrceSandbox.start({
      folder,
      setup: {
        cardTypes: [{ prefix: "12345", programs: [] }],
        series: [{ prefix: "12345", series: "01", numberOfCards: 10, batches: [1] }],
        customers: [{ customerId: "C1" }, { customerId: "C4" }],
        configuration: { accountManagementDefaultReasonCode: "X" },
      },
    });
    await orce.process(join(folder, "out", "spring-0001.xml"));
    const complete = orce.complete("spring-0001.xml");
    const report = await cli("batch", "failures", complete);
    expect(report.code).toBe(1);
    expect(report.stdout).toContain("spring-0001.xml: 4 sent, 2 succeeded, 2 failed\n  failed blocks: 2-3\n");
    expect(report.stdout).toContain("CUSTOMER_NOT_FOUND");
    expect(report.stdout).not.toContain("CARD_SERIES_NOT_FOUND");
    expect(JSON.parse((await cli("batch", "failures", complete, "--json")).stdout)).toMatchObject({
      files: [{ failedBlocks: [{ first: 2, last: 3 }] }],
      orphans: [],
    });
    expect((await cli("batch", "resubmit", complete, "-o", join(folder, "out"))).stdout).toContain(
      "spring-0001-r1.xml  2 cards",
    );
    const again = await readFile(join(folder, "out", "spring-0001-r1.xml"), "utf8");
    expect([...again.matchAll(/<CustomerID>(.*?)</g)].map((match) => match[1])).toEqual(["C2", "C3"]);
    // A further file of the fileset is written although this one was made before.
    await copyFile(join(complete, "archived", "spring-0001.xml"), join(complete, "archived", "z.xml"));
    await copyFile(join(complete, "failed", "spring-0001_failures.xml"), join(complete, "failed", "z_failures.xml"));
    expect(await cli("batch", "resubmit", complete, "-o", join(folder, "out"))).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/^\S*z-r1\.xml {2}2 cards .*\n$/),
      stderr: expect.stringContaining("spring-0001-r1.xml was created before"),
    });
  });

  test("collects results once, and says which customers have no card, from which line", async () => {
    const rows = "customer_no,gift\nC1,\n,\nC2,\nC3,\n,\n,\nC4,\nC5,\n";
    await create(rows, "--max-blocks", "3");
    const orce = join(folder, "orce");
    await using sandbox = await OrceSandbox.start({
      folder: orce,
      setup: {
        cardTypes: [{ prefix: "12345", programs: [] }],
        series: [{ prefix: "12345", series: "01", numberOfCards: 10, batches: [1] }],
        customers: [{ customerId: "C1" }, { customerId: "C3" }],
        configuration: { accountManagementDefaultReasonCode: "X" },
      },
    });
    const out = join(folder, "out");
    const collect = () => cli("batch", "collect", "--from", join(orce, "complete"), "-o", join(folder, "results"));
    expect(await collect()).toMatchObject({ code: 3, stderr: expect.stringContaining("RESULTS_FOLDER") });
    await sandbox.process(join(out, "spring-0001.xml"));
    expect((await collect()).stdout).toMatch(/2 collected, 0 collected before\n$/);
    const failures = (...more: readonly string[]) => cli("batch", "failures", join(folder, "results"), ...more);
    const partly = await failures("--sent", out, "--customers");
    expect(partly).toMatchObject({ code: 1, stdout: expect.stringContaining("spring-0002.xml: no result yet") });
    expect(partly.stdout).toMatch(/ {2}C2 \(line 4\): CUSTOMER_NOT_FOUND/);
    await sandbox.process(join(out, "spring-0002.xml"));
    expect((await collect()).stdout).toMatch(/2 collected, 2 collected before\n$/);
    const csv = join(folder, "no-card.csv");
    const all = await failures("--sent", out, "--csv", csv);
    expect(all.stdout).toContain(`${csv}  3 failed cards`);
    expect(all.stdout).not.toMatch(/C2|C4/);
    const table = (await readFile(csv, "utf8")).trimEnd().split("\r\n");
    expect(table.map((line) => line.split(",").slice(0, 6).join(","))).toEqual([
      "\ufeffCustomerID,AlternateID,TypeCode,Line,File,Block",
      expect.stringMatching(/^C2,,,4,\S*spring-0001.xml,2$/),
      expect.stringMatching(/^C4,,,8,\S*spring-0002.xml,1$/),
      expect.stringMatching(/^C5,,,9,\S*spring-0002.xml,2$/),
    ]);
    // What is sent again keeps its lines.
    await cli("batch", "resubmit", join(folder, "results"), "-o", out);
    await sandbox.process(join(out, "spring-0002-r1.xml"));
    await collect();
    const again = JSON.parse((await failures("--sent", out, "--customers", "--json")).stdout);
    expect(again.customers.map((card: { customerId: string; line: number }) => [card.customerId, card.line])).toEqual([
      ["C2", 4],
      ["C4", 8],
      ["C5", 9],
      ["C4", 8],
      ["C5", 9],
    ]);
    expect(await cli("batch", "failures", folder)).toMatchObject({
      code: 3,
      stderr: expect.stringContaining("PROCESSED_FOLDER"),
    });
  });

  test("uploads each file once, with credentials from the environment", async () => {
    await create(customers(1));
    const seen: string[] = [];
    const server = createServer((request, response) => {
      void buffer(request).then((body) => {
        seen.push(`${request.method} ${request.headers.authorization ?? body.length > 0}`);
        response.end(request.method === "POST" ? '{"accessUri":"/p/secret/o/x"}' : "");
      });
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const file = join(folder, "out", "spring-0001.xml");
    const upload = () => cli("batch", "upload", file, "--journal", join(folder, "journal.jsonl"));
    expect(await upload()).toMatchObject({ code: 2, stderr: expect.stringContaining("CARDWRIGHT_ORCE_URL") });
    vi.stubEnv("CARDWRIGHT_ORCE_URL", `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    expect(await upload()).toMatchObject({ code: 2, stderr: expect.stringContaining("CARDWRIGHT_ORCE_TOKEN") });
    vi.stubEnv("CARDWRIGHT_ORCE_TOKEN", "token");
    expect(await upload()).toMatchObject({ code: 0, stdout: `${file}  delivered\n1 delivered, 0 delivered before\n` });
    expect(await upload()).toMatchObject({
      code: 0,
      stdout: `${file}  already-delivered\n0 delivered, 1 delivered before\n`,
    });
    expect(seen).toEqual(["POST Bearer token", "PUT true"]);
    server.close();
  });

  test("says that a file is not there without a stack trace", async () => {
    for (const command of [["check"], ["create", "-o", folder], ["split", "-o", folder, "--max-blocks", "1"]]) {
      const run = await cli("batch", command[0] ?? "", join(folder, "none"), ...command.slice(1));
      expect(run).toMatchObject({ code: 3, stdout: "" });
      expect(run.stderr).toMatch(/^error: No such file or folder: .*\n {2}Check the path.\n/);
    }
  });
});
