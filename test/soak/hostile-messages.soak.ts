// npm run soak -- hostile-messages [--seed S] [--size N]: a partner's queue in which every second message is broken.
import { parseArgs } from "node:util";
import { sendHostileMessages } from "../support/proofs/hostile-messages.ts";

const { values } = parseArgs({
  allowPositionals: true,
  options: { seed: { type: "string", default: String(Date.now()) }, size: { type: "string", default: "10000" } },
});
process.stdout.write(`hostile-messages: ${values.size} messages, seed ${values.seed}\n`);
const outcome = await sendHostileMessages({ messages: Number(values.size), seed: Number(values.seed) });
process.stdout.write(
  `${outcome.valid} valid, ${outcome.mishandled} not handled exactly once; ${outcome.invalid} invalid, ` +
    `${outcome.misanswered} not answered as they must be; ${outcome.left} left, ${outcome.problems} other problems, ` +
    `in ${outcome.seconds.toFixed(1)} s\n`,
);
if (outcome.mishandled + outcome.misanswered + outcome.left + outcome.problems > 0) process.exitCode = 1;
