import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import axe from "axe-core";
import { chromium } from "playwright-core";
import { describe, expect, test } from "vitest";
import { batchGroups } from "../../src/conformance/batch/batch-scenarios.ts";
import {
  compareReports,
  comparisonText,
  htmlReport,
  junitReport,
  readReport,
  summaryText,
} from "../../src/conformance/index.ts";
import { defaultProfile, readProfile } from "../../src/conformance/profile.ts";
import { makeReport } from "../../src/conformance/report/make-report.ts";
import { sequenceDiagram } from "../../src/conformance/report/sequence-diagram.ts";
import { type CaseResult, type Verdict, verdicts } from "../../src/conformance/result.ts";
import { allStatements } from "../../src/conformance/rules.ts";
import { checkResult } from "../../src/conformance/run-setup.ts";
import { groups } from "../../src/conformance/scenario.ts";
import { cli } from "../cli/run.ts";
import { runGenerator } from "../support/partners/batch-mutants.ts";
import { runPartner } from "../support/partners/try-mutant.ts";

const hostile = `</code><script>document.title="owned"</script><img src=x onerror=alert(1)>\u0000\u001b[31m"'&`;

function result(id: string, verdict: Verdict, more: Partial<CaseResult> = {}): CaseResult {
  const got = verdict === "pass" ? undefined : `It said ${hostile}`;
  return {
    id,
    title: "One case",
    group: "report",
    verdict,
    seconds: 0.5,
    checks: [checkResult("reports", got)],
    wire: [{ atMs: 1, way: "from-partner", subject: hostile, body: hostile }],
    repeat: `cardwright conform --only ${id} --seed 7 -- node partner.js`,
    ...more,
  };
}

const reportOf = (...cases: readonly CaseResult[]) =>
  makeReport({ cases, startedAt: new Date(0), seed: 7, strict: false, about: "partner", statements: allStatements });

describe("the HTML report", () => {
  test.each(["light", "dark"] as const)(
    "is accessible and shows hostile payloads as text (%s)",
    async (colorScheme) => {
      const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
      try {
        const page = await browser.newPage({ colorScheme });
        await page.setContent(
          htmlReport(reportOf(result("REP-1", "fail"), result("REP-2", "pass"), result("REP-3", "warn"))),
        );
        expect(await page.title()).toBe("Conformance of a partner application");
        expect(await page.locator("script, img").count()).toBe(0);
        await page.evaluate(axe.source);
        const violations = await page.evaluate("axe.run().then(({ violations }) => violations.map(({ id }) => id))");
        expect(violations).toEqual([]);
      } finally {
        await browser.close();
      }
    },
  );
});

describe("the sequence diagram", () => {
  const wire = [
    { atMs: 0, way: "to-partner", subject: "REQUEST", messageId: "1" },
    { atMs: 5, way: "note", subject: "application killed" },
    { atMs: 9, way: "from-partner", subject: hostile, messageId: "2", correlationId: "1" },
  ] as const;

  test("draws each message, and says in its title what it shows", async () => {
    const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
    try {
      const page = await browser.newPage();
      await page.setContent(htmlReport(reportOf(result("REP-1", "fail", { wire }))));
      const diagram = page.getByRole("img", {
        name: /Sequence of REP-1: 1 messages from NGOC and 1 from the application/,
      });
      expect(await diagram.count()).toBe(1);
      expect(await diagram.locator("path.arrow").count()).toBe(2);
      expect(await diagram.textContent()).toContain("application killed");
      expect(await page.locator("script, img").count()).toBe(0);
      // What is printed must be seen, whatever was folded on the screen, and in ink.
      await page.emulateMedia({ media: "print", colorScheme: "dark" });
      expect(await page.evaluate("getComputedStyle(document.body).color")).toBe("rgb(0, 0, 0)");
    } finally {
      await browser.close();
    }
  });

  test("leaves the rest of a long case to the table", () => {
    const long = Array.from({ length: 500 }, (_, at) => ({ ...wire[0], atMs: at }));
    expect(sequenceDiagram("LOAD-1", long)).toContain("and 420 more, see the table");
    expect(sequenceDiagram("REP-1", [])).toBe("");
  });
});

