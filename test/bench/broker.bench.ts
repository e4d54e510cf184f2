// npm run bench -- broker [--messages N] [--rounds R] [--only TEXT]
// Messages per second of every client against a broker in a process of its own, as ratios to the bare Azure client that
// does the same. To compare another client, add its cases to the list: see broker/bench-case.ts.
import { parseArgs } from "node:util";
import { ServiceBusClient } from "@azure/service-bus";
import { encodeMessage } from "../../src/messages/index.ts";
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
    rounds: { type: "string", default: "5" },
    only: { type: "string", default: "" },
  },
});
const messages = Number(values.messages);
const rounds = Number(values.rounds);
const payload = Buffer.from(JSON.stringify({ card: "0".repeat(960) }));
const all: readonly BenchCase[] = [...azureCases, ...rheaCases, ...outboundCases, ...clientCases];
const chosen = all.filter(({ name }) => name.includes(values.only));
const peers = new Set(chosen.map(({ name, peer = name }) => peer));
const cases = all.filter((one) => chosen.includes(one) || peers.has(one.name));

interface Sample {
  readonly perSecond: number;
  readonly clientUs: number;
  readonly brokerUs: number;
}

await using broker = await BrokerProcess.start([{ name: "q", lockDurationMs: 300_000 }]);
const { connectionString } = broker;
const filler = new ServiceBusClient(connectionString);
const fillSender = filler.createSender("q");

async function fill(): Promise<void> {
  for (let sent = 0; sent < messages; sent += 100) {
    const size = Math.min(100, messages - sent);
    const requests = Array.from({ length: size }, (_, index) => productionRequest(sent + index, payload));
    await fillSender.sendMessages(requests.map((request) => encodeMessage(request)));
  }
}

async function sample(one: BenchCase): Promise<Sample> {
  await broker.purge("q");
  if (one.job === "receive") await fill();
  const open = await one.open({ connectionString, queue: "q", messages, payload });
  const before = { cpu: process.cpuUsage(), broker: await broker.usage(), time: performance.now() };
  await open.run();
  const seconds = (performance.now() - before.time) / 1000;
  const { user, system } = process.cpuUsage(before.cpu);
  const brokerMs = (await broker.usage()).cpuMs - before.broker.cpuMs;
  await open.close();
  const expected = one.job === "send" ? messages : 0;
  const { active, locked } = await broker.counts("q");
  if (active + locked !== expected) throw new Error(`${one.name}: ${active} messages are left instead of ${expected}`);
  return {
    perSecond: messages / seconds,
    clientUs: (user + system) / messages,
    brokerUs: (brokerMs * 1000) / messages,
  };
}

const median = (numbers: readonly number[]): number => [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? 0;
const samples = new Map<string, Sample[]>(cases.map(({ name }) => [name, []]));
// Interleaved, so that a slow minute of the machine hits every case; the first round warms up.
for (let round = 0; round <= rounds; round += 1) {
  for (const one of cases) {
    const taken = await sample(one);
    if (round > 0) samples.get(one.name)?.push(taken);
  }
}
await filler.close();

const rates = (name: string): readonly number[] => (samples.get(name) ?? []).map(({ perSecond }) => perSecond);
// Of the same round each, which ran on the same machine at about the same load.
const ratio = (name: string, peer: string): number =>
  median(rates(name).map((rate, round) => rate / (rates(peer)[round] ?? Number.NaN)));
process.stdout.write(
  `${messages} messages of ${payload.length} bytes, median of ${rounds} rounds, broker in its own process\n`,
);
process.stdout.write(`${"case".padEnd(36)} ${"msg/s".padStart(8)}  ratio  client us  broker us\n`);
for (const { name, peer = name } of cases) {
  const taken = samples.get(name) ?? [];
  const figures = [
    median(rates(name)).toFixed(0).padStart(8),
    ratio(name, peer).toFixed(2).padStart(6),
    median(taken.map(({ clientUs }) => clientUs))
      .toFixed(0)
      .padStart(10),
    median(taken.map(({ brokerUs }) => brokerUs))
      .toFixed(0)
      .padStart(10),
  ];
  process.stdout.write(`${name.padEnd(36)} ${figures.join(" ")}\n`);
}
