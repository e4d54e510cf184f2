import { beforeEach, describe, expect, test } from "vitest";
import type { ReceivedOrderMessage, StagedMessage } from "../../../src/production-partner/ledger/index.ts";
import { MemoryLedger } from "../../../src/production-partner/ledger/index.ts";
import { draftOf, fromQueue, stageIn, takeIn } from "../../support/ledger.ts";
import {
  cardProduced,
  errorReceived,
  errorSent,
  reportOk,
  requestSent,
  shipped,
  shippedOk,
  toSend,
} from "../../support/order-messages.ts";

let ledger: MemoryLedger;
beforeEach(() => {
  ledger = new MemoryLedger();
});

const receive = (message: ReceivedOrderMessage) => takeIn(ledger, message);
const send = (message: StagedMessage) => stageIn(ledger, message);

async function stateOf(cardId: string): Promise<string | undefined> {
  return (await ledger.findCard(cardId))?.state;
}

async function acknowledged(cardId: string, shipmentId = "SHIP-1"): Promise<void> {
  await receive(requestSent({ cardId, shipmentId }));
  await send(cardProduced({ cardId, shipmentId }));
  await receive(reportOk({ cardId, shipmentId }));
}

describe("Production Request", () => {
  test("opens an order", async () => {
    expect(await receive(requestSent())).toBe("ok");
    expect(await stateOf("CARD-1")).toBe("requested");
  });

  test("several requests share a shipment", async () => {
    await receive(requestSent({ cardId: "CARD-1" }));
    expect(await receive(requestSent({ cardId: "CARD-2" }))).toBe("ok");
    expect((await ledger.findShipment("SHIP-1"))?.cards).toHaveLength(2);
  });

  test("a second request for a card is refused", async () => {
    await receive(requestSent());
    expect(await receive(requestSent())).toBe("DUPLICATE_CARD");
  });

  test("a card of another organisation is refused in the same shipment", async () => {
    await receive(requestSent());
    expect(await receive(requestSent({ cardId: "CARD-2", organisationId: "ORG-2" }))).toBe("ORGANISATION_MISMATCH");
  });

  test("the same request delivered again changes nothing", async () => {
    const request = requestSent();
    expect(await ledger.receive(request, fromQueue(request))).toEqual({ kind: "new" });
    expect(await ledger.receive(request, fromQueue(request))).toEqual({ kind: "unhandled" });
    await ledger.finish(request);
    expect(await ledger.receive(request, fromQueue(request))).toEqual({ kind: "handled" });
  });

  test("accessories of requests that name the same one add up", async () => {
    const accessories = [{ accessoryId: "ACC-1", quantity: 2 }];
    await receive(requestSent({ cardId: "CARD-1", accessories }));
    await receive(requestSent({ cardId: "CARD-2", accessories }));
    expect((await ledger.findShipment("SHIP-1"))?.accessories).toMatchObject([{ ordered: 4, announced: 0 }]);
  });
});

