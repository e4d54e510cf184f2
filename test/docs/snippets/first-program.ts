import { ProductionPartnerClient } from "cardwright";
import { exampleRequest, ProductionPartnerSandbox } from "cardwright/sandbox";

const sandbox = await ProductionPartnerSandbox.start();
const client = new ProductionPartnerClient(sandbox.partner);

client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", async ({ payload: { card } }) => {
  await client.reportCardProduced({ cardId: card.cardId, reportData: { MIFARE_UID: "04A2B6C1" } });
});
client.on("EXTERNAL_PRODUCTION_REPORT_OK", async ({ payload: { cardId } }) => {
  await client.reportShipped({ cardIds: [cardId], carrier: { trackingId: "EP123456789" } });
});
const shipped = new Promise((resolve) => client.on("EXTERNAL_PRODUCTION_SHIPPED_OK", resolve));

await client.start();
await sandbox.ngoc.sendRequest(exampleRequest({ cardId: "CA2611210936-5GG3F4C8", expected: ["MIFARE_UID"] }));
await shipped;
await client.close();
await sandbox.close();
console.log(await client.ledger.findCard("CA2611210936-5GG3F4C8"));
