import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { batchStatements } from "../../src/conformance/batch/batch-rules.ts";
import { cli } from "../cli/run.ts";
import { alsoBroken, batchMutants, generator, runGenerator } from "../support/partners/batch-mutants.ts";
import { brokenRules } from "../support/partners/try-mutant.ts";

describe("cardwright conform batch", () => {
  test("a generator that is right conforms, and each sentence of the guide is exercised", async () => {
    const report = await runGenerator();
    expect(brokenRules(report)).toEqual([]);
    expect(report).toMatchObject({ about: "batch", conforms: true });
    const left = report.coverage.filter(({ scenarios }) => scenarios.length === 0);
    expect([left, report.coverage.length]).toEqual([[], batchStatements.length]);
  });

  test("writes its reports, and knows its own scenarios only", async () => {
    const folder = mkdtempSync(join(tmpdir(), "batch-report-"));
    const report = join(folder, "report.json");
    const run = ["conform", "batch", "--only", "BLOCK-1", "--report", report, "--", process.execPath, generator];
    try {
      const { code, stdout } = await cli(...run);
      expect(code, stdout).toBe(0);
      const { cases, about } = JSON.parse(readFileSync(report, "utf8"));
      expect([about, cases.map(({ id }: { id: string }) => id)]).toEqual(["batch", ["BLOCK-1"]]);
      expect((await cli("conform", "batch", "--only", "GATE-1", "--", process.execPath)).code).toBe(2);
      expect((await cli("conform", "batch")).code).toBe(2);
      expect((await cli("conform", "batch", "--watch", "--", process.execPath)).code).toBe(2);
      expect((await cli("conform", "batch", "--list")).stdout).toContain("SEND-1");
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test.each(batchMutants)("%s is told in %s by %s", async (name, only, rule) => {
    const report = await runGenerator(name, [only]);
    expect(report.counts.error).toBe(0);
    expect(brokenRules(report).filter((one) => !alsoBroken[name]?.includes(one))).toEqual([rule]);
  });

  test("what ORCE itself refuses of a wrong file is to be sent again, too", async () => {
    expect(brokenRules(await runGenerator("mixes-series", ["SEND-4"]))).toEqual(["one-series-a-file"]);
  });
});
