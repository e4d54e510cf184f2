// npm run bench -- broker [--messages N] [--rounds R] [--only TEXT]
// Messages per second of every client against a broker in a process of its own, as ratios to the bare Azure client that
// does the same. To compare another client, add its cases to the list: see broker/bench-case.ts.
import { parseArgs } from "node:util";
import { BrokerProcess } from "../support/broker-process.ts";
import { azureCases } from "./broker/azure-cases.ts";
import type { BenchCase } from "./broker/bench-case.ts";
import { clientCases } from "./broker/client-cases.ts";
import { outboundCases } from "./broker/outbound-cases.ts";
import { rheaCases } from "./broker/rhea-cases.ts";
import { quantile, type Sample, takeSamples } from "./broker/samples.ts";

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

await using broker = await BrokerProcess.start([{ name: "q", lockDurationMs: 300_000 }]);
const samples = await takeSamples({ broker, cases, messagesOf, payload, rounds });

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