describe("Card Produced", () => {
  test("needs a request", async () => {
    expect(await send(cardProduced())).toBe("UNKNOWN_CARD");
  });

  test("names the shipment of its request", async () => {
    await receive(requestSent());
    expect(await send(cardProduced({ shipmentId: "SHIP-2" }))).toBe("NOT_IN_SHIPMENT");
  });

  test("holds every field that the request expects", async () => {
    await receive(requestSent({ expected: ["MIFARE_UID", "EM_UID"] }));
    await expect(ledger.stage(draftOf(cardProduced({ reportData: { MIFARE_UID: "04A2" } })))).rejects.toMatchObject({
      refusal: { reason: "REPORT_DATA_MISSING", fields: ["EM_UID"] },
    });
    expect(await send(cardProduced({ reportData: { MIFARE_UID: "04A2", EM_UID: "1", EXTRA: "2" } }))).toBe("ok");
  });

  test("a field that every object inherits does not count as reported", async () => {
    await receive(requestSent({ expected: ["constructor"] }));
    expect(await send(cardProduced())).toBe("REPORT_DATA_MISSING");
  });

  test.each(["reported", "acknowledged", "announced", "shipped"])(
    "is sent once: not when the card is %s",
    async (state) => {
      await receive(requestSent());
      await send(cardProduced());
      if (state !== "reported") await receive(reportOk());
      if (state === "announced" || state === "shipped") await send(shipped({ cardIds: ["CARD-1"] }));
      if (state === "shipped") await receive(shippedOk());
      expect(await stateOf("CARD-1")).toBe(state);
      expect(await send(cardProduced({ reportData: { MIFARE_UID: "04A2" } }))).toBe("ALREADY_PRODUCED");
      expect(await send(cardProduced())).toBe("repeated");
      expect(await stateOf("CARD-1")).toBe(state);
    },
  );

  test("with the same content is the existing one, at any time and with its fields in any order", async () => {
    await receive(requestSent());
    const report = cardProduced({ reportData: { A: "1", B: "2" }, produced: "2026-01-15T09:30:00Z" });
    await send(report);
    const again = cardProduced({ reportData: { B: "2", A: "1" }, produced: "2026-01-15T09:31:00Z" });
    expect(await ledger.stage(draftOf(again))).toEqual([{ ...again, messageId: report.messageId }]);
    expect(await ledger.takeUnsent()).toEqual([toSend(report)]);
    expect(await send(cardProduced({ reportData: { A: "1" } }))).toBe("ALREADY_PRODUCED");
    expect(await send(cardProduced({ reportData: { A: "1", B: "2", C: "3" } }))).toBe("ALREADY_PRODUCED");
  });

  test("with the content that NGOC refused is sent again, but refused once there is a corrected one", async () => {
    await receive(requestSent());
    const wrong = { reportData: { MIFARE_UID: "WRONG" } };
    const right = { reportData: { MIFARE_UID: "RIGHT" } };
    for (const report of [cardProduced(wrong), cardProduced(wrong)]) {
      expect(await send(report)).toBe("ok");
      await receive(errorReceived({}, report.messageId));
    }
    expect(await send(cardProduced(right))).toBe("ok");
    expect(await send(cardProduced(right))).toBe("repeated");
    expect(await send(cardProduced(wrong))).toBe("ALREADY_PRODUCED");
  });

  test("may be sent again, corrected, after NGOC refused it", async () => {
    await receive(requestSent());
    const report = cardProduced();
    await send(report);
    await receive(errorReceived({ errorCode: "REPORT_DATA_INVALID" }, report.messageId));
    expect(await ledger.findCard("CARD-1")).toMatchObject({
      state: "report-refused",
      errorCode: "REPORT_DATA_INVALID",
    });
    expect(await send(cardProduced())).toBe("ok");
    expect(await receive(reportOk())).toBe("ok");
    expect(await stateOf("CARD-1")).toBe("acknowledged");
  });

  test("is not sent for a request that we rejected", async () => {
    const request = requestSent();
    await receive(request);
    await send(errorSent({}, request.messageId));
    expect(await send(cardProduced())).toBe("CARD_REJECTED");
  });
});

describe("Report OK", () => {
  test("needs a card that we know", async () => {
    expect(await receive(reportOk())).toBe("UNKNOWN_CARD");
  });

  test("needs a report", async () => {
    await receive(requestSent());
    expect(await receive(reportOk())).toBe("CARD_NOT_PRODUCED");
  });

  test("names the card's shipment", async () => {
    await receive(requestSent());
    await send(cardProduced());
    expect(await receive(reportOk({ shipmentId: "SHIP-2" }))).toBe("NOT_IN_SHIPMENT");
  });

  test("said twice changes nothing", async () => {
    await acknowledged("CARD-1");
    await send(shipped({ cardIds: ["CARD-1"] }));
    expect(await receive(reportOk())).toBe("ok");
    expect(await stateOf("CARD-1")).toBe("announced");
  });
});

