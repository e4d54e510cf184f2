// npm run soak -- quarantine [--seed S] [--size N] [--database SQLite|PostgreSQL]: N messages that break one assumed rule each
// must reach the handler; N that cannot be read must be answered once each, kept, and replayed under a corrected contract.
import { parseArgs } from "node:util";
import { receiveDeviations } from "../support/proofs/contract/deviating-messages.ts";
import { databases, TestLedgers } from "../support/proofs/contract/test-ledgers.ts";
import { receiveUnreadable } from "../support/proofs/contract/unreadable-messages.ts";

const { values } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: "string", default: String(Date.now()) },
    size: { type: "string", default: "100000" },
    database: { type: "string" },
  },
});
const [size, seed] = [Number(values.size), Number(values.seed)];
process.stdout.write(`quarantine: ${size} messages of each kind, seed ${seed}\n`);
await using ledgers = new TestLedgers();
for (const database of databases.filter((name) => values.database === undefined || values.database === name)) {
  {
    await using ledger = await ledgers.open(database);
    const { received, rules, culprits, problems, seconds, ...faults } = await receiveDeviations({ ledger, size, seed });
    const sum = Object.values(faults).reduce((total, count) => total + count, 0) + culprits.length + problems.length;
    process.stdout.write(
      `${database}: ${received} messages that break one of ${rules} assumed rules: ${faults.mishandled} not handled once, ` +
        `${faults.unremarked} without a deviation, ${faults.refused} refused, ${faults.unfinished} orders unfinished, ` +
        `in ${seconds.toFixed(0)} s ${[...culprits, ...problems].join("; ")}\n`,
    );
    if (sum > 0) process.exitCode = 1;
  }
  {
    await using ledger = await ledgers.open(database, { quarantine: { maxEntries: size * 2 } });
    const { received, readable, problems, seconds, ...faults } = await receiveUnreadable({ ledger, size, seed });
    const sum = Object.values(faults).reduce((total, count) => total + count, 0) + problems.length;
    process.stdout.write(
      `${database}: ${received} messages that cannot be read: ${faults.misanswered} not answered once, ` +
        `${faults.notKept} not kept once; of ${readable} that the corrected contract reads, ${faults.lost} lost; ` +
        `${faults.forgotten} others not kept any more, ${faults.answeredAgain} answered again, ` +
        `in ${seconds.toFixed(0)} s ${problems.join("; ")}\n`,
    );
    if (sum > 0) process.exitCode = 1;
  }
}