describe("the JSON report", () => {
  const schema = JSON.parse(
    readFileSync(new URL("../../spec/conformance-report.schema.json", import.meta.url), "utf8"),
  );
  const validate = new Ajv2020({ allErrors: true }).compile(schema);
  const problemsOf = (report: unknown) => {
    validate(JSON.parse(JSON.stringify(report)));
    return validate.errors ?? [];
  };

  test("has its schema, with every verdict and every field", () => {
    const cases = verdicts.map((verdict, at) => result(`REP-${at}`, verdict, { reason: "A reason" }));
    expect(problemsOf(reportOf(...cases, result("REP-9", "pass", { isExpectedToFail: true })))).toEqual([]);
    expect(problemsOf({ ...reportOf(), surprise: true })).not.toEqual([]);
  });

  test("of a run has its schema", async () => {
    const partner = await runPartner("raw", { only: ["REP-1", "GATE-6", "EIN-1"] });
    expect([problemsOf(partner), partner.cases.length]).toEqual([[], 3]);
    expect(problemsOf(await runGenerator("", ["BLOCK-1", "SEND-1"]))).toEqual([]);
  });

  test("names all groups of scenarios", () => {
    expect(schema.$defs.case.properties.group.enum).toEqual([...groups, ...batchGroups]);
  });
});

describe("the other reports", () => {
  test("JUnit is XML, whatever the application sent", () => {
    const text = junitReport(reportOf(result("REP-1", "fail"), result("REP-2", "omit", { reason: hostile })));
    expect(text).toContain("<failure message=");
    expect(text).not.toContain("<script>");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what XML cannot hold
    expect(text).not.toMatch(/[\u0000-\u0008\u001b]/);
  });

  test("the summary says what was expected, by which sentence, what came, and how to repeat it", () => {
    const text = summaryText(reportOf(result("REP-1", "fail")));
    expect(text).toContain("MUST: Each ordered card is reported");
    expect(text).toContain('PP-18: "One message per card."');
    expect(text).toContain("--only REP-1 --seed 7");
    expect(text).not.toContain("\u001b");
  });

  test("an expected failure does not fail the run, and one that passes is told", () => {
    expect(reportOf(result("REP-1", "fail", { isExpectedToFail: true })).conforms).toBe(true);
    const passed = reportOf(result("REP-1", "pass", { isExpectedToFail: true }));
    expect([passed.conforms, passed.unexpectedPasses]).toEqual([false, ["REP-1"]]);
  });

  test("two runs are compared", () => {
    const compared = compareReports(
      reportOf(result("REP-1", "pass"), result("REP-2", "fail")),
      readReport(JSON.stringify(reportOf(result("REP-1", "warn"), result("REP-2", "pass"))), "after.json"),
    );
    expect(compared.worse.map(({ id }) => id)).toEqual(["REP-1"]);
    expect(compared.better.map(({ id }) => id)).toEqual(["REP-2"]);
    expect(comparisonText(compared)).toContain("worse  REP-1    pass → warn");
  });
});

describe("the profile", () => {
  test("has defaults and refuses what it does not know", () => {
    expect(readProfile("")).toEqual(defaultProfile);
    expect(readProfile("shipping: false\nreportDataFields: [UID]")).toMatchObject({
      shipping: false,
      reportDataFields: ["UID"],
    });
    for (const text of [
      "shiping: true",
      "shipping: yes please",
      "quietSeconds: -1",
      "- a",
      "a: [",
      "reportDataFields: UID",
    ]) {
      expect(() => readProfile(text)).toThrow(expect.objectContaining({ code: "CONFORM_PROFILE" }));
    }
  });
});

describe("cardwright conform", () => {
  test("lists its scenarios, and says what is missing", async () => {
    const listed = await cli("conform", "--list");
    expect(listed.stdout).toContain("GATE-1");
    expect((await cli("conform")).code).toBe(2);
    expect((await cli("conform", "--only", "GATE-99", "--", "node")).code).toBe(2);
  });

  test("a command that cannot be started is a failure of the run, not of the application", async () => {
    const run = await cli("conform", "--", "./no-such-program");
    expect(run.code).toBe(3);
    expect(run.stderr).toContain("Cannot start the application");
  });
});