describe("Shipped", () => {
  test("needs a shipment that we know", async () => {
    expect(await send(shipped({ cardIds: ["CARD-1"] }))).toBe("UNKNOWN_SHIPMENT");
  });

  test("holds a card or an accessory", async () => {
    await acknowledged("CARD-1");
    expect(await send(shipped({}))).toBe("NOTHING_TO_SHIP");
  });

  test("holds only cards that were requested", async () => {
    await acknowledged("CARD-1");
    expect(await send(shipped({ cardIds: ["CARD-9"] }))).toBe("UNKNOWN_CARD");
  });

  test("holds only cards of its shipment", async () => {
    await acknowledged("CARD-1");
    await acknowledged("CARD-2", "SHIP-2");
    expect(await send(shipped({ cardIds: ["CARD-1", "CARD-2"] }))).toBe("NOT_IN_SHIPMENT");
    expect(await stateOf("CARD-1")).toBe("acknowledged");
  });

  test("holds only cards with a Report OK", async () => {
    await receive(requestSent());
    expect(await send(shipped({ cardIds: ["CARD-1"] }))).toBe("CARD_NOT_ACKNOWLEDGED");
    await send(cardProduced());
    expect(await send(shipped({ cardIds: ["CARD-1"] }))).toBe("CARD_NOT_ACKNOWLEDGED");
    await receive(errorReceived({ cardId: "CARD-1" }));
    expect(await send(shipped({ cardIds: ["CARD-1"] }))).toBe("CARD_NOT_ACKNOWLEDGED");
  });

  test("holds no card of a request that we rejected", async () => {
    await acknowledged("CARD-1");
    const request = requestSent({ cardId: "CARD-2" });
    await receive(request);
    await send(errorSent({}, request.messageId));
    expect(await send(shipped({ cardIds: ["CARD-2"] }))).toBe("CARD_REJECTED");
  });

  test("names nothing twice", async () => {
    await acknowledged("CARD-1");
    await receive(requestSent({ cardId: "CARD-2", accessories: [{ accessoryId: "ACC-1", quantity: 4 }] }));
    const twice = { accessoryId: "ACC-1", quantity: 1 };
    expect(await send(shipped({ cardIds: ["CARD-1", "CARD-1"] }))).toBe("DUPLICATE_ITEM");
    expect(await send(shipped({ accessories: [twice, twice] }))).toBe("DUPLICATE_ITEM");
  });

  test("ships a card once", async () => {
    await acknowledged("CARD-1");
    await acknowledged("CARD-2");
    await send(shipped({ cardIds: ["CARD-1"] }));
    const more = { cardIds: ["CARD-1", "CARD-2"] };
    expect(await send(shipped(more))).toBe("ALREADY_SHIPPED");
    await receive(shippedOk());
    expect(await send(shipped(more))).toBe("ALREADY_SHIPPED");
    expect(await stateOf("CARD-2")).toBe("acknowledged");
  });

  test("with the same content is the existing one: the same items, in any order", async () => {
    for (const cardId of ["CARD-1", "CARD-2", "CARD-3"]) await acknowledged(cardId);
    const accessories = [{ accessoryId: "ACC-1", quantity: 1 }];
    await receive(requestSent({ cardId: "CARD-4", accessories: [{ accessoryId: "ACC-1", quantity: 2 }] }));
    const parcel = shipped({ cardIds: ["CARD-1", "CARD-2"], accessories });
    expect(await send(parcel)).toBe("ok");
    const again = shipped({ cardIds: ["CARD-2", "CARD-1"], accessories });
    for (const answered of [false, true]) {
      if (answered) await receive(shippedOk());
      expect((await ledger.stage(draftOf(again)))[0]?.messageId).toBe(parcel.messageId);
      for (const other of [
        shipped({ cardIds: ["CARD-1"], accessories }),
        shipped({ cardIds: ["CARD-1", "CARD-2"] }),
        shipped({ cardIds: ["CARD-1", "CARD-2"], accessories: [{ accessoryId: "ACC-1", quantity: 2 }] }),
        shipped({ cardIds: ["CARD-1", "CARD-2", "CARD-3"], accessories }),
      ]) {
        expect(await send(other)).toBe("ALREADY_SHIPPED");
      }
    }
    expect((await ledger.findShipment("SHIP-1"))?.accessories).toMatchObject([{ ordered: 2, announced: 1 }]);
  });

  test("with another carrier says something else", async () => {
    await acknowledged("CARD-1");
    const parcel = shipped({ cardIds: ["CARD-1"] });
    const tracked = (trackingId: string) => shipped({ cardIds: ["CARD-1"], trackingId });
    expect(await send(tracked("ONE"))).toBe("ok");
    expect(await send(tracked("ONE"))).toBe("repeated");
    expect(await send(tracked("TWO"))).toBe("ALREADY_SHIPPED");
    expect(await send(parcel)).toBe("ALREADY_SHIPPED");
  });

  test("that says again what NGOC refused is a new one", async () => {
    await acknowledged("CARD-1");
    const parcels = [shipped({ cardIds: ["CARD-1"] }), shipped({ cardIds: ["CARD-1"] })] as const;
    expect(await send(parcels[0])).toBe("ok");
    await receive(errorReceived({}, parcels[0].messageId));
    expect(await send(parcels[1])).toBe("ok");
    expect(await ledger.findCard("CARD-1")).toMatchObject({ state: "announced", shippedId: parcels[1].messageId });
  });

  test("of accessories alone may hold the same as the one before: it is the next parcel", async () => {
    await receive(requestSent({ accessories: [{ accessoryId: "ACC-1", quantity: 2 }] }));
    const one = { accessories: [{ accessoryId: "ACC-1", quantity: 1 }] };
    expect(await send(shipped(one))).toBe("ok");
    expect(await send(shipped(one))).toBe("ok");
    expect(await send(shipped(one))).toBe("ACCESSORY_QUANTITY_EXCEEDED");
  });

  test("two messages staged together are checked against each other", async () => {
    await acknowledged("CARD-1");
    await acknowledged("CARD-2");
    const both = [shipped({ cardIds: ["CARD-1"] }), shipped({ cardIds: ["CARD-2", "CARD-1"] })];
    expect(await stageIn(ledger, ...both)).toBe("ALREADY_SHIPPED");
    expect(await stateOf("CARD-1")).toBe("acknowledged");
    expect(await ledger.takeUnsent()).toEqual([]);
  });

  test("may hold a part of the shipment", async () => {
    await acknowledged("CARD-1");
    await acknowledged("CARD-2");
    expect(await send(shipped({ cardIds: ["CARD-2"] }))).toBe("ok");
    expect(await send(shipped({ cardIds: ["CARD-1"] }))).toBe("ok");
  });

  test("holds only accessories that were ordered, up to their number", async () => {
    await receive(requestSent({ accessories: [{ accessoryId: "ACC-1", quantity: 2 }] }));
    expect(await send(shipped({ accessories: [{ accessoryId: "ACC-2", quantity: 1 }] }))).toBe("ACCESSORY_UNKNOWN");
    expect(await send(shipped({ accessories: [{ accessoryId: "ACC-1", quantity: 3 }] }))).toBe(
      "ACCESSORY_QUANTITY_EXCEEDED",
    );
    expect(await send(shipped({ accessories: [{ accessoryId: "ACC-1", quantity: 1 }] }))).toBe("ok");
    expect(await send(shipped({ accessories: [{ accessoryId: "ACC-1", quantity: 2 }] }))).toBe(
      "ACCESSORY_QUANTITY_EXCEEDED",
    );
    expect(await send(shipped({ accessories: [{ accessoryId: "ACC-1", quantity: 1 }] }))).toBe("ok");
  });
});

