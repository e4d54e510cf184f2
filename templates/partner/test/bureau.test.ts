import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { ProductionPartnerClient } from "cardwright";
import { exampleRequest, ProductionPartnerSandbox } from "cardwright/sandbox";
import { registerHandlers } from "../src/bureau.js";
import { PretendMachine } from "../src/machine.js";

let sandbox: ProductionPartnerSandbox;
let client: ProductionPartnerClient;
beforeEach(async () => {
  sandbox = await ProductionPartnerSandbox.start();
  client = new ProductionPartnerClient(sandbox.partner);
  registerHandlers(client, new PretendMachine());
  await client.start();
});
afterEach(async () => {
  await client.close();
  await sandbox.close();
});

test("a card is made, reported and shipped", async () => {
  await sandbox.ngoc.sendRequest(exampleRequest({ cardId: "CARD-1", expected: ["MIFARE_UID"] }));
  await sandbox.ngoc.until(() => sandbox.ngoc.book.stateOf("CARD-1") === "shipped");
  assert.equal(sandbox.fromPartner.totals().enqueued, 2);
});

test("an order for what is no longer made is refused once", async () => {
  const request = exampleRequest({ cardId: "CARD-2" });
  await sandbox.ngoc.sendRequest({ ...request, card: { ...request.card, articleId: "DISCONTINUED" } });
  await sandbox.ngoc.until(() => sandbox.fromPartner.totals().enqueued === 1);
  assert.notEqual(sandbox.ngoc.book.stateOf("CARD-2"), "produced");
});
