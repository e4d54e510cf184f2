import { ProductionPartnerClient } from "cardwright";
import { exampleRequest, ProductionPartnerSandbox } from "cardwright/sandbox";
import { expect, test } from "vitest";

test("every requested card is reported", async () => {
  await using sandbox = await ProductionPartnerSandbox.start();
  await using client = new ProductionPartnerClient(sandbox.partner);
  client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", async ({ payload }) => {
    await client.reportCardProduced({ cardId: payload.card.cardId, reportData: {} });
  });
  await client.start();
  await sandbox.ngoc.sendRequest(exampleRequest({ cardId: "CARD-1" }));
  await sandbox.ngoc.until(() => sandbox.ngoc.book.stateOf("CARD-1") === "produced");
  expect(sandbox.fromPartner.totals()).toMatchObject({ enqueued: 1 });
});
