import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium } from "playwright-core";
import { build } from "tsup";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ConsoleServer } from "../../src/console/console-server.ts";
import { openSqliteLedger, type SqlLedger } from "../../src/production-partner/ledger/index.ts";
import { pageBuild } from "../../tsup.page.ts";
import { axeViolations, chromiumPath, noChromium } from "../support/browser.ts";
import { fillLedger } from "./console-fixture.ts";

describe.skipIf(chromiumPath === undefined)(`the page of the console (${noChromium})`, () => {
  let folder: string;
  let ledger: SqlLedger;
  let server: ConsoleServer;
  let browser: Browser;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "cardwright-console-page-"));
    await build({ ...pageBuild, config: false, silent: true, outDir: join(folder, "page") });
    ledger = await openSqliteLedger({ path: join(folder, "orders.db") });
    await fillLedger(ledger);
    server = await ConsoleServer.start({
      ledger,
      allowChanges: true,
      port: 0,
      page: join(folder, "page"),
      version: "0.0.0",
    });
    browser = await chromium.launch({ executablePath: chromiumPath ?? "", args: ["--no-sandbox"] });
  });
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    await ledger?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test.each(["light", "dark"] as const)("breaks no rule of accessibility, %s", async (colorScheme) => {
    const page = await browser.newPage({ colorScheme, bypassCSP: true });
    await page.goto(server.address);
    await page.getByRole("link", { name: "A", exact: true }).waitFor();
    for (const view of ["cards", "stuck", "outbox", "quarantine", "card/A"]) {
      await page.goto(`${server.url}/#/${view}`);
      await page.getByRole("table").first().waitFor();
      expect(await axeViolations(page), view).toEqual([]);
    }
    await page.close();
  });

  test("shows persons when asked, and corrects an order once that is confirmed", async () => {
    const page = await browser.newPage();
    await page.goto(server.address);
    await page.getByRole("link", { name: "A", exact: true }).click();
    expect(page.url()).not.toContain("token");
    await page.getByRole("button", { name: "Show personal data" }).click();
    await page.getByRole("region", { name: "personal data" }).getByText("Example Recipient").waitFor();
    await page.getByRole("link", { name: "Outbox" }).click();
    await page.getByRole("link", { name: "Stuck" }).click();
    await page.getByLabel("For longer than").fill("0");
    await page.getByRole("button", { name: "NGOC has it" }).click();
    await page.getByText("Records that NGOC has the report of A").waitFor();
    expect((await ledger.findCard("A"))?.state).toBe("reported");
    await page.getByRole("button", { name: "Do it" }).click();
    await page.getByRole("button", { name: "NGOC has it" }).waitFor({ state: "detached" });
    expect((await ledger.findCard("A"))?.state).toBe("acknowledged");
    const screenshot = process.env["CONSOLE_SCREENSHOT"];
    if (screenshot !== undefined) await page.screenshot({ path: screenshot });
    await page.getByRole("link", { name: "Quarantine" }).click();
    await page.getByText("<b>/x</b> must have a value").waitFor();
    await page.close();
  });
});