describe("Shipped OK", () => {
  test("needs a shipment that we know", async () => {
    expect(await receive(shippedOk())).toBe("UNKNOWN_SHIPMENT");
  });

  test("needs a notice", async () => {
    await acknowledged("CARD-1");
    expect(await receive(shippedOk())).toBe("SHIPMENT_NOT_ANNOUNCED");
  });

  test("answers the notice of its correlation id", async () => {
    await acknowledged("CARD-1");
    await acknowledged("CARD-2");
    await send(shipped({ cardIds: ["CARD-1"] }));
    const second = shipped({ cardIds: ["CARD-2"] });
    await send(second);
    await receive(shippedOk({}, second.messageId));
    expect([await stateOf("CARD-1"), await stateOf("CARD-2")]).toEqual(["announced", "shipped"]);
  });

  test("without one answers the notices with the cards that it names, else all that are open", async () => {
    const cardIds = ["CARD-1", "CARD-2", "CARD-3", "CARD-4"];
    for (const cardId of cardIds) await acknowledged(cardId);
    for (const cardId of cardIds) await send(shipped({ cardIds: [cardId] }));
    await receive(shippedOk({ cardIds: ["CARD-3"] }));
    expect(await Promise.all(cardIds.map(stateOf))).toEqual(["announced", "announced", "shipped", "announced"]);
    await receive(shippedOk({ cardIds: ["CARD-3", "CARD-4"] }));
    expect(await Promise.all(cardIds.map(stateOf))).toEqual(["announced", "announced", "shipped", "shipped"]);
    for (const _ of [1, 2]) {
      expect(await receive(shippedOk())).toBe("ok");
      expect(await Promise.all(cardIds.map(stateOf))).toEqual(["shipped", "shipped", "shipped", "shipped"]);
    }
  });

  test("said twice changes nothing", async () => {
    await acknowledged("CARD-1");
    const notice = shipped({ cardIds: ["CARD-1"] });
    await send(notice);
    await receive(shippedOk({}, notice.messageId));
    expect(await receive(shippedOk({}, notice.messageId))).toBe("ok");
  });

  test("cannot answer the notice of another shipment, nor one that NGOC refused", async () => {
    await acknowledged("CARD-1");
    await acknowledged("CARD-2", "SHIP-2");
    const notice = shipped({ cardIds: ["CARD-1"] });
    await send(notice);
    expect(await receive(shippedOk({ shipmentId: "SHIP-2" }, notice.messageId))).toBe("SHIPMENT_NOT_ANNOUNCED");
    await receive(errorReceived({}, notice.messageId));
    expect(await receive(shippedOk({}, notice.messageId))).toBe("SHIPMENT_NOT_ANNOUNCED");
  });
});

