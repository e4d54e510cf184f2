// npm run soak -- settlements [--seed S] [--size N]: random settlements at concurrency 50, with the gate and without it.
import { parseArgs } from "node:util";
import { settleAtRandom } from "../support/proofs/settlements.ts";

const { values } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: "string", default: String(Date.now()) }, size: { type: "string", default: "50000" } },
});
const seed = Number(values.seed);
process.stdout.write(`settlements: ${values.size} messages, concurrency 50, seed ${seed}\n`);
for (const gated of [true, false]) {
  const outcome = await settleAtRandom({ messages: Number(values.size), concurrency: 50, seed, gated });
  process.stdout.write(
    `${gated ? "through the gate" : "bare Azure client"}: ${outcome.wrong} ended other than decided, ` +
      `${outcome.lost} of them lost, in ${outcome.seconds.toFixed(1)} s\n`,
  );
  if (gated && outcome.wrong > 0) process.exitCode = 1;
}
