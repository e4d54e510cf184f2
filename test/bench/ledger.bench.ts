// npm run bench -- ledger [--messages N] [--rounds R] [--stored 1000,100000,1000000] [--part queue|stored]
// queue: production requests taken from a broker in a process of its own, recorded, each answered with a Card Produced
//   Notification through the outbox, and completed; as a ratio to the bare Azure client that only receives and completes.
// stored: what the ledger's part of that costs with so many finished orders stored, as a ratio to the fewest.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ServiceBusClient } from "@azure/service-bus";
import { ProductionPartnerClient } from "../../src/index.ts";
import {
  MemoryLedger,
  type OrderLedger,
  openPostgresLedger,
  openSqliteLedger,
} from "../../src/production-partner/ledger/index.ts";
import { createMessage, encodeMessage } from "../../src/production-partner/messages/index.ts";
import { exampleRequest } from "../../src/sandbox/index.ts";
import { BrokerProcess } from "../support/broker-process.ts";
import { draftOf, receiveIn } from "../support/ledger.ts";
import { cardProduced, reportOk, requestSent } from "../support/order-messages.ts";
import { postgresBinaries, startPostgres } from "../support/postgres.ts";
import { storeOrders } from "./ledger/stored-orders.ts";

const { values } = parseArgs({
  allowPositionals: true,
  options: {
    messages: { type: "string", default: "1000" },
    rounds: { type: "string", default: "5" },
    stored: { type: "string", default: "1000,100000,1000000" },
    part: { type: "string" },
  },
});
const messages = Number(values.messages);
const rounds = Number(values.rounds);
const concurrency = 32;
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const median = (numbers: readonly number[]): number => [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? 0;

await using folder = { path: await mkdtemp(join(tmpdir(), "cardwright-bench-")), [Symbol.asyncDispose]: cleanUp };
await using server = postgresBinaries === undefined ? undefined : await startPostgres();
if (server === undefined) print("PostgreSQL: skipped, no server found (apt-get install postgresql)");
let databases = 0;
const newFile = () => join(folder.path, `${++databases}.db`);

function cleanUp(this: { readonly path: string }): Promise<void> {
  return rm(this.path, { recursive: true });
}

function openLedger(database: string): ReturnType<typeof openSqliteLedger> {
  return database.startsWith("postgres:")
    ? openPostgresLedger({ connectionString: database })
    : openSqliteLedger({ path: database });
}

async function benchQueue(): Promise<void> {
  await using broker = await BrokerProcess.start([{ name: "in", lockDurationMs: 300_000 }, { name: "out" }]);
  const connectionString = (queue: string) => `${broker.connectionString};EntityPath=${queue}`;
  const filler = new ServiceBusClient(broker.connectionString);
  const sender = filler.createSender("in");
  const fill = async () => {
    for (let sent = 0; sent < messages; sent += 100) {
      const batch = Array.from({ length: Math.min(100, messages - sent) }, (_, index) =>
        encodeMessage(
          createMessage(
            "EXTERNAL_PRODUCTION_REQUEST_SENT",
            exampleRequest({ cardId: `C${sent + index}`, shipmentId: `S${(sent + index) % (messages / 5)}` }),
          ),
        ),
      );
      await sender.sendMessages(batch);
    }
  };
  const empty = async () => {
    for (;;) {
      const { active, locked } = await broker.counts("in");
      if (active + locked === 0) return;
    }
  };

  const bare = async (): Promise<() => Promise<void>> => async () => {
    const client = new ServiceBusClient(broker.connectionString);
    const done = Promise.withResolvers<void>();
    let left = messages;
    client
      .createReceiver("in")
      .subscribe(
        { processMessage: async () => void (--left === 0 && done.resolve()), processError: async () => {} },
        { maxConcurrentCalls: concurrency },
      );
    await done.promise;
    await empty();
    await client.close();
  };
  const withLedger = async (ledger: OrderLedger): Promise<() => Promise<void>> => {
    const client = new ProductionPartnerClient({
      inbound: { connectionString: connectionString("in") },
      outbound: { connectionString: connectionString("out") },
      ledger,
      concurrency,
    });
    const done = Promise.withResolvers<void>();
    let left = messages;
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", async ({ payload: { card } }) => {
      await client.reportCardProduced({ cardId: card.cardId, reportData: {} });
      if (--left === 0) done.resolve();
    });
    return async () => {
      await client.start();
      await done.promise;
      await empty();
      await client.close();
      await ledger.close();
    };
  };

  const cases: readonly { readonly name: string; readonly prepare: () => Promise<() => Promise<void>> }[] = [
    { name: "bare Azure client, receive and complete", prepare: bare },
    { name: "client with MemoryLedger", prepare: () => withLedger(new MemoryLedger()) },
    { name: "client with SQLite", prepare: async () => withLedger(await openLedger(newFile())) },
    ...(server === undefined
      ? []
      : [
          {
            name: "client with PostgreSQL",
            prepare: async () => withLedger(await openLedger(await server.createDatabase())),
          },
        ]),
  ];
  const perSecond = new Map<string, number[]>(cases.map(({ name }) => [name, []]));
  print(`queue: ${messages} requests, ${rounds} rounds, ${concurrency} at a time, medians`);
  for (let round = 0; round < rounds; round++) {
    for (const { name, prepare } of cases) {
      await broker.purge("in");
      await broker.purge("out");
      await fill();
      const run = await prepare();
      const started = performance.now();
      await run();
      perSecond.get(name)?.push(messages / ((performance.now() - started) / 1_000));
    }
  }
  const peer = median(perSecond.get(cases[0]?.name ?? "") ?? []);
  for (const [name, figures] of perSecond) {
    print(`${name.padEnd(42)} ${median(figures).toFixed(0).padStart(6)}/s  ${(median(figures) / peer).toFixed(2)}`);
  }
  await filler.close();
}

/** The time that a ledger takes for one order's request, report, sending and Report OK, in microseconds. */
async function costOfOrder(ledger: OrderLedger, order: number): Promise<number> {
  const about = { cardId: `NEW-${order}`, shipmentId: `NEWSHIP-${order >> 2}` };
  const report = cardProduced(about);
  const started = performance.now();
  await receiveIn(ledger, requestSent(about));
  await ledger.stage(draftOf(report));
  await ledger.takeUnsent();
  await ledger.markSent([report.messageId]);
  await receiveIn(ledger, reportOk(about));
  return (performance.now() - started) * 1_000;
}

async function benchStored(name: string, newDatabase: () => Promise<string>): Promise<void> {
  const cases: { readonly stored: number; readonly ledger: OrderLedger; readonly samples: number[] }[] = [];
  for (const stored of values.stored.split(",").map(Number)) {
    const database = await newDatabase();
    await (await openLedger(database)).close();
    await storeOrders(database, stored);
    cases.push({ stored, ledger: await openLedger(database), samples: [] });
  }
  // Turn by turn, so that whatever else the machine does strikes all alike.
  for (let order = 0; order < 300; order++) {
    for (const { ledger, samples } of cases) samples.push(await costOfOrder(ledger, order));
  }
  const fewest = median(cases[0]?.samples ?? []);
  for (const { stored, ledger, samples } of cases) {
    await ledger.close();
    const cost = median(samples);
    print(`${name}: ${stored} stored orders, ${cost.toFixed(0)} us an order, ${(cost / fewest).toFixed(2)}`);
  }
}

if (values.part !== "stored") await benchQueue();
if (values.part !== "queue") {
  await benchStored("SQLite", async () => newFile());
  if (server !== undefined) await benchStored("PostgreSQL", () => server.createDatabase());
}
