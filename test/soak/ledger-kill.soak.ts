// npm run soak -- ledger-kill [--seed S] [--size CARDS] [--kills N]: the order flow in a process that is killed again and again.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { killAgainAndAgain } from "../support/proofs/ledger/kill.ts";

const { values } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: "string", default: String(Date.now() % 1e9) },
    size: { type: "string", default: "500" },
    kills: { type: "string", default: "300" },
  },
});
const [cards, kills, seed] = [Number(values.size), Number(values.kills), Number(values.seed)];
const shipments = Math.ceil(cards / 5);
process.stdout.write(`ledger-kill: ${cards} cards in ${shipments} shipments, ${kills} kills, seed ${seed}\n`);
const folder = await mkdtemp(join(tmpdir(), "cardwright-soak-"));
const outcome = await killAgainAndAgain({
  path: join(folder, "orders.db"),
  cards,
  shipments,
  kills,
  seed,
  onKill: (kill) => void (kill % 50 === 0 && process.stdout.write(`${kill} kills\n`)),
});
await rm(folder, { recursive: true });
process.stdout.write(`${JSON.stringify(outcome, undefined, 2)}\n`);
if (outcome.faults.length > 0) process.exitCode = 1;
