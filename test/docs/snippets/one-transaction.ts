import { DatabaseSync } from "node:sqlite";
import { ProductionPartnerClient } from "cardwright";
import { openSqliteLedger } from "cardwright/ledger";
import { exampleRequest, ProductionPartnerSandbox } from "cardwright/sandbox";

const path = process.env["ORDERS_DB"] ?? "orders.db";
const db = new DatabaseSync(path);
db.exec("CREATE TABLE IF NOT EXISTS chip (card_id TEXT PRIMARY KEY, uid TEXT NOT NULL)");

await using sandbox = await ProductionPartnerSandbox.start();
await using ledger = await openSqliteLedger({ path });
await using client = new ProductionPartnerClient({ ...sandbox.partner, ledger });
const done = Promise.withResolvers<void>();

client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", async ({ payload: { card } }) => {
  const uid = "04A2B6C1";
  db.exec("BEGIN IMMEDIATE");
  try {
    db.prepare("INSERT INTO chip VALUES (?, ?)").run(card.cardId, uid);
    client.within(db).reportCardProduced({ cardId: card.cardId, reportData: { MIFARE_UID: uid } });
    db.exec("COMMIT"); // both or neither
  } catch (error) {
    db.exec("ROLLBACK");
    throw error;
  }
  await client.flush(); // now instead of within a second
});
client.on("EXTERNAL_PRODUCTION_REPORT_OK", () => done.resolve());

await client.start();
await sandbox.ngoc.sendRequest(exampleRequest({ cardId: "CARD-2", expected: ["MIFARE_UID"] }));
await done.promise;
console.log(db.prepare("SELECT uid FROM chip WHERE card_id = 'CARD-2'").get());
db.close();
