import { openPostgresLedger } from "../../../../src/production-partner/ledger/index.ts";
import { seededRandom } from "../../seeded-random.ts";
import { type FlowOutcome, OrderFlow } from "./order-flow.ts";
import { Worker } from "./worker.ts";

/** Runs the order flow, all of it ordered beforehand, in some processes that share the queue and the database. */
export async function shareTheWork(options: {
  /** The address of a PostgreSQL database. */
  readonly database: string;
  readonly cards: number;
  readonly shipments: number;
  readonly workers: number;
  /** How many messages a worker handles at a time. */
  readonly concurrency: number;
  readonly productionMs: number;
  readonly courierMs: number;
  readonly seed: number;
}): Promise<{ readonly outcome: FlowOutcome; readonly cardsPerSecond: number }> {
  const { database, cards, workers, seed, concurrency, productionMs, courierMs } = options;
  const signal = AbortSignal.timeout(60_000 + cards * 100);
  await using flow = await OrderFlow.start({ ...options, random: seededRandom(seed), lockDurationMs: 30_000, signal });
  const config = { database, ...flow.partner, leaseMs: 30_000, concurrency, productionMs, courierMs };
  await flow.orderRest();
  const sharing = Array.from({ length: workers }, (_, worker) => new Worker({ ...config, seed: seed + worker }));
  await Promise.all(sharing.map((worker) => worker.loaded()));
  const started = performance.now();
  for (const worker of sharing) worker.go();
  await flow.produced();
  const seconds = (performance.now() - started) / 1_000;
  await flow.over();
  await Promise.all(sharing.map((worker) => worker.stop()));
  await using ledger = await openPostgresLedger({ connectionString: database });
  return { outcome: await flow.outcome(ledger), cardsPerSecond: cards / seconds };
}
