// npm run bench -- telemetry [--messages N] [--rounds R] [--only TEXT]
// What telemetry costs a client: processor time per message with spans and metrics that an exporter drops, as a ratio to the
// same without, against a broker in a process of its own.
import { parseArgs } from "node:util";
import { BrokerProcess } from "../support/broker-process.ts";
import { measuredCases } from "./broker/client-cases.ts";
import { quantile, takeSamples } from "./broker/samples.ts";

const { values } = parseArgs({
  allowPositionals: true,
  options: {
    messages: { type: "string", default: "4000" },
    rounds: { type: "string", default: "10" },
    only: { type: "string", default: "" },
  },
});
const messages = Number(values.messages);
const rounds = Number(values.rounds);
const payload = Buffer.from(JSON.stringify({ card: "0".repeat(960) }));
const chosen = measuredCases.filter(({ name }) => name.includes(values.only));
const peers = new Set(chosen.map(({ peer }) => peer));
const cases = measuredCases.filter((one) => chosen.includes(one) || peers.has(one.name));

await using broker = await BrokerProcess.start([{ name: "q", lockDurationMs: 300_000 }, { name: "out" }]);
const samples = await takeSamples({ broker, cases, messagesOf: () => messages, payload, rounds });

process.stdout.write(
  `${messages} messages of ${payload.length} bytes. Processor time of the client per message, medians of ${rounds} rounds; ` +
    "ratios are within a round, in brackets the middle half of them.\n" +
    `${"case".padEnd(46)}${"us".padStart(8)}${"ratio".padStart(8)}\n`,
);
for (const { name, peer } of cases) {
  const own = (samples.get(name) ?? []).map(({ clientUs }) => clientUs);
  const theirs = (samples.get(peer ?? name) ?? []).map(({ clientUs }) => clientUs);
  const ratios = own.map((us, round) => us / (theirs[round] ?? own[round] ?? us));
  const [low, middle, high] = [0.25, 0.5, 0.75].map((share) => quantile(share, ratios).toFixed(3));
  process.stdout.write(
    `${name.padEnd(46)}${quantile(0.5, own).toFixed(1).padStart(8)}${middle?.padStart(8)}  (${low}-${high})\n`,
  );
}
