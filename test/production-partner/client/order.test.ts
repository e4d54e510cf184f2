import { describe, expect, test } from "vitest";
import { exampleRequest, type PartnerMessage } from "../../../src/sandbox/index.ts";
import { startPartner } from "./partner.ts";

describe("one order", () => {
  test("goes from the request to Shipped OK", async () => {
    await using partner = await startPartner();
    const { client, sandbox, problems, toNgoc, settled } = partner;
    const seen: string[] = [];
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", async ({ type, payload: { card } }) => {
      seen.push(type);
      await client.reportCardProduced({
        cardId: card.cardId,
        reportData: { MIFARE_UID: "04A2" },
        produced: "2026-01-15T10:00:00+01:00",
      });
    });
    client.on("EXTERNAL_PRODUCTION_REPORT_OK", async ({ type, payload: { cardId } }) => {
      seen.push(type);
      await client.reportShipped({
        cardIds: [cardId],
        accessories: [{ shipmentId: "SHIP-1", accessoryId: "ACC-1", quantity: 2 }],
        carrier: { name: "Example Post", trackingId: "EP1" },
      });
    });
    client.on("EXTERNAL_PRODUCTION_SHIPPED_OK", ({ type }) => void seen.push(type));
    await client.start();
    const accessories = [{ accessoryId: "ACC-1", articleId: "LANYARD", quantity: 2 }];
    await sandbox.ngoc.sendRequest(exampleRequest({ expected: ["MIFARE_UID"], accessories }));
    await settled("the three handlers to run", () => seen.length === 3);
    expect(sandbox.ngoc.book.countCards()).toMatchObject({ shipped: 1 });
    expect(await client.ledger.findCard("CARD-1")).toMatchObject({ state: "shipped" });
    expect(toNgoc.map(({ type }) => type)).toEqual([
      "EXTERNAL_PRODUCTION_CARD_PRODUCED",
      "EXTERNAL_PRODUCTION_SHIPPED",
    ]);
    expect(problems).toEqual([]);
  });

  test("items of several shipments become one notification each", async () => {
    await using partner = await startPartner();
    const { client, sandbox, toNgoc, settled } = partner;
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", async ({ payload: { card } }) => {
      await client.reportCardProduced({ cardId: card.cardId, reportData: {} });
    });
    await client.start();
    const cards = ["A", "B", "C"];
    for (const cardId of cards)
      await sandbox.ngoc.sendRequest(exampleRequest({ cardId, shipmentId: cardId === "C" ? "SHIP-2" : "SHIP-1" }));
    await settled("NGOC to handle 3 messages", () => toNgoc.length === 3);
    const sent = await client.reportShipped({ cardIds: cards });
    expect(sent.map(({ shipmentId }) => shipmentId)).toEqual(["SHIP-1", "SHIP-2"]);
    await settled("NGOC to handle 5 messages", () => toNgoc.length === 5);
    expect(sandbox.ngoc.book.countCards()).toMatchObject({ shipped: 3 });
  });

  test("waits for the Report OK of the whole shipment, where that reading of the guide is chosen", async () => {
    const refuse = (message: PartnerMessage) =>
      "cardId" in message.payload && message.payload.cardId === "B"
        ? ({ errorCode: "INTERNAL_ERROR", details: "Example" } as const)
        : undefined;
    await using partner = await startPartner({ sandbox: { refuse }, client: { reportOkGate: "whole-shipment" } });
    const { client, sandbox, toNgoc, settled } = partner;
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", async ({ payload: { card } }) => {
      await client.reportCardProduced({ cardId: card.cardId, reportData: {} });
    });
    await client.start();
    for (const cardId of ["A", "B"]) await sandbox.ngoc.sendRequest(exampleRequest({ cardId }));
    await settled("both reports", () => toNgoc.length === 2);
    await expect(client.reportShipped({ cardIds: ["A"] })).rejects.toMatchObject({
      refusal: { reason: "CARD_NOT_ACKNOWLEDGED", cardId: "B" },
    });
  });

  test("a rule forbids before anything is sent", async () => {
    await using partner = await startPartner();
    const { client, sandbox, settled } = partner;
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", () => {});
    await client.start();
    await sandbox.ngoc.sendRequest(exampleRequest({ cardId: "A", expected: ["MIFARE_UID"] }));
    await sandbox.ngoc.sendRequest(exampleRequest({ cardId: "B", shipmentId: "SHIP-2" }));
    await settled();
    await expect(client.reportCardProduced({ cardId: "A", reportData: {} })).rejects.toMatchObject({
      code: "ORDER_REFUSED",
      refusal: { reason: "REPORT_DATA_MISSING", fields: ["MIFARE_UID"] },
    });
    await expect(client.reportCardProduced({ cardId: "Z", reportData: {} })).rejects.toMatchObject({
      refusal: { reason: "UNKNOWN_CARD" },
    });
    await expect(client.reportShipped({ cardIds: ["A", "B"] })).rejects.toMatchObject({
      refusal: { reason: "CARD_NOT_ACKNOWLEDGED" },
    });
    await expect(client.reportShipped({ cardIds: [] })).rejects.toMatchObject({ code: "NOTHING_TO_SHIP" });
    const badData = { MIFARE_UID: 7 } as unknown as { MIFARE_UID: string };
    await expect(client.reportCardProduced({ cardId: "A", reportData: badData })).rejects.toMatchObject({
      code: "INVALID_MESSAGE",
    });
    expect(sandbox.fromPartner.totals().enqueued ?? 0).toBe(0);
  });

  test("a report that NGOC refused can be corrected", async () => {
    let refusals = 0;
    await using partner = await startPartner({
      sandbox: {
        refuse: ({ type }) =>
          type === "EXTERNAL_PRODUCTION_CARD_PRODUCED" && refusals++ === 0
            ? { errorCode: "REPORT_DATA_INVALID", details: "Not readable" }
            : undefined,
      },
    });
    const { client, sandbox, problems, toNgoc, settled } = partner;
    client.on("EXTERNAL_PRODUCTION_REQUEST_SENT", async ({ payload: { card } }) => {
      await client.reportCardProduced({ cardId: card.cardId, reportData: {} });
    });
    client.on("EXTERNAL_PRODUCTION_ERROR", async ({ payload: { errorCode, cardId = "" } }) => {
      expect(errorCode).toBe("REPORT_DATA_INVALID");
      await client.reportCardProduced({ cardId, reportData: {} });
    });
    await client.start();
    await sandbox.ngoc.sendRequest(exampleRequest());
    await settled("NGOC to handle 2 messages", () => toNgoc.length === 2);
    expect(await client.ledger.findCard("CARD-1")).toMatchObject({ state: "acknowledged" });
    expect(problems).toEqual([]);
  });
});
