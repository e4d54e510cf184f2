import { randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { ServiceBusClient } from "@azure/service-bus";
import { type Browser, chromium, type Page } from "playwright-core";
import { build } from "tsup";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ProductionPartnerClient } from "../../../src/index.ts";
import { SandboxProcess } from "../../../src/sandbox/process/sandbox-process.ts";
import { pageBuild } from "../../../tsup.page.ts";
import { axeViolations, chromiumPath, noChromium } from "../../support/browser.ts";

const views = ["orders", "messages", "queues", "answers", "faults", "orce", "connect"];
const maxGzipped = 100 * 1024;

let folder: string;
let sandbox: SandboxProcess;
let browser: Browser;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "cardwright-page-"));
  await build({ ...pageBuild, config: false, silent: true, outDir: folder });
  if (chromiumPath === undefined) return;
  sandbox = await SandboxProcess.start({ port: 0, httpPort: 0, page: folder, version: "0.0.0" });
  browser = await chromium.launch({ executablePath: chromiumPath, args: ["--no-sandbox"] });
});

afterAll(async () => {
  await browser?.close();
  await sandbox?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A page of the sandbox that fails the test when it reports an error. */
async function open(view: string, options: { readonly colorScheme?: "light" | "dark" } = {}): Promise<Page> {
  // The policy of the page would keep axe out.
  const page = await browser.newPage({ ...options, bypassCSP: options.colorScheme !== undefined });
  page.on("pageerror", (error) => {
    throw error;
  });
  await page.goto(`${sandbox.url}/#/${view}`);
  await page.getByText("live", { exact: true }).waitFor();
  return page;
}

test("the page is small enough to be shipped", () => {
  const sizes = ["app.js", "styles.css", "index.html"].map((name) => gzipSync(readFileSync(join(folder, name))).length);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(maxGzipped);
});

describe.skipIf(chromiumPath === undefined)(`the page of the sandbox (${noChromium})`, () => {
  test("shows an order go through all states, and the life of its card", async () => {
    const { inbound, outbound } = sandbox.parts.connections;
    const client = new ProductionPartnerClient({
      inbound: { connectionString: inbound },
      outbound: { connectionString: outbound },
    });
    const go = Promise.withResolvers<void>();
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", async ({ payload }) => {
      const reportData = Object.fromEntries((payload.card.expectedReportDataFields ?? []).map((name) => [name, "04"]));
      await client.reportCardProduced({ cardId: payload.card.cardId, reportData });
    });
    client.on("EXTERNAL_PRODUCTION_REPORT_OK", async ({ payload }) => {
      await go.promise;
      await client.reportShipped({ cardIds: [payload.cardId] });
    });
    const page = await open("orders");
    await page.getByRole("button", { name: "Order a card" }).click();
    await page.getByLabel("Cards ordered").getByRole("link").waitFor();
    await client.start();
    await page.getByLabel("Cards produced").getByRole("link").waitFor();
    go.resolve();
    await page.getByLabel("Cards shipped").getByRole("link").click();
    await page.getByRole("button", { name: /EXTERNAL_PRODUCTION_SHIPPED_OK/ }).click();
    await page.getByRole("region", { name: "Payload" }).waitFor();
    const types = await page.locator("table.sequence bdi").allInnerTexts();
    expect(types).toEqual([
      "EXTERNAL_PRODUCTION_REQUEST_SENT",
      "EXTERNAL_PRODUCTION_CARD_PRODUCED",
      "EXTERNAL_PRODUCTION_REPORT_OK",
      "EXTERNAL_PRODUCTION_SHIPPED",
      "EXTERNAL_PRODUCTION_SHIPPED_OK",
    ]);
    await page.close();
    await client.close();
  });

  test("inspects an invalid message, and shows what is hostile as text", async () => {
    await using stack = new AsyncDisposableStack();
    const bus = stack.adopt(new ServiceBusClient(sandbox.parts.connections.outbound), (client) => client.close());
    const subject = "EXTERNAL_PRODUCTION_CARD_PRODUCED";
    const hostile = "<script>document.title='x'</script>\u202Egnp.exe";
    const body = { cardId: { hostile }, filler: "x".repeat(200_000) };
    await bus.createSender("partner-to-ngoc").sendMessages({ subject, messageId: randomUUID(), body });
    const page = await open("messages");
    const row = page.getByRole("row").filter({ hasText: "invalid" }).first();
    await row.getByRole("button").click();
    await page.getByText("/cardId").first().waitFor();
    const shown = await page.getByRole("region", { name: "Payload" }).innerText();
    expect(shown).toContain("<script>");
    expect(shown).toContain("\\u202e");
    await page.getByText(/Cut after/).waitFor();
    expect(await page.title()).toBe("cardwright sandbox");
    await page.close();
  });

  test("switches a fault on, and shows that it strikes", async () => {
    const page = await open("faults");
    const asked = Promise.withResolvers<void>();
    await page.route("**/api/v1/faults", async (route) => {
      if (route.request().method() === "POST") await asked.promise;
      await route.continue();
    });
    const twice = page.getByRole("switch", { name: "Messages are delivered twice" });
    await twice.click();
    // It says on when the fault is on, so that what comes next is struck.
    expect(await twice.isChecked()).toBe(false);
    asked.resolve();
    await page.getByRole("switch", { name: "Messages are delivered twice", checked: true }).waitFor();
    await using stack = new AsyncDisposableStack();
    const bus = stack.adopt(new ServiceBusClient(sandbox.parts.connections.all), (client) => client.close());
    await bus.createSender("ngoc-to-partner").sendMessages({ messageId: randomUUID(), body: "x" });
    const receiver = bus.createReceiver("ngoc-to-partner");
    for (const message of await receiver.receiveMessages(1)) await receiver.completeMessage(message);
    await page.getByRole("row", { name: /delivered twice [1-9]/ }).waitFor();
    await page.getByRole("switch", { name: "Messages are delivered twice" }).click();
    await page.getByRole("switch", { name: "Messages are delivered twice", checked: false }).waitFor();
    for (const message of await receiver.receiveMessages(10, { maxWaitTimeInMs: 500 })) {
      await receiver.completeMessage(message);
    }
    await page.close();
  });

  test("resends a dead letter", async () => {
    await using stack = new AsyncDisposableStack();
    const bus = stack.adopt(new ServiceBusClient(sandbox.parts.connections.all), (client) => client.close());
    await bus.createSender("ngoc-to-partner").sendMessages({ messageId: randomUUID(), subject: "LOST", body: "x" });
    const receiver = bus.createReceiver("ngoc-to-partner");
    const [message] = await receiver.receiveMessages(1);
    if (message !== undefined)
      await receiver.deadLetterMessage(message, { deadLetterReason: "Tried", deadLetterErrorDescription: "Once" });
    const page = await open("queues");
    await page.getByRole("button", { name: "Dead letters of ngoc-to-partner" }).click();
    await page.getByText("Tried:").waitFor();
    await page.getByRole("checkbox").click();
    await page.getByRole("button", { name: "Resend chosen" }).click();
    await page.getByText("Tried:").waitFor({ state: "detached" });
    const [again] = await receiver.receiveMessages(1);
    expect(again?.subject).toBe("LOST");
    if (again !== undefined) await receiver.completeMessage(again);
    await page.close();
  });

  test.each(["light", "dark"] as const)("breaks no rule of accessibility, %s", async (colorScheme) => {
    await fetch(`${sandbox.url}/api/v1/requests`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ cardId: `AXE-${colorScheme}` }),
    });
    const page = await open("orders", { colorScheme });
    for (const view of [...views, `card/AXE-${colorScheme}`]) {
      await page.goto(`${sandbox.url}/#/${view}`);
      await page.locator("main > *").first().waitFor();
      expect(await axeViolations(page), view).toEqual([]);
    }
    await page.getByRole("button", { name: /EXTERNAL_PRODUCTION_REQUEST_SENT/ }).click();
    await page.getByRole("region", { name: "Payload" }).waitFor();
    expect(await axeViolations(page), "a message").toEqual([]);
    await page.close();
  });
});
