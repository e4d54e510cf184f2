import { ProductionPartnerClient } from "cardwright";
import { ProductionPartnerSandbox } from "cardwright/sandbox";
import { counterpart } from "./contract/counterpart.ts";
import { contract } from "./contract/index.ts";

await using sandbox = await ProductionPartnerSandbox.start({ contract, counterpart });
await using client = new ProductionPartnerClient(sandbox.partner);
const done = Promise.withResolvers<void>();

client.on("KEYCARD_ORDER", async ({ payload: { keycard } }) => {
  await client.reportCardProduced({ cardId: keycard.number, reportData: { UID: "04A2B6C1" }, press: "P2" });
});
client.on("KEYCARD_ACCEPTED", async ({ payload: { keycardNumber } }) => {
  const accessories = [{ shipmentId: "SHIP-1", accessoryId: "EXTRA-1", quantity: 2 }];
  await client.reportShipped({ cardIds: [keycardNumber], accessories });
});
client.on("DELIVERY_ACCEPTED", () => done.resolve());

await client.start();
const accessories = [{ accessoryId: "EXTRA-1", quantity: 2 }];
await sandbox.ngoc.sendRequest(sandbox.ngoc.exampleRequest({ cardId: "CARD-1", expected: ["UID"], accessories }));
await done.promise;
const card = await client.ledger.findCard("CARD-1");
console.log(card?.cardId, card?.state);
