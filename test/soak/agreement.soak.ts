// npm run soak -- agreement [--seed S] [--size SCHEMAS]: generated types against generated validators, on random schemas and values.
import { parseArgs } from "node:util";
import {
  receivedDisagreements,
  returnedDisagreements,
  sendableButRefused,
  strictDisagreements,
} from "../codegen/asyncapi/support/agreement.ts";

const { values } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: "string", default: String(Date.now()) }, size: { type: "string", default: "2000" } },
});
const seed = Number(values.seed);
const size = Number(values.size);
process.stdout.write(`agreement: ${size} schemas of each sort, 12 values each, seed ${seed}\n`);

const found: unknown[] = [];
// In slices, as the compiler holds the whole of a slice in memory.
for (let done = 0; done < size; done += 250) {
  const sample = { seed: seed + done, size: Math.min(250, size - done) };
  const { refused } = sendableButRefused(sample);
  const { wrong } = await returnedDisagreements(sample);
  for (const marked of [false, true]) found.push(...(await receivedDisagreements(sample, { marked })));
  found.push(...(await strictDisagreements(sample)), ...refused, ...wrong);
  process.stdout.write(`${done + sample.size} schemas: ${found.length} disagreements\n`);
}
if (found.length > 0) {
  process.stdout.write(`${JSON.stringify(found[0], null, 2)}\n`);
  process.exitCode = 1;
}
