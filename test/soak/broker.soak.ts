// npm run soak -- broker [--seed S] [--size N] [--part exactly-once|outcomes|memory]
// exactly-once: 8 receivers, random abandons, expired locks, dropped connections: each message completed exactly once.
// outcomes: 3 clients, random settlements, closes, dropped connections: none lost, none both completed and dead-lettered.
// memory: ten times as many messages through a broker in its own process, whose heap has to come back.
import { parseArgs } from "node:util";
import { type BooksOptions, keepBooks } from "../support/proofs/broker/books.ts";
import { measureMemory } from "../support/proofs/broker/memory.ts";

const { values } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: "string", default: String(Date.now() % 1e6) },
    size: { type: "string", default: "100000" },
    part: { type: "string" },
  },
});
const seed = Number(values.seed);
const messages = Number(values.size);
const print = (line: string): void => void process.stdout.write(`${line}\n`);

async function books(part: string, options: Omit<BooksOptions, "messages" | "seed">): Promise<void> {
  if (values.part !== undefined && values.part !== part) return;
  print(`${part}: ${messages} messages, seed ${seed}, ${JSON.stringify(options)}`);
  const result = await keepBooks({ messages, seed, ...options });
  print(JSON.stringify(result));
  const wrong = result.lost + result.completedTwice + result.completedAndDeadLettered + result.againstDecision;
  print(`${part}: ${wrong === 0 ? "every message ended once, as decided" : `${wrong} WRONG`}`);
  if (wrong > 0) process.exitCode = 1;
}

await books("exactly-once", {
  receivers: 8,
  drops: 8,
  closes: 0,
  percent: { abandon: 10, deadLetter: 0, expire: 5 },
});
await books("outcomes", {
  receivers: 3,
  drops: 8,
  closes: 8,
  percent: { abandon: 20, deadLetter: 15, expire: 5 },
});
if (values.part === undefined || values.part === "memory") {
  const figures = await measureMemory(messages * 10);
  for (const step of figures.steps) print(`memory: ${step.messages} messages, heap ${step.heapMb.toFixed(1)} MB`);
  print(
    `memory: base ${figures.baseMb.toFixed(1)} MB, end ${figures.endMb.toFixed(1)} MB, ${figures.seconds.toFixed(0)} s`,
  );
  if (figures.endMb > figures.baseMb + 3) process.exitCode = 1;
}
