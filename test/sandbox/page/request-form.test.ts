import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { build } from "tsup";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { loadSpoken } from "../../../src/cli/contract-module.ts";
import { SandboxProcess, type SandboxProcessOptions } from "../../../src/sandbox/process/sandbox-process.ts";
import { pageBuild } from "../../../tsup.page.ts";
import { axeViolations, chromiumPath, noChromium } from "../../support/browser.ts";

const vendorB = fileURLToPath(new URL("../../support/partners/vendor-b-module.ts", import.meta.url));

describe.skipIf(chromiumPath === undefined)(`the form and the inspector (${noChromium})`, () => {
  let folder: string;
  let browser: Browser;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "cardwright-form-"));
    await build({ ...pageBuild, config: false, silent: true, outDir: folder });
    browser = await chromium.launch({ executablePath: chromiumPath ?? "", args: ["--no-sandbox"] });
  });

  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  async function open(options: Partial<SandboxProcessOptions> = {}): Promise<{ sandbox: SandboxProcess; page: Page }> {
    const sandbox = await SandboxProcess.start({ port: 0, httpPort: 0, page: folder, version: "0.0.0", ...options });
    const page = await browser.newPage({ bypassCSP: true });
    page.on("pageerror", (error) => {
      throw error;
    });
    onTestFinished(async () => {
      await page.close();
      await sandbox.close();
    });
    page.setDefaultTimeout(10_000);
    await page.goto(sandbox.url);
    return { sandbox, page };
  }

  const sentPayloads = async (sandbox: SandboxProcess): Promise<ReturnType<typeof JSON.parse>[]> => {
    const { messages } = (await (await fetch(`${sandbox.url}/api/v1/messages`)).json()) as {
      readonly messages: readonly { readonly body: string }[];
    };
    return messages.map(({ body }) => JSON.parse(body));
  };

  test("sends what was filled in: nested fields, lists and maps", async () => {
    const { sandbox, page } = await open();
    const form = page.getByRole("region", { name: "Request form" });
    await form.getByRole("textbox", { name: "shipmentId" }).fill("SH-BY-HAND");
    const card = form.getByRole("group", { name: /^card / });
    await card.getByRole("textbox", { name: "cardId" }).fill("CA-BY-HAND");
    await card.getByRole("button", { name: "Add expectedReportDataFields" }).click();
    await card.getByRole("button", { name: "Add to expectedReportDataFields" }).click();
    await card.getByRole("textbox", { name: /expectedReportDataFields 1/ }).fill("MIFARE_UID");
    await card.getByRole("button", { name: "Add cardElements" }).click();
    await card.getByRole("textbox", { name: "Name of another" }).fill("FIRST_NAME");
    await card.getByRole("button", { name: "Add", exact: true }).click();
    await card.getByRole("textbox", { name: "FIRST_NAME" }).fill("Astrid");
    expect(await axeViolations(page)).toEqual([]);
    await form.getByRole("button", { name: "Send", exact: true }).click();
    await form.getByText(/Sent as/).waitFor();
    const [payload] = await sentPayloads(sandbox);
    expect(payload).toMatchObject({
      shipmentId: "SH-BY-HAND",
      card: { cardId: "CA-BY-HAND", cardElements: { FIRST_NAME: "Astrid" } },
    });
    expect(payload.card.expectedReportDataFields).toContain("MIFARE_UID");
  });

  test("shows what the contract refuses beside its field, with the pointer", async () => {
    const { sandbox, page } = await open();
    const form = page.getByRole("region", { name: "Request form" });
    await form
      .getByRole("group", { name: /^card / })
      .getByRole("textbox", { name: "cardId" })
      .fill("");
    await form.getByRole("button", { name: "Send", exact: true }).click();
    const refused = form.getByRole("list", { name: "What the contract refuses" });
    await refused.getByText("/card/cardId", { exact: true }).waitFor();
    expect(await form.locator(".field", { hasText: "cardId" }).locator(".badge").count()).toBe(1);
    expect(await sentPayloads(sandbox)).toEqual([]);
  });

  test("tells the provenance of each field of a message, and which fields are unknown", async () => {
    const { sandbox, page } = await open();
    const { payload } = (await (
      await fetch(`${sandbox.url}/api/v1/requests/example`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: "{}",
      })
    ).json()) as { readonly payload: object };
    const body = JSON.stringify({ ...payload, ordered: "2026-01-01T00:00:00Z", surprise: 1 });
    await sandbox.parts.sandbox.ngoc.sendRaw({ subject: "EXTERNAL_PRODUCTION_REQUEST_SENT", messageId: "m", body });
    await page.getByRole("link", { name: "Messages" }).click();
    await page.getByRole("button", { name: /REQUEST_SENT/ }).click();
    const fields = page.getByRole("region", { name: "Fields" });
    await fields.getByRole("row", { name: /^\/shipmentId .* seen$/ }).waitFor();
    await fields.getByRole("row", { name: /^\/ordered .*inferred The page's sample/ }).waitFor();
    await fields.getByRole("row", { name: /^\/surprise 1.* not in the contract$/ }).waitFor();
    await fields.getByRole("row", { name: /^\/card\/cardId .* seen$/ }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
  });

  test.each(["with its schemas", "without schemas"])("works for another contract, %s", async (how) => {
    const { schemas, ...spoken } = await loadSpoken(vendorB);
    const hasSchemas = how === "with its schemas";
    const { sandbox, page } = await open({ spoken, ...(hasSchemas && schemas !== undefined && { schemas }) });
    const form = page.getByRole("region", { name: "Request form" });
    const tenant = form.getByRole("group", { name: /^tenant/ });
    await tenant.getByRole("textbox", { name: /^id/ }).fill("TENANT-BY-HAND");
    await form.getByRole("button", { name: "Send", exact: true }).click();
    await form.getByText(/Sent as/).waitFor();
    expect(await sentPayloads(sandbox)).toMatchObject([{ tenant: { id: "TENANT-BY-HAND" } }]);
    expect(await form.getByText("came without schemas").count()).toBe(hasSchemas ? 0 : 1);
    await page.getByRole("link", { name: "Messages" }).click();
    await page.getByRole("button", { name: "job.created" }).click();
    if (hasSchemas) await page.getByRole("row", { name: /^\/tenant\/id "TENANT-BY-HAND"/ }).waitFor();
    else await page.getByText("the provenance of its fields is not known").waitFor();
  });
});
