import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { ServiceBusClient } from "@azure/service-bus";
import { encodeMessage } from "../../../src/production-partner/messages/index.ts";
import type { BrokerProcess } from "../../support/broker-process.ts";
import type { BenchCase } from "./bench-case.ts";
import { productionRequest } from "./production-request.ts";

/** What one run of a case took, per message. */
export interface Sample {
  readonly perSecond: number;
  readonly clientUs: number;
  readonly brokerUs: number;
}

setFlagsFromString("--expose-gc");
const collectGarbage: (options: { readonly type: "minor" }) => void = runInNewContext("gc");

/** Runs every case in turn, `rounds` times, on the queue `q`; returns the samples of each by its name. */
export async function takeSamples(options: {
  readonly broker: BrokerProcess;
  readonly cases: readonly BenchCase[];
  readonly messagesOf: (one: BenchCase) => number;
  readonly payload: Buffer;
  readonly rounds: number;
}): Promise<ReadonlyMap<string, readonly Sample[]>> {
  const { broker, cases, messagesOf, payload, rounds } = options;
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
    // What came before is not this sample's to clean up. Not a full collection: it also takes away what the compiler has
    // learned, which no running program goes without, and costs every case a third of its speed.
    collectGarbage({ type: "minor" });
    const before = { cpu: process.cpuUsage(), broker: await broker.usage(), time: performance.now() };
    await open.run();
    const seconds = (performance.now() - before.time) / 1000;
    const { user, system } = process.cpuUsage(before.cpu);
    const brokerMs = (await broker.usage()).cpuMs - before.broker.cpuMs;
    await open.close();
    const expected = one.job === "send" ? count : 0;
    const { active, locked } = await broker.counts("q");
    if (active + locked !== expected) {
      throw new Error(`${one.name}: ${active} messages are left instead of ${expected}`);
    }
    return {
      perSecond: count / seconds,
      clientUs: (user + system) / count,
      brokerUs: (brokerMs * 1000) / count,
    };
  }

  const samples = new Map<string, Sample[]>(cases.map(({ name }) => [name, []]));
  // Short samples in many rounds, so that a slow moment of the machine spoils few of them; the first round warms up.
  for (let round = 0; round <= rounds; round++) {
    for (const one of round % 2 === 0 ? cases : cases.toReversed()) {
      const taken = await sample(one);
      if (round > 0) samples.get(one.name)?.push(taken);
    }
  }
  await filler.close();
  return samples;
}

/** The value below which this share of the numbers lies. */
export function quantile(share: number, numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length * share)] ?? Number.NaN;
}