describe("Error Notification from NGOC", () => {
  test("about a shipment gives its cards and accessories back, to be shipped again", async () => {
    await receive(requestSent({ accessories: [{ accessoryId: "ACC-1", quantity: 2 }] }));
    await send(cardProduced());
    await receive(reportOk());
    const items = { cardIds: ["CARD-1"], accessories: [{ accessoryId: "ACC-1", quantity: 2 }] };
    const notice = shipped(items);
    await send(notice);
    await receive(errorReceived({}, notice.messageId));
    expect(await stateOf("CARD-1")).toBe("acknowledged");
    expect(await send(shipped(items))).toBe("ok");
  });

  test("is found by the message id in its payload, too", async () => {
    await acknowledged("CARD-1");
    const notice = shipped({ cardIds: ["CARD-1"] });
    await send(notice);
    await receive(errorReceived({ messageId: notice.messageId }));
    expect(await stateOf("CARD-1")).toBe("acknowledged");
  });

  test("without ids is matched by the card, or by the only open notice of the shipment", async () => {
    await receive(requestSent());
    await send(cardProduced());
    await receive(errorReceived({ cardId: "CARD-1" }));
    expect(await stateOf("CARD-1")).toBe("report-refused");
    await send(cardProduced());
    await receive(reportOk());
    await send(shipped({ cardIds: ["CARD-1"] }));
    await receive(errorReceived({ shipmentId: "SHIP-1" }));
    expect(await stateOf("CARD-1")).toBe("acknowledged");
  });

  test("about an earlier report does not undo the corrected one", async () => {
    await receive(requestSent());
    const first = cardProduced();
    await send(first);
    await receive(errorReceived({ cardId: "CARD-1" }, first.messageId));
    await send(cardProduced());
    await receive(errorReceived({ cardId: "CARD-1" }, first.messageId));
    expect(await stateOf("CARD-1")).toBe("reported");
  });

  test("about nothing we know changes nothing, and is never refused", async () => {
    expect(await receive(errorReceived({}, "no-such-message"))).toBe("ok");
  });
});

describe("Error Notification to NGOC", () => {
  test("about a request rejects its card and takes its accessories out of the shipment", async () => {
    const request = requestSent({ accessories: [{ accessoryId: "ACC-1", quantity: 2 }] });
    await receive(request);
    await receive(requestSent({ cardId: "CARD-2", accessories: [{ accessoryId: "ACC-1", quantity: 1 }] }));
    await send(errorSent({ errorCode: "ARTICLE_NOT_AVAILABLE" }, request.messageId));
    expect(await ledger.findCard("CARD-1")).toMatchObject({ state: "rejected", errorCode: "ARTICLE_NOT_AVAILABLE" });
    expect((await ledger.findShipment("SHIP-1"))?.accessories).toMatchObject([{ ordered: 1 }]);
  });

  test("does not undo a card that is reported", async () => {
    const request = requestSent();
    await receive(request);
    await send(cardProduced());
    await send(errorSent({}, request.messageId));
    expect(await stateOf("CARD-1")).toBe("reported");
  });
});
