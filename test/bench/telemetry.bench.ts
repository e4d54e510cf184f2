// npm run bench -- telemetry [--messages N] [--turns T] [--only TEXT]
// What telemetry costs a client: processor time per message with spans and metrics that an exporter drops, as a ratio to the
// same without, and to the same client in an application that writes its spans and metrics by hand: most of the price is that
// of the SDK. Each case runs in a process of its own and is measured when it is warm: in one process they would share what
// the compiler has learned of the other.
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { BrokerProcess } from "../support/broker-process.ts";
import type { BenchCase } from "./broker/bench-case.ts";
import { measuredCases } from "./broker/client-cases.ts";
import { quantile, takeSamples } from "./broker/samples.ts";

const { values } = parseArgs({
  allowPositionals: true,
  options: {
    messages: { type: "string", default: "6000" },
    turns: { type: "string", default: "5" },
    only: { type: "string", default: "" },
    // Measures one case in this process.
    case: { type: "string" },
  },
});
const messages = Number(values.messages);
const warmUp = 5;
const rounds = 5;

/** Measures a case here; prints the processor time of each round that counts. */
async function measure(one: BenchCase): Promise<void> {
  await using broker = await BrokerProcess.start([{ name: "q", lockDurationMs: 300_000 }, { name: "out" }]);
  const payload = Buffer.from(JSON.stringify({ card: "0".repeat(960) }));
  const all = await takeSamples({ broker, cases: [one], messagesOf: () => messages, payload, rounds: warmUp + rounds });
  const taken = (all.get(one.name) ?? []).slice(warmUp);
  process.stdout.write(JSON.stringify(taken.map(({ clientUs }) => clientUs)));
}

/** Measures a case in a process of its own; returns the least of its rounds, which the rest of the machine disturbed least. */
async function measured({ name }: BenchCase): Promise<number> {
  const options = ["--case", name, "--messages", values.messages];
  const { stdout } = await promisify(execFile)(process.execPath, [fileURLToPath(import.meta.url), ...options]);
  return Math.min(...(JSON.parse(stdout) as readonly number[]));
}

async function compare(): Promise<void> {
  const chosen = measuredCases.filter(({ name }) => name.includes(values.only));
  const peers = new Set(chosen.flatMap(({ name, peer = name }) => [peer, `${peer}, by hand`]));
  const cases = measuredCases.filter((one) => chosen.includes(one) || peers.has(one.name));
  const samples = new Map<string, number[]>(cases.map(({ name }) => [name, []]));
  for (let turn = 0; turn < Number(values.turns); turn++) {
    for (const one of turn % 2 === 0 ? cases : cases.toReversed()) samples.get(one.name)?.push(await measured(one));
  }
  process.stdout.write(
    `${messages} messages. Processor time of the client per message, medians of ${values.turns} turns; ratios are within a ` +
      `turn, in brackets the middle half of them.\n${"case".padEnd(46)}${"us".padStart(8)}${"ratio".padStart(8)}${"to by hand".padStart(25)}\n`,
  );
  for (const { name, peer = name } of cases) {
    const own = samples.get(name) ?? [];
    const us = quantile(0.5, own).toFixed(1);
    const byHand = samples.get(`${peer}, by hand`);
    const figures = [samples.get(peer) ?? own, ...(byHand === undefined ? [] : [byHand])].map((theirs) => {
      const ratios = own.map((us, turn) => us / (theirs[turn] ?? us));
      const [low = "", middle = "", high = ""] = [0.25, 0.5, 0.75].map((share) => quantile(share, ratios).toFixed(3));
      return `${middle.padStart(8)}  (${low}-${high})`;
    });
    process.stdout.write(`${name.padEnd(46)}${us.padStart(8)}${figures.join("")}\n`);
  }
}

const one = measuredCases.find(({ name }) => name === values.case);
await (one === undefined ? compare() : measure(one));
