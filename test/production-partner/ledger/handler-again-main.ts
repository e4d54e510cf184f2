// The handlers of the README's first program, on a durable ledger, in a process that dies as soon as one has reported.
import { once } from "node:events";
import { ProductionPartnerClient } from "../../../src/index.ts";
import { openSqliteLedger } from "../../../src/production-partner/ledger/index.ts";

const [path = "", inbound = "", outbound = "", diesAfter = ""] = process.argv.slice(2);
await using ledger = await openSqliteLedger({ path, leaseMs: 300 });
await using client = new ProductionPartnerClient({
  inbound: { connectionString: inbound },
  outbound: { connectionString: outbound },
  ledger,
  redeliveryDelayMs: 20,
  onProblem: (problem) => process.send?.(problem.kind),
});

client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", async ({ payload: { card } }) => {
  await client.reportCardProduced({
    cardId: card.cardId,
    reportData: { MIFARE_UID: "04A2B6C1" },
    produced: new Date().toISOString(),
  });
  if (diesAfter === "report") process.kill(process.pid, "SIGKILL");
});
client.on("EXTERNAL_PRODUCTION_REPORT_OK", async ({ payload: { cardId } }) => {
  await client.reportShipped({ cardIds: [cardId], carrier: { trackingId: "EP123456789" } });
  if (diesAfter === "shipment") process.kill(process.pid, "SIGKILL");
});
client.onAnyOther(() => {});

await client.start();
await once(process, "message");
process.disconnect();
