import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadBatchContract } from "../../src/cli/contract-module.ts";
import { OrceSandbox } from "../../src/sandbox/orce/index.ts";
import { type Generated, generatedFrom } from "../support/generated-format.ts";
import { cli } from "./run.ts";

let generated: Generated;
let folder = "";
let module = "";

beforeAll(async () => {
  generated = await generatedFrom(new URL("../fixtures/batch-schemas/gift-order.xsd", import.meta.url));
  folder = mkdtempSync(join(tmpdir(), "cardwright-batch-schema-"));
  module = join(folder, "schema.mjs");
  const binding = {
    fields: { CardPrefix: "/kind", CardSeriesSequence: "/run", CustomerID: "/owner/client", Amount: "/load/text" },
    envelope: { release: "2.1", sender: "Example Retail" },
  };
  writeFileSync(
    module,
    `export * from ${JSON.stringify(pathToFileURL(generated.module).href)};\nexport const binding = ${JSON.stringify(binding)};\n`,
  );
  writeFileSync(join(folder, "cards.csv"), "client,amount\nC1,5.00\nC2,7.50\n");
});

afterAll(() => {
  generated[Symbol.dispose]();
  rmSync(folder, { recursive: true, force: true });
});

describe("batch commands with --schema", () => {
  test("create, check, split, find failures, report and write again", async () => {
    const outgoing = join(folder, "outgoing");
    const schema = ["--schema", module];
    const constants = ["KIND=12345", "run=01", "currency=USD"].flatMap((one) => ["--set", one]);
    const mapping = ["--map", "client=client", "--map", "LOAD=amount"];
    const created = await cli(
      "batch",
      "create",
      join(folder, "cards.csv"),
      "-o",
      outgoing,
      ...schema,
      ...constants,
      ...mapping,
    );
    expect(created).toMatchObject({ code: 0, stderr: "" });
    const file = join(outgoing, "cards-0001.xml");
    expect(readFileSync(file, "utf8")).toContain('<card kind="12345" run="01">');
    expect(await cli("batch", "check", file, ...schema)).toMatchObject({ code: 0 });
    expect((await cli("batch", "check", file)).code).toBe(1);
    const parts = await cli("batch", "split", file, "-o", join(folder, "parts"), "--max-blocks", "1", ...schema);
    expect(parts.stdout.trim().split("\n")).toHaveLength(2);

    await using orce = await OrceSandbox.start({
      folder: join(folder, "orce"),
      contract: await loadBatchContract(module),
      setup: {
        cardTypes: [{ prefix: "12345", programs: [{ kind: "tender", baseCurrency: "USD" }] }],
        series: [{ prefix: "12345", series: "01", numberOfCards: 10, batches: [1] }],
        customers: [{ customerId: "C1" }],
        configuration: { accountManagementDefaultReasonCode: "TEST" },
      },
    });
    const sent = join(folder, "cards-0001.xml");
    writeFileSync(sent, readFileSync(file));
    await orce.process(sent);
    const complete = orce.complete("cards-0001.xml");
    const failures = await cli("batch", "failures", complete, "--customers", ...schema);
    expect(failures.code).toBe(1);
    expect(failures.stdout).toMatch(/1 failed[\s\S]*CUSTOMER_NOT_FOUND[\s\S]*C2/);
    const report = await cli("--json", "batch", "report", outgoing, "-n", "cards", "--results", complete, ...schema);
    expect(JSON.parse(report.stdout)).toMatchObject({ cards: 2, generated: 1, failed: 1 });
    const again = await cli("batch", "resubmit", complete, "-o", join(folder, "again"), ...schema);
    expect(again).toMatchObject({ code: 0 });
    expect(readFileSync(join(folder, "again", "cards-0001-r1.xml"), "utf8")).toContain("<client>C2</client>");
  });

  test("take it from the configuration file, too, whose fields are then those of the schema", async () => {
    const config = join(folder, "cardwright.yaml");
    writeFileSync(config, "schema: ./schema.mjs\nmapping: { client: client }\nconstants: { kind: 12345, run: 01 }\n");
    const run = await cli("batch", "create", join(folder, "cards.csv"), "--dry-run", "-c", config);
    expect(run).toMatchObject({ code: 0, stderr: "" });
    writeFileSync(config, "schema: ./schema.mjs\nmapping: { CustomerID: client }\n");
    const wrong = await cli("batch", "config", "-c", config);
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain("greeting");
  });

  test("say what a module lacks", async () => {
    const empty = join(folder, "empty.mjs");
    writeFileSync(empty, "export const nothing = 1;\n");
    const run = await cli("batch", "check", join(folder, "cards.csv"), "--schema", empty);
    expect(run.stderr).toMatch(/CONTRACT_MODULE/);
    const unbound = await cli("batch", "check", join(folder, "cards.csv"), "--schema", generated.module);
    expect(unbound.stderr).toMatch(/BATCH_CONTRACT/);
    expect(unbound.code).toBe(2);
  });

  test("refuse a field that the schema does not have", async () => {
    const run = await cli(
      "batch",
      "create",
      join(folder, "cards.csv"),
      "--dry-run",
      "--schema",
      module,
      "--map",
      "CustomerID=client",
    );
    expect(run.code).toBe(2);
    expect(run.stderr).toMatch(/Unknown field CustomerID of a card block[\s\S]*greeting/);
  });
});
