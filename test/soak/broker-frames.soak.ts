// npm run soak -- broker-frames [--seed S] [--size FRAMES]: a million frames that nobody checked, to one broker.
import { parseArgs } from "node:util";
import { fuzzFrames } from "../support/proofs/broker/fuzz.ts";

const { values } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: "string", default: String(Date.now() % 1e6) },
    size: { type: "string", default: "1000000" },
  },
});
const [seed, frames] = [Number(values.seed), Number(values.size)];
process.stdout.write(`${frames} frames, seed ${seed}\n`);
const before = process.memoryUsage.rss();
const startMs = performance.now();
const { internalErrors, ...result } = await fuzzFrames({ frames, seed });
const seconds = (performance.now() - startMs) / 1000;
const grownMb = (process.memoryUsage.rss() - before) / 1024 ** 2;
process.stdout.write(`${JSON.stringify(result)}\n${seconds.toFixed(0)} s, memory +${grownMb.toFixed(0)} MB\n`);
for (const error of internalErrors.slice(0, 20)) process.stdout.write(`${error}\n`);
const isFine = internalErrors.length === 0 && result.consoleCalls === 0 && result.isServing && result.isRestored;
process.stdout.write(isFine ? "the broker met every frame\n" : "WRONG\n");
process.exitCode = isFine ? 0 : 1;
