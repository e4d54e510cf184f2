import { chromium } from "playwright-core";
import { ProductionPartnerClient, type ProductionPartnerClientOptions } from "../../../../src/index.ts";
import { exampleRequest, ProductionPartnerSandbox } from "../../../../src/sandbox/index.ts";
import { buildPage } from "../../built-page.ts";
import { type RunningSandbox, startSandbox } from "../../sandbox-command.ts";

/** Medians of the measured rounds. */
export interface PageThroughput {
  /** Orders per second, from the first request to the last acknowledged shipment. */
  readonly inProcess: number;
  readonly throughProcess: number;
  /** The share of the throughput in this process that is left over the wire with the page open: median of the rounds. */
  readonly ratio: number;
  readonly ratios: readonly number[];
  /** Processor time of an order, in microseconds. */
  readonly cpuUs: {
    /** Client and sandbox together. */
    readonly inProcess: number;
    /** The client alone. */
    readonly client: number;
    /** The process of `cardwright sandbox` alone. */
    readonly sandbox: number;
  };
}

interface Run {
  readonly perSecond: number;
  /** Of this process. */
  readonly cpuUs: number;
}

/** As many as the HTTP interface sends at once. */
const sentAtOnce = 50;

/**
 * Handles as many orders through `cardwright sandbox` with the page open as through a sandbox in this process, in turn.
 * Both have run `warmUps` rounds before the first that counts: a process that has just started has not compiled its code.
 */
export async function compareThroughput(options: {
  readonly orders: number;
  readonly rounds: number;
  readonly warmUps?: number;
  /** Path of the browser that shows the page. Default: none. */
  readonly chromium?: string | undefined;
}): Promise<PageThroughput> {
  const { orders, rounds, warmUps = 1 } = options;
  await using stack = new AsyncDisposableStack();
  const near = stack.use(await ProductionPartnerSandbox.start());
  const far = stack.use(await startSandbox());
  const page = options.chromium === undefined ? undefined : await openPage(stack, far, options.chromium);
  let round = 0;
  const runs: { readonly near: Run; readonly far: Run; readonly sandboxCpuUs: number }[] = [];
  while (round < warmUps + rounds) {
    round++;
    const nearRun = await shipOrders(near.partner, orders, () => orderNear(near, `CARD-${round}`, orders));
    const before = await far.cpuMs();
    const farRun = await shipOrders(endpointsOf(far), orders, () => orderFar(far, orders));
    const sandboxCpuUs = (((await far.cpuMs()) - before) * 1000) / orders;
    if (round > warmUps) runs.push({ near: nearRun, far: farRun, sandboxCpuUs });
    // It has followed all the time, and shows the end.
    await page
      ?.getByLabel("Cards shipped")
      .getByText(`${round * orders}`, { exact: true })
      .waitFor();
  }
  const ratios = runs.map((run) => run.far.perSecond / run.near.perSecond);
  return {
    inProcess: median(runs.map((run) => run.near.perSecond)),
    throughProcess: median(runs.map((run) => run.far.perSecond)),
    ratio: median(ratios),
    ratios,
    cpuUs: {
      inProcess: median(runs.map((run) => run.near.cpuUs)),
      client: median(runs.map((run) => run.far.cpuUs)),
      sandbox: median(runs.map((run) => run.sandboxCpuUs)),
    },
  };
}

async function openPage(stack: AsyncDisposableStack, sandbox: RunningSandbox, executablePath: string) {
  await buildPage();
  const browser = stack.adopt(await chromium.launch({ executablePath, args: ["--no-sandbox"] }), (one) => one.close());
  const page = await browser.newPage();
  await page.goto(sandbox.url);
  await page.getByText("live", { exact: true }).waitFor();
  return page;
}

function endpointsOf({ connections: { inbound, outbound } }: RunningSandbox) {
  return { inbound: { connectionString: inbound }, outbound: { connectionString: outbound } };
}

async function orderNear({ ngoc }: ProductionPartnerSandbox, name: string, count: number): Promise<void> {
  for (let first = 0; first < count; first += sentAtOnce) {
    const ids = Array.from({ length: Math.min(sentAtOnce, count - first) }, (_, index) => `${name}-${first + index}`);
    await Promise.all(ids.map((cardId) => ngoc.sendRequest(exampleRequest({ cardId, shipmentId: cardId }))));
  }
}

async function orderFar(sandbox: RunningSandbox, count: number): Promise<void> {
  const { status } = await sandbox.call("POST", "/api/v1/requests", { count });
  if (status !== 201) throw new Error(`the orders were answered with ${status}`);
}

async function shipOrders(
  endpoints: Pick<ProductionPartnerClientOptions, "inbound" | "outbound">,
  orders: number,
  order: () => Promise<void>,
): Promise<Run> {
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
  const cpu = process.cpuUsage();
  await Promise.all([order(), done.promise]);
  const seconds = (performance.now() - startMs) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  return { perSecond: orders / seconds, cpuUs: (user + system) / orders };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error("at least one round is needed");
  return middle;
}
