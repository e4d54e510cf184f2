import { ProductionPartnerClient } from "cardwright";
import { exampleRequest, ProductionPartnerSandbox } from "cardwright/sandbox";
import { expect, onTestFinished, test } from "vitest";

test("every requested card is reported", async () => {
  const sandbox = await ProductionPartnerSandbox.start();
  const client = new ProductionPartnerClient(sandbox.partner);
  onTestFinished(async () => {
    await client.close();
    await sandbox.close();
  });
  client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", async ({ payload }) => {
    await client.reportCardProduced({ cardId: payload.card.cardId, reportData: {} });
  });
  await client.start();
  await sandbox.ngoc.sendRequest(exampleRequest({ cardId: "CARD-1" }));
  await sandbox.ngoc.until(() => sandbox.ngoc.book.stateOf("CARD-1") === "produced");
  expect(sandbox.fromPartner.totals()).toMatchObject({ enqueued: 1 });
});
