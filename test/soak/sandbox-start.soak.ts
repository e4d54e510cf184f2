// npm run soak -- sandbox-start [--rounds N] [--cli FILE]
// `cardwright sandbox` is up in a second, has delivered a message in two, and takes less than 120 MB when it is idle.
// It starts the sources; `--cli dist/cli.js` starts what users have, after `npm run build`.
import { parseArgs } from "node:util";
import { measureStartUp, type StartUp } from "../support/proofs/sandbox/start-up.ts";

const { values } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: "string", default: "5" }, cli: { type: "string" } },
});
const bars: StartUp = { startMs: 1000, firstMessageMs: 2000, idleMb: 120 };
const idleMs = 5000;

const rounds: StartUp[] = [];
for (let round = 0; round < Number(values.rounds); round++)
  rounds.push(await measureStartUp({ idleMs, ...(values.cli !== undefined && { cli: values.cli }) }));
for (const name of ["startMs", "firstMessageMs", "idleMb"] as const) {
  const figures = rounds.map((round) => round[name]).sort((one, other) => one - other);
  const median = figures[Math.floor(figures.length / 2)] ?? Number.NaN;
  const isFine = median < bars[name];
  const all = figures.map((figure) => figure.toFixed(0)).join(", ");
  process.stdout.write(
    `${name}: ${median.toFixed(0)} (${all}), ${isFine ? "below" : "WRONG: not below"} ${bars[name]}\n`,
  );
  if (!isFine) process.exitCode = 1;
}
