// npm run bench -- card-numbers [--numbers N] [--rounds R]
// Random card numbers per second: FF1 on OpenSSL's AES, as a ratio to @noble/ciphers' FF1, which is JavaScript throughout.
import { parseArgs } from "node:util";
import { FF1 } from "@noble/ciphers/ff1.js";
import { DecimalFf1 } from "../../src/card-series-maintenance/numbering/ff1.ts";

const { values } = parseArgs({
  allowPositionals: true,
  options: { numbers: { type: "string", default: "20000" }, rounds: { type: "string", default: "5" } },
});
const numbers = Number(values.numbers);
const key = new Uint8Array(32).fill(7);
const ours = new DecimalFf1({ key, digits: 16 });
const noble = FF1(10, key);

function perSecond(encrypt: (text: string) => unknown): number {
  const started = performance.now();
  for (let number = 0; number < numbers; number += 1) encrypt(`1${String(number).padStart(15, "0")}`);
  return (numbers * 1_000) / (performance.now() - started);
}

// Both in turn in every round, so that a busy machine slows both.
const ratios: number[] = [];
for (let round = 0; round <= Number(values.rounds); round += 1) {
  const base = perSecond((text) => noble.encrypt(text.split("").map(Number)));
  const own = perSecond((text) => ours.encrypt(text));
  // The first round only warms up.
  if (round > 0) ratios.push(own / base);
  if (round > 0)
    process.stdout.write(`round ${round}: ${Math.round(own)} numbers/s, @noble/ciphers ${Math.round(base)}/s\n`);
}
ratios.sort((a, b) => a - b);
const show = (ratio: number | undefined) => (ratio ?? 0).toFixed(2);
process.stdout.write(`ratio ${show(ratios[ratios.length >> 1])} [${show(ratios[0])}..${show(ratios.at(-1))}]\n`);
