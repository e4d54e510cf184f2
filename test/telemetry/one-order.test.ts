import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { exampleRequest, ProductionPartnerSandbox } from "../../src/sandbox/index.ts";
import { conventionsVersion } from "../../src/telemetry/names.ts";
import { postgresBinaries, startPostgres } from "../support/postgres.ts";
import type { WorkerConfig } from "../support/proofs/telemetry/worker-main.ts";
import { CollectorStub } from "../support/telemetry/otlp.ts";
import { traceText } from "../support/telemetry/seen-span.ts";
import { waitFor } from "../support/wait-for.ts";

const golden = readFileSync(new URL("./one-order.golden.txt", import.meta.url), "utf8");
const main = fileURLToPath(new URL("../support/proofs/telemetry/worker-main.ts", import.meta.url));

function startWorker(config: WorkerConfig): ChildProcess {
  return fork(main, [JSON.stringify(config)], { execArgv: ["--no-warnings"] });
}

/** One order: a worker is killed after it has staged the report, and another one finishes. */
async function oneOrder(database: WorkerConfig["database"]): Promise<string> {
  await using collector = await CollectorStub.start();
  await using sandbox = await ProductionPartnerSandbox.start();
  const { broker, toPartner, fromPartner, partner } = sandbox;
  const { inbound, outbound } = partner;
  // The first worker sends, and the message never arrives.
  let isLost = true;
  broker.faults.add({ on: "send", queue: fromPartner.name, effect: { kind: "lose" }, times: 100, when: () => isLost });
  const first = startWorker({ inbound, outbound, database, collector: collector.url, waits: false });
  await sandbox.ngoc.sendRequest(exampleRequest());
  await waitFor({
    broker,
    what: "the first worker to stage the report and to finish the request",
    until: () => toPartner.isEmpty() && toPartner.totals().enqueued === 1 && collector.spans.length === 2,
  });
  first.kill("SIGKILL");
  await once(first, "exit");
  isLost = false;

  const second = startWorker({ inbound, outbound, database, collector: collector.url, waits: true });
  await waitFor({
    broker,
    what: "the second worker to finish the order",
    until: () => sandbox.ngoc.book.stateOf("CARD-1") === "shipped" && toPartner.isEmpty(),
  });
  const gone = once(second, "exit");
  second.send("stop");
  await gone;
  expect([...collector.schemaUrls]).toEqual([`https://opentelemetry.io/schemas/${conventionsVersion}`]);
  expect(new Set(collector.spans.map(({ traceId }) => traceId)).size).toBe(3);
  return traceText(collector.spans);
}

describe("the trace of one order over OTLP, through a kill between staging and sending", () => {
  test("SQLite: request, report and its sending by another process are one trace, and answers are linked to it", async () => {
    const folder = await mkdtemp(join(tmpdir(), "cardwright-trace-"));
    expect(await oneOrder({ path: join(folder, "orders.db") })).toBe(golden);
    await rm(folder, { recursive: true });
  }, 30_000);

  test.skipIf(postgresBinaries === undefined)(
    "PostgreSQL: the same (needs a server: apt-get install postgresql)",
    async () => {
      await using server = await startPostgres();
      expect(await oneOrder({ connectionString: await server.createDatabase() })).toBe(golden);
    },
    30_000,
  );
});
