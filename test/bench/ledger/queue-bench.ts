import { randomUUID } from "node:crypto";
import { ServiceBusClient } from "@azure/service-bus";
import { createMessage, encodeMessage } from "../../../src/production-partner/messages/index.ts";
import { exampleRequest } from "../../../src/sandbox/index.ts";
import { BrokerProcess } from "../../support/broker-process.ts";
import type { TestPostgres } from "../../support/postgres.ts";
import type { QueueCase } from "./queue-case.ts";
import { cpuOfTreeMs, postgresWork, type Work } from "./work-counters.ts";

interface Sample {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Microseconds of processor time a message. */
  readonly client: number;
  readonly broker: number;
  readonly database: number;
  readonly commits: number;
  readonly statements: number;
}

/** How the queue part of the benchmark is run. */
export interface QueueBench {
  readonly cases: readonly QueueCase[];
  readonly messages: number;
  readonly rounds: number;
  readonly concurrency: number;
  readonly server: TestPostgres | undefined;
  readonly sqliteWork: () => Work;
  readonly print: (line: string) => void;
}

/** Runs all cases in turn, round by round, so that whatever else the machine does strikes all alike; prints medians. */
export async function benchQueue({ cases, rounds, print, ...options }: QueueBench): Promise<void> {
  const { messages, concurrency, server } = options;
  await using broker = await BrokerProcess.start([{ name: "in", lockDurationMs: 300_000 }, { name: "out" }]);
  // A database of its own, so that asking costs the others nothing.
  const statistics = await server?.createDatabase();
  const samples = new Map<QueueCase, Sample[]>(cases.map((each) => [each, []]));
  print(`\n${concurrency} in hand: ${messages} requests, medians of ${rounds} rounds; us and counts are per message`);
  for (let round = 0; round < rounds; round++) {
    for (const each of cases) {
      await fill(broker, messages);
      samples.get(each)?.push(await measure(each, { ...options, broker, statistics }));
    }
  }
  const columns = ["/s", "ratio", "p50 ms", "p99 ms", "client", "broker", "database", "commits", "statements"];
  print(`${"".padEnd(36)}${columns.map((name) => name.padStart(11)).join("")}`);
  const [first] = cases;
  const peer = first === undefined ? 0 : middle(samples.get(first), "perSecond");
  for (const [{ name }, taken] of samples) {
    const of = (figure: keyof Sample, digits: number) => middle(taken, figure).toFixed(digits);
    const figures = [
      of("perSecond", 0),
      (middle(taken, "perSecond") / peer).toFixed(2),
      of("p50Ms", 2),
      of("p99Ms", 2),
      of("client", 0),
      of("broker", 0),
      of("database", 0),
      of("commits", 2),
      of("statements", 2),
    ];
    print(`${name.padEnd(36)}${figures.map((figure) => figure.padStart(11)).join("")}`);
  }
}

async function fill(broker: BrokerProcess, messages: number): Promise<void> {
  await broker.purge("in");
  await broker.purge("out");
  const client = new ServiceBusClient(broker.connectionString);
  const sender = client.createSender("in");
  for (let sent = 0; sent < messages; sent += 100) {
    const batch = Array.from({ length: Math.min(100, messages - sent) }, (_, index) => {
      const about = { cardId: `C${sent + index}`, shipmentId: `S${(sent + index) % Math.ceil(messages / 5)}` };
      const message = encodeMessage(createMessage("EXTERNAL_PRODUCTION_REQUEST_SENT", exampleRequest(about)));
      // How NGOC makes its ids is not known; random ones cost a ledger the most.
      return { ...message, messageId: randomUUID() };
    });
    await sender.sendMessages(batch);
  }
  await client.close();
}

async function measure(
  each: QueueCase,
  options: Pick<QueueBench, "messages" | "concurrency" | "server" | "sqliteWork"> & {
    readonly broker: BrokerProcess;
    readonly statistics: string | undefined;
  },
): Promise<Sample> {
  const { broker, messages, concurrency, server, sqliteWork, statistics } = options;
  const latencies: number[] = [];
  const workNow = async () =>
    each.isPostgres === true && statistics !== undefined ? postgresWork(statistics) : sqliteWork();
  const databaseCpuMs = () => (each.isPostgres === true && server !== undefined ? cpuOfTreeMs(server.pid) : 0);

  const run = await each.prepare({ broker, concurrency, messages });
  globalThis.gc?.();
  const before = { work: await workNow(), broker: (await broker.usage()).cpuMs, database: databaseCpuMs() };
  const client = process.cpuUsage();
  const startedMs = performance.now();
  await run.run(latencies);
  const tookMs = performance.now() - startedMs;
  const { user, system } = process.cpuUsage(client);
  const brokerCpuMs = (await broker.usage()).cpuMs - before.broker;
  const databaseMs = databaseCpuMs() - before.database;
  const work = await workNow();
  await run.close();
  const sorted = latencies.sort((a, b) => a - b);
  return {
    perSecond: messages / (tookMs / 1_000),
    p50Ms: sorted[Math.floor(sorted.length * 0.5)] ?? 0,
    p99Ms: sorted[Math.floor(sorted.length * 0.99)] ?? 0,
    client: (user + system) / messages,
    broker: (brokerCpuMs * 1_000) / messages,
    database: (databaseMs * 1_000) / messages,
    commits: (work.commits - before.work.commits) / messages,
    statements: (work.statements - before.work.statements) / messages,
  };
}

function middle(samples: readonly Sample[] | undefined, figure: keyof Sample): number {
  const sorted = (samples ?? []).map((sample) => sample[figure]).sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}
