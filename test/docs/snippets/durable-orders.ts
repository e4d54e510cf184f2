import { ProductionPartnerClient } from "cardwright";
import { openSqliteLedger } from "cardwright/ledger";
import { exampleRequest, ProductionPartnerSandbox } from "cardwright/sandbox";

await using sandbox = await ProductionPartnerSandbox.start();
await using ledger = await openSqliteLedger({ path: process.env["ORDERS_DB"] ?? "orders.db" });
await using client = new ProductionPartnerClient({ ...sandbox.partner, ledger });
const reported = Promise.withResolvers<void>();

client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", async ({ payload: { card } }) => {
  // After a crash the handler runs again: reporting the same content again changes nothing.
  await client.reportCardProduced({ cardId: card.cardId, reportData: { MIFARE_UID: "04A2B6C1" } });
});
client.on("EXTERNAL_PRODUCTION_REPORT_OK", () => reported.resolve());

await client.start();
await sandbox.ngoc.sendRequest(exampleRequest({ cardId: "CARD-1", expected: ["MIFARE_UID"] }));
await reported.promise;

console.log(await ledger.countCards()); // { acknowledged: 1 }
for (const { type, state } of (await ledger.cardHistory("CARD-1")).items) console.log(type, state);
