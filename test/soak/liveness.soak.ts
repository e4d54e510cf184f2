// npm run soak -- liveness [--seed S] [--minutes 20] [--only slow|lost|away|mixed] [--database memory|SQLite|PostgreSQL]
// Nothing may stand still. Handlers that hang or are slow, settlements without an answer, a ledger that is away for half an hour;
// then all of it mixed, by chance, for a while, on each kind of ledger.
import { parseArgs } from "node:util";
import { failingDatabases } from "../support/proofs/liveness/failing-database.ts";
import { mixed } from "../support/proofs/liveness/mixed.ts";
import { ledgerAway, lostSettlements, networkAway, slowHandlers } from "../support/proofs/liveness/proofs.ts";

const { values } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
    minutes: { type: "string", default: "20" },
    only: { type: "string", default: "" },
    database: { type: "string" },
  },
});
const seed = Number(values.seed);
const say = (text: string) => process.stdout.write(`${text}\n`);
const wanted = (name: string) => name.includes(values.only);
say(`liveness: seed ${seed}`);

if (wanted("slow")) {
  const usual = { seed, usualMs: 50, lockMs: 1_000, maxMs: 120_000 };
  for (const workers of [1, 3]) {
    const alone = await slowHandlers({ ...usual, good: 900, hung: 0, slow: 0, workers });
    const together = await slowHandlers({ ...usual, good: 900, hung: 50, slow: 50, workers });
    const ratio = together.goodMs / alone.goodMs;
    say(
      `slow: ${workers} workers: 900 good requests take ${together.goodMs.toFixed(0)} ms beside 50 that never return and 50 that ` +
        `take ten times the lock, ${ratio.toFixed(2)} times the ${alone.goodMs.toFixed(0)} ms without them; ` +
        `at most ${together.mostAtOnce} handlers at once`,
    );
    if (ratio > 2) process.exitCode = 1;
  }
}
if (wanted("lost")) {
  const settleTimeoutMs = 2_000;
  const outcome = await lostSettlements({ messages: 20_000, rate: 0.03, seed, settleTimeoutMs, maxMs: 600_000 });
  say(
    `lost: ${outcome.handled} requests handled, ${outcome.lost} answers to settlements lost, ${outcome.handledTwice} handled twice, ` +
      `longest pause ${outcome.longestPauseMs.toFixed(0)} ms (settle timeout ${settleTimeoutMs} ms)`,
  );
  if (outcome.longestPauseMs > settleTimeoutMs || outcome.handledTwice > 0) process.exitCode = 1;
}
const chosen = Object.entries(failingDatabases).filter(([name]) => (values.database ?? name) === name);
if (wanted("away")) {
  const outages = [
    ...chosen.map(([name, make]) => ({
      name,
      async run(size: { readonly messages: number; readonly minutes: number; readonly maxMs: number }) {
        await using database = await make();
        return { ...(await ledgerAway({ ...size, database })), what: database.failure };
      },
    })),
    {
      name: "network",
      run: async (size: Parameters<typeof networkAway>[0]) => ({
        ...(await networkAway(size)),
        what: "swallows packets",
      }),
    },
  ];
  for (const { name, run } of outages) {
    const outcome = await run({ messages: 10_000, minutes: 30, maxMs: 600_000 });
    say(
      `away: ${name}: ${outcome.what}, 30 minutes by the clock, ${outcome.handled} requests handled afterwards, ` +
        `${outcome.deadLettered} dead-lettered, ${outcome.abandoned} given back, ` +
        `told ${[...new Set(outcome.told)].join(", ")}, in ${outcome.seconds.toFixed(0)} s`,
    );
    if (outcome.handled < 10_000 || outcome.deadLettered + outcome.abandoned > 0) process.exitCode = 1;
  }
}
if (wanted("mixed")) {
  for (const [name, make] of chosen) {
    await using database = await make();
    const secondsEach = (Number(values.minutes) * 60) / chosen.length;
    const outcome = await mixed({ database, seed, seconds: secondsEach, maxWaitMs: 90_000 });
    say(
      `mixed: ${name}: ${outcome.seconds.toFixed(0)} s, ${outcome.sent} requests, ${outcome.ended} ended, ` +
        `${outcome.unreported} not reported, ${outcome.deadLettered} dead-lettered; faults: ${JSON.stringify(outcome.faults)}; ` +
        `the longest wait for a handler ${outcome.longestWaitMs.toFixed(0)} ms`,
    );
    if (outcome.ended !== outcome.sent || outcome.deadLettered > 0) process.exitCode = 1;
  }
}
