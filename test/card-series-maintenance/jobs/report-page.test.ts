import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { reportHtml } from "../../../src/card-series-maintenance/jobs/report/report-html.ts";
import type { JobReport } from "../../../src/card-series-maintenance/jobs/report/report-job.ts";
import { axeViolations, chromiumPath, noChromium } from "../../support/browser.ts";

const report: JobReport = {
  name: "spring <1>",
  at: "2026-06-01T12:00:00.000Z",
  cards: 10,
  generated: 7,
  failed: 2,
  waiting: 1,
  rejectedRows: 2,
  rejections: [{ reason: "column Guthaben (Amount): expected a number", rows: 2 }],
  repeatedCustomers: 1,
  requested: [{ kind: "Amount", currency: "EUR", cards: 7, total: "100.00" }],
  added: [{ kind: "Amount", currency: "EUR", cards: 7, total: "70.00" }],
  failures: [{ cards: 2, possibleCodes: ["CUSTOMER_NOT_FOUND", "GENERAL_ERROR"] }],
  files: [{ file: "spring-0001.xml", cards: 10, generated: 7, failed: 2, waiting: 1, resubmissions: 1 }],
};
const empty: JobReport = { ...report, rejections: [], requested: [], added: [], failures: [], files: [], cards: 0 };

let browser: Browser | undefined;
beforeAll(async () => {
  if (chromiumPath === undefined) return;
  browser = await chromium.launch({ executablePath: chromiumPath, args: ["--no-sandbox"] });
}, 60_000);
afterAll(() => browser?.close());

describe.skipIf(chromiumPath === undefined)(`the page of a report (${noChromium})`, () => {
  test.each([
    ["light", report],
    ["dark", report],
    ["light", empty],
  ] as const)(
    "breaks no rule of accessibility in the %s scheme",
    async (colorScheme, shown) => {
      const page = await browser?.newPage({ colorScheme });
      if (page === undefined) throw new Error("Expected a browser");
      await page.setContent(reportHtml(shown));
      expect(await page.title()).toBe("Batch spring <1>");
      expect(await axeViolations(page)).toEqual([]);
      await page.close();
    },
    60_000,
  );
});
