// npm run bench -- broker [--messages N] [--rounds R] [--only TEXT]
// Messages per second of every client against a broker in a process of its own, as ratios to the bare Azure client that
// does the same. To compare another client, add its cases to the list: see broker/bench-case.ts.
import { parseArgs } from "node:util";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { ServiceBusClient } from "@azure/service-bus";
import { encodeMessage } from "../../src/production-partner/messages/index.ts";
import { BrokerProcess } from "../support/broker-process.ts";
import { azureCases } from "./broker/azure-cases.ts";
import type { BenchCase } from "./broker/bench-case.ts";
import { clientCases } from "./broker/client-cases.ts";
import { outboundCases } from "./broker/outbound-cases.ts";
import { productionRequest } from "./broker/production-request.ts";
import { rheaCases } from "./broker/rhea-cases.ts";

const { values } = parseArgs({
  allowPositionals: true,
  options: {
    messages: { type: "string", default: "4000" },
    rounds: { type: "string", default: "15" },
    only: { type: "string", default: "" },
  },
});
const messages = Number(values.messages);
const rounds = Number(values.rounds);
const payload = Buffer.from(JSON.stringify({ card: "0".repeat(960) }));
const peerOf = ({ name, peer = name }: BenchCase): string => peer;
const all: readonly BenchCase[] = [...azureCases, ...rheaCases, ...outboundCases, ...clientCases];
const chosen = all.filter(({ name }) => name.includes(values.only));
const peers = new Set(chosen.map(peerOf));
// A case runs next to its peer, on the same machine at about the same load.
const cases = [...Map.groupBy(all, peerOf).values()]
  .flat()
  .filter((one) => chosen.includes(one) || peers.has(one.name));
// As many as take about as long: one at a time spends most of its time waiting for the answer.
const messagesOf = ({ inFlight }: BenchCase): number => (inFlight === 1 ? Math.ceil(messages / 4) : messages);

setFlagsFromString("--expose-gc");
const collectGarbage: (options: { readonly type: "minor" }) => void = runInNewContext("gc");

interface Sample {
  readonly perSecond: number;
  readonly clientUs: number;
  readonly brokerUs: number;
}

await using broker = await BrokerProcess.start([{ name: "q", lockDurationMs: 300_000 }]);
const { connectionString } = broker;
const filler = new ServiceBusClient(connectionString);
const fillSender = filler.createSender("q");

async function fill(count: number): Promise<void> {
  for (let sent = 0; sent < count; sent += 100) {
    const size = Math.min(100, count - sent);
    const requests = Array.from({ length: size }, (_, index) => productionRequest(sent + index, payload));
    await fillSender.sendMessages(requests.map((request) => encodeMessage(request)));
  }
}

async function sample(one: BenchCase): Promise<Sample> {
  const count = messagesOf(one);
  await broker.purge("q");
  if (one.job === "receive") await fill(count);
  const open = await one.open({ connectionString, queue: "q", messages: count, payload });
  // What came before is not this sample's to clean up. Not a full collection: it also takes away what the compiler has learned, which no
  // running program goes without, and costs every case a third of its speed.
  collectGarbage({ type: "minor" });
  const before = { cpu: process.cpuUsage(), broker: await broker.usage(), time: performance.now() };
  await open.run();
  const seconds = (performance.now() - before.time) / 1000;
  const { user, system } = process.cpuUsage(before.cpu);
  const brokerMs = (await broker.usage()).cpuMs - before.broker.cpuMs;
  await open.close();
  const expected = one.job === "send" ? count : 0;
  const { active, locked } = await broker.counts("q");
  if (active + locked !== expected) throw new Error(`${one.name}: ${active} messages are left instead of ${expected}`);
  return {
    perSecond: count / seconds,
    clientUs: (user + system) / count,
    brokerUs: (brokerMs * 1000) / count,
  };
}

const samples = new Map<string, Sample[]>(cases.map(({ name }) => [name, []]));
// Short samples in many rounds, so that a slow moment of the machine spoils few of them; the first round warms up.
for (let round = 0; round <= rounds; round += 1) {
  for (const one of round % 2 === 0 ? cases : cases.toReversed()) {
    const taken = await sample(one);
    if (round > 0) samples.get(one.name)?.push(taken);
  }
}
await filler.close();

/** The value below which this share of the numbers lies. */
const quantile = (share: number, numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length * share)] ?? Number.NaN;
const column = (value: string | number, width = 10): string => String(value).padStart(width);
process.stdout.write(
  `${messages} messages of ${payload.length} bytes (${Math.ceil(messages / 4)} where each is awaited), ` +
    `broker in its own process.\nMedians of ${rounds} rounds; ratios are within a round, in brackets the middle half of them.\n` +
    `${"case".padEnd(32)}${column("msg/s")}${column("ratio")}${column("", 14)}${column("client us")}${column("broker us")}\n`,
);
for (const one of cases) {
  const own = samples.get(one.name) ?? [];
  const theirs = samples.get(peerOf(one)) ?? [];
  const ratios = own.map(({ perSecond }, round) => perSecond / (theirs[round]?.perSecond ?? Number.NaN));
  const [low, middle, high] = [0.25, 0.5, 0.75].map((share) => quantile(share, ratios).toFixed(2));
  const medianOf = (figure: keyof Sample): string =>
    quantile(
      0.5,
      own.map((taken) => taken[figure]),
    ).toFixed(0);
  process.stdout.write(
    `${one.name.padEnd(32)}${column(medianOf("perSecond"))}${column(middle ?? "")}${column(`(${low}-${high})`, 14)}` +
      `${column(medianOf("clientUs"))}${column(medianOf("brokerUs"))}\n`,
  );
}
