import { openSqliteLedger } from "../../../../src/production-partner/ledger/index.ts";
import { seededRandom } from "../../seeded-random.ts";
import { type FlowOutcome, OrderFlow } from "./order-flow.ts";
import { Worker } from "./worker.ts";

/** Runs the order flow in a process that is killed again and again at random moments. */
export async function killAgainAndAgain(options: {
  readonly path: string;
  readonly cards: number;
  readonly shipments: number;
  readonly kills: number;
  readonly seed: number;
  readonly onKill?: (kill: number) => void;
}): Promise<FlowOutcome> {
  const { cards, kills, seed, path } = options;
  const random = seededRandom(seed);
  const signal = AbortSignal.timeout(60_000 + kills * 10_000);
  await using flow = await OrderFlow.start({ ...options, random, lockDurationMs: 1_500, signal });
  const config = { database: path, ...flow.partner, leaseMs: 1_000, concurrency: 16, productionMs: 0, courierMs: 100 };
  const prepare = () => new Worker({ ...config, seed: Math.floor(random() * 1e9) });

  let next = prepare();
  for (let kill = 1; kill <= kills; kill++) {
    const worker = next;
    worker.go();
    // Loaded while this one works, for its start takes longer than its life.
    next = prepare();
    await flow.order(Math.floor((kill * cards) / kills) - Math.floor(((kill - 1) * cards) / kills));
    await flow.events(1 + Math.floor(random() * 40));
    if (worker.hasEnded) throw new Error("A worker ended by itself");
    await worker.kill();
    options.onKill?.(kill);
  }
  await flow.orderRest();
  next.go();
  await flow.over();
  await next.stop();
  await using ledger = await openSqliteLedger({ path });
  return await flow.outcome(ledger);
}
