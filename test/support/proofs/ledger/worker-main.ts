// One worker of the ledger soaks: waits for "go", then is a bureau until it is stopped or killed.
import { once } from "node:events";
import { isCardwrightError } from "../../../../src/index.ts";
import { openPostgresLedger, openSqliteLedger } from "../../../../src/production-partner/ledger/index.ts";
import { seededRandom } from "../../seeded-random.ts";
import { Bureau } from "./bureau.ts";
import { becomeNextVersion } from "./next-version.ts";
import type { WorkerConfig } from "./worker.ts";

const config: WorkerConfig = JSON.parse(process.argv[2] ?? "");
if (config.isNextVersion === true) becomeNextVersion();
process.send?.("ready");
await once(process, "message");
const ledger = await (config.database.startsWith("postgres:")
  ? openPostgresLedger({ connectionString: config.database, leaseMs: config.leaseMs })
  : openSqliteLedger({ path: config.database, leaseMs: config.leaseMs }));
const bureau = new Bureau({
  inbound: { connectionString: config.inbound },
  outbound: { connectionString: config.outbound },
  ledger,
  random: seededRandom(config.seed),
  concurrency: config.concurrency,
  productionMs: config.productionMs,
  courierMs: config.courierMs,
  // After a dropped connection the Azure client renews the locks of that connection's messages on and on, for this
  // long; only then are they delivered again.
  lockRenewalMs: 3_000,
  redeliveryDelayMs: 20,
  resendIntervalMs: 500,
  settleTimeoutMs: 1_000,
  retry: { attempts: 2, initialDelayMs: 20, attemptTimeoutMs: 1_000 },
});
// As the supervisor of a process would: retry whatever may succeed later.
for (;;) {
  try {
    await bureau.start();
    break;
  } catch (error) {
    if (!isCardwrightError(error) || !error.retryable) throw error;
  }
}
process.send?.("started");
await once(process, "message");
await bureau[Symbol.asyncDispose]();
await ledger.close();
process.disconnect();
