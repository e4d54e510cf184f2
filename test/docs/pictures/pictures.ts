// What the pictures of the documentation show is made by the parts that users have, on the spot.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { build } from "tsup";
import { reportHtml } from "../../../src/card-series-maintenance/jobs/report/report-html.ts";
import { htmlReport } from "../../../src/conformance/index.ts";
import { ProductionPartnerClient } from "../../../src/index.ts";
import { exampleRequest } from "../../../src/sandbox/index.ts";
import { SandboxProcess } from "../../../src/sandbox/process/sandbox-process.ts";
import { pageBuild } from "../../../tsup.page.ts";
import { runPartner } from "../../support/partners/try-mutant.ts";
import { root } from "../pages.ts";
import { batchReport } from "./batch-report.ts";
import { houseHtml } from "./house.ts";

/** A picture of the documentation. */
export interface Picture {
  readonly name: "house" | "sandbox" | "conformance-report" | "batch-report";
  /** What of the page is compared. Default: all of it. */
  readonly compared?: string;
  /** Shows on a page what the picture shows, and releases what it took when it is disposed of. */
  show(page: Page): Promise<AsyncDisposable>;
}

const nothing: AsyncDisposable = { [Symbol.asyncDispose]: async () => {} };

async function content(page: Page, html: string): Promise<AsyncDisposable> {
  await page.setContent(html);
  return nothing;
}

export const pictures: readonly Picture[] = [
  {
    name: "house",
    show: (page) => content(page, houseHtml(readFileSync(new URL("docs/architecture.md", root), "utf8"))),
  },
  { name: "sandbox", show: showSandbox },
  {
    name: "conformance-report",
    // Messages of a run come in another order each time.
    compared: "h1, h2, h3, caption, thead th",
    show: async (page) => {
      const only = ["CONN-1", "CONN-6", "REP-1", "REP-3"];
      return content(page, htmlReport(await runPartner("raw", { mutant: "listens-on-both-queues", only })));
    },
  },
  { name: "batch-report", show: (page) => content(page, reportHtml(batchReport)) },
];

/** Some orders, a partner that has produced half of them, and shipped half of those. */
async function showSandbox(page: Page): Promise<AsyncDisposable> {
  const folder = mkdtempSync(join(tmpdir(), "cardwright-picture-"));
  const stack = new AsyncDisposableStack();
  stack.defer(() => rmSync(folder, { recursive: true, force: true }));
  await build({ ...pageBuild, config: false, silent: true, outDir: folder });
  const sandbox = stack.use(await SandboxProcess.start({ port: 0, httpPort: 0, page: folder, version: "0.0.0" }));
  const { inbound, outbound } = sandbox.parts.connections;
  const client = stack.use(
    new ProductionPartnerClient({
      inbound: { connectionString: inbound },
      outbound: { connectionString: outbound },
    }),
  );
  let requested = Promise.withResolvers<void>();
  client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => requested.resolve());
  client.on("EXTERNAL_PRODUCTION_REPORT_OK", () => requested.resolve());
  client.on("EXTERNAL_PRODUCTION_SHIPPED_OK", () => requested.resolve());
  await client.start();
  /** Does something that is answered, and waits for the answer. */
  const answered = async (act: () => Promise<unknown>) => {
    requested = Promise.withResolvers();
    await act();
    await requested.promise;
  };
  for (let number = 1; number <= 8; number++) {
    const cardId = `CARD-${number}`;
    const request = exampleRequest({ cardId, shipmentId: `SHIP-${number}`, expected: ["MIFARE_UID"] });
    await answered(() => sandbox.parts.sandbox.ngoc.sendRequest(request));
    if (number > 5) continue;
    await answered(() => client.reportCardProduced({ cardId, reportData: { MIFARE_UID: `04A2B6C${number}` } }));
    if (number <= 3) await answered(() => client.reportShipped({ cardIds: [cardId] }));
  }
  await page.goto(`${sandbox.url}/#/orders`);
  await page.getByText("live", { exact: true }).waitFor();
  await page.getByLabel("Cards shipped").getByRole("link").nth(2).waitFor();
  return stack;
}
