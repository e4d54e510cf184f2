import { chromium } from "playwright-core";
import { ProductionPartnerClient, type ProductionPartnerClientOptions } from "../../../../src/index.ts";
import { exampleRequest, ProductionPartnerSandbox } from "../../../../src/sandbox/index.ts";
import { buildPage } from "../../built-page.ts";
import { startSandbox } from "../../sandbox-command.ts";

/** Orders per second, from the first request to the last acknowledged shipment. */
export interface PageThroughput {
  readonly inProcess: number;
  readonly throughProcess: number;
  /** The share of the throughput in this process that is left over the wire with the page open. */
  readonly ratio: number;
}

/** As many as the HTTP interface sends at once. */
const sentAtOnce = 50;

/** Handles as many orders through `cardwright sandbox` with the page open as through a sandbox in this process. */
export async function compareThroughput(options: {
  readonly orders: number;
  readonly rounds: number;
  readonly chromium: string;
}): Promise<PageThroughput> {
  await buildPage();
  const figures: PageThroughput[] = [];
  for (let round = 0; round < options.rounds; round++) {
    const inProcess = await runInProcess(options.orders);
    const throughProcess = await runThroughProcess(options);
    figures.push({ inProcess, throughProcess, ratio: throughProcess / inProcess });
  }
  // The median: whatever else the machine did met some of the rounds.
  figures.sort((one, other) => one.ratio - other.ratio);
  const median = figures[Math.floor(figures.length / 2)];
  if (median === undefined) throw new Error("at least one round is needed");
  return median;
}

async function runInProcess(orders: number): Promise<number> {
  await using sandbox = await ProductionPartnerSandbox.start();
  const ship = (count: number, name: string) =>
    shipOrders(sandbox.partner, count, async () => {
      for (let first = 0; first < count; first += sentAtOnce) {
        const ids = Array.from(
          { length: Math.min(sentAtOnce, count - first) },
          (_, index) => `${name}-${first + index}`,
        );
        await Promise.all(
          ids.map((cardId) => sandbox.ngoc.sendRequest(exampleRequest({ cardId, shipmentId: cardId }))),
        );
      }
    });
  await ship(orders, "WARM");
  return await ship(orders, "CARD");
}

async function runThroughProcess(options: { readonly orders: number; readonly chromium: string }): Promise<number> {
  await using stack = new AsyncDisposableStack();
  const sandbox = stack.use(await startSandbox());
  const browser = stack.adopt(
    await chromium.launch({ executablePath: options.chromium, args: ["--no-sandbox"] }),
    (one) => one.close(),
  );
  const page = await browser.newPage();
  await page.goto(sandbox.url);
  await page.getByText("live", { exact: true }).waitFor();
  const { inbound, outbound } = sandbox.connections;
  const endpoints = { inbound: { connectionString: inbound }, outbound: { connectionString: outbound } };
  const ship = () =>
    shipOrders(endpoints, options.orders, async () => {
      const { status } = await sandbox.call("POST", "/api/v1/requests", { count: options.orders });
      if (status !== 201) throw new Error(`the orders were answered with ${status}`);
    });
  // A process that has just started has not compiled its code: both sides are measured the second time.
  await ship();
  const perSecond = await ship();
  // It has followed all the time, and shows the end.
  await page
    .getByLabel("Cards shipped")
    .getByText(`${2 * options.orders}`, { exact: true })
    .waitFor();
  return perSecond;
}

async function shipOrders(
  endpoints: Pick<ProductionPartnerClientOptions, "inbound" | "outbound">,
  orders: number,
  order: () => Promise<void>,
): Promise<number> {
  const done = Promise.withResolvers<void>();
  let left = orders;
  await using client = new ProductionPartnerClient({ ...endpoints, onProblem: done.reject });
  client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", async ({ payload }) => {
    const reportData = Object.fromEntries((payload.card.expectedReportDataFields ?? []).map((name) => [name, name]));
    await client.reportCardProduced({ cardId: payload.card.cardId, reportData });
  });
  client.on("EXTERNAL_PRODUCTION_REPORT_OK", async ({ payload }) => {
    await client.reportShipped({ cardIds: [payload.cardId] });
  });
  client.on("EXTERNAL_PRODUCTION_SHIPPED_OK", async () => {
    if (--left === 0) done.resolve();
  });
  client.on("EXTERNAL_PRODUCTION_ERROR", async ({ payload }) => done.reject(new Error(payload.errorCode)));
  await client.start();
  const startMs = performance.now();
  await Promise.all([order(), done.promise]);
  return orders / ((performance.now() - startMs) / 1000);
}
