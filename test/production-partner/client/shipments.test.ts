import { expect, test } from "vitest";
import { exampleRequest } from "../../../src/sandbox/index.ts";
import { startPartner } from "./partner.ts";

const accessories = [{ accessoryId: "ACC-1", articleId: "LANYARD", quantity: 2 }];
const one = { shipmentId: "SHIP-1", accessoryId: "ACC-1", quantity: 1 };

test("accessories that were forgotten with the last card are told", async () => {
  await using partner = await startPartner();
  const { client, sandbox, problems, until } = partner;
  client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", async ({ payload: { card } }) => {
    await client.reportCardProduced({ cardId: card.cardId, reportData: {} });
  });
  client.on("EXTERNAL_PRODUCTION_REPORT_OK", async ({ payload: { cardId } }) => {
    await client.reportShipped({ cardIds: [cardId] });
  });
  await client.start();
  await sandbox.ngoc.sendRequest(exampleRequest({ accessories }));
  await until("the open accessories to be told", () => problems.length > 0);
  expect(problems).toEqual([{ kind: "accessories-open", shipmentId: "SHIP-1", open: 2 }]);
});

test("a shipment of accessories alone is one, however often it is reported with its key", async () => {
  await using partner = await startPartner();
  const { client, sandbox, toNgoc, until, settled } = partner;
  client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {});
  await client.start();
  await sandbox.ngoc.sendRequest(exampleRequest({ accessories }));
  await until("the request to be handled", () => sandbox.toPartner.isEmpty());
  const [first] = await client.reportShipped({ accessories: [one], key: "parcel-1" });
  const [again] = await client.reportShipped({ accessories: [one], key: "parcel-1" });
  const [other] = await client.reportShipped({ accessories: [one], key: "parcel-2" });
  expect(again?.messageId).toBe(first?.messageId);
  expect(other?.messageId).not.toBe(first?.messageId);
  await settled("NGOC to handle both shipments", () => toNgoc.length === 2);
  expect((await client.ledger.findShipment("SHIP-1"))?.accessories).toMatchObject([{ ordered: 2, announced: 2 }]);
});
