import { openPostgresLedger } from "../../../../src/production-partner/ledger/index.ts";
import { rejectionCode } from "../../code-of.ts";
import { seededRandom } from "../../seeded-random.ts";
import { becomeNextVersion } from "./next-version.ts";
import { type FlowOutcome, OrderFlow } from "./order-flow.ts";
import { Worker } from "./worker.ts";

/** How a rolling upgrade ended. */
export interface UpgradeOutcome extends FlowOutcome {
  /** The code with which a worker of the old version is refused that is started after the migration. */
  readonly oldWorkerRefused: string;
}

/**
 * Upgrades a bureau on PostgreSQL while orders come in: the tables are migrated under a worker of the old version at work,
 * which then goes on alone, then beside one of the next version, then leaves that one alone.
 */
export async function upgradeWhileWorking(options: {
  /** The address of a PostgreSQL database. */
  readonly database: string;
  readonly cards: number;
  readonly shipments: number;
  readonly seed: number;
}): Promise<UpgradeOutcome> {
  const { database, cards, seed } = options;
  const signal = AbortSignal.timeout(60_000 + cards * 100);
  await using flow = await OrderFlow.start({ ...options, random: seededRandom(seed), lockDurationMs: 30_000, signal });
  const config = { database, ...flow.partner, leaseMs: 30_000, concurrency: 8, productionMs: 5, courierMs: 50 };
  const [old, next] = [new Worker({ ...config, seed }), new Worker({ ...config, seed: seed + 1, isNextVersion: true })];
  const part = Math.floor(cards / 4);

  await old.started();
  await flow.order(part);
  await flow.events(part);
  const outcome = await (async () => {
    using _ = becomeNextVersion();
    await (await openPostgresLedger({ connectionString: database })).close();
    await flow.order(part);
    await flow.produced();
    await next.started();
    await flow.order(part);
    await flow.produced();
    await flow.orderRest();
    await old.stop();
    await flow.over();
    await next.stop();
    await using ledger = await openPostgresLedger({ connectionString: database });
    return await flow.outcome(ledger);
  })();
  const oldWorkerRefused = await rejectionCode(openPostgresLedger({ connectionString: database }));
  return { ...outcome, oldWorkerRefused };
}
