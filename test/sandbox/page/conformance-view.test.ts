import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium } from "playwright-core";
import { build } from "tsup";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { conformanceRunner } from "../../../src/cli/conformance-runner.ts";
import { SandboxProcess } from "../../../src/sandbox/process/sandbox-process.ts";
import { pageBuild } from "../../../tsup.page.ts";
import { axeViolations, chromiumPath, noChromium } from "../../support/browser.ts";

const partner = fileURLToPath(new URL("../../support/partners/raw-partner.ts", import.meta.url));
let folder: string;
let sandbox: SandboxProcess;
let browser: Browser | undefined;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "cardwright-conformance-"));
  await build({ ...pageBuild, config: false, silent: true, outDir: folder });
  const conformance = conformanceRunner(undefined);
  sandbox = await SandboxProcess.start({ port: 0, httpPort: 0, page: folder, version: "0.0.0", conformance });
  if (chromiumPath !== undefined) {
    browser = await chromium.launch({ executablePath: chromiumPath, args: ["--no-sandbox"] });
  }
});

afterAll(async () => {
  await browser?.close();
  await sandbox?.close();
  rmSync(folder, { recursive: true, force: true });
});

const call = async (method: "GET" | "POST", path: string, body: object = {}) => {
  const answer = await fetch(`${sandbox.url}/api/v1/conformance${path}`, {
    method,
    ...(method === "POST" && { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, text };
};

/** Starts an application with connection strings as the page shows them. */
function startPartner(shown: string, mutant: string): ChildProcess {
  const strings = [...shown.matchAll(/^(\w+)='(.*)'$/gm)].map(([, name = "", value = ""]) => [name, value]);
  const environment = { ...process.env, ...Object.fromEntries(strings), MUTANT: mutant };
  return spawn(process.execPath, [partner], { env: environment, stdio: "ignore" });
}

describe.skipIf(chromiumPath === undefined)(`the view of the conformance kit (${noChromium})`, () => {
  test.each(["light", "dark"] as const)(
    "runs the kit, says what it waits for, and shows the report (%s)",
    async (colorScheme) => {
      if (browser === undefined) throw new Error("no browser");
      const page = await browser.newPage({ colorScheme, bypassCSP: true });
      await page.goto(`${sandbox.url}/#/conformance`);
      await page.getByLabel("Scenarios or groups").fill("CONN-1");
      await page.getByLabel("Seconds that an order may take").fill("8");
      await page.getByRole("button", { name: "Run" }).click();
      await page.getByText("Start the application with the connection strings").waitFor();
      const shown = await page.getByRole("region", { name: "Connection strings" }).innerText();
      const application = startPartner(shown, colorScheme === "light" ? "" : "wrong-organisation");
      try {
        const outcome = colorScheme === "light" ? "It conforms" : "It does not conform";
        await page.getByRole("heading", { name: outcome }).waitFor();
        const row = page.getByRole("row", { name: /CONN-1/ });
        const said = colorScheme === "light" ? "pass" : "names another organisation than its request";
        expect(await row.innerText()).toContain(said);
        expect(await axeViolations(page)).toEqual([]);
        const html = await call("GET", "/report.html");
        expect(html.text).toContain("Conformance of a partner application");
        expect(JSON.parse((await call("GET", "/report")).text)).toMatchObject({ version: 1, about: "partner" });
      } finally {
        const gone = once(application, "exit");
        application.kill("SIGKILL");
        await gone;
        await page.close();
      }
    },
  );
});

describe("the HTTP interface of the conformance kit", () => {
  test("lists scenarios, refuses unknown ones, runs one at a time, and stops", async () => {
    expect(JSON.parse((await call("GET", "/scenarios")).text).scenarios.length).toBeGreaterThan(90);
    expect((await call("POST", "", { only: "GATE-99" })).status).toBe(400);
    expect(await call("POST", "", { only: "gate, CONN-1" })).toMatchObject({ status: 202 });
    expect((await call("POST", "")).status).toBe(409);
    expect((await call("POST", "/stop")).status).toBe(204);
    expect(JSON.parse((await call("GET", "")).text)).toMatchObject({ state: "stopped", cases: [] });
    expect((await call("GET", "/report")).status).toBe(404);
  });
});
