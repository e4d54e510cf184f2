import { describe, expect, test } from "vitest";
import {
  type FactReceived,
  type FactSent,
  factsNeededFor,
  factsNeededToFinish,
} from "../../../src/production-partner/orders/index.ts";
import {
  cardProduced,
  cardWithdrawn,
  errorReceived,
  errorSent,
  otherMessage,
  reportOk,
  requestSent,
  shipped,
  shippedOk,
} from "../../support/order-messages.ts";

const nothing = {
  cardIds: [],
  cardsByMessageIds: [],
  accessories: [],
  noticeIds: [],
  shipmentIds: [],
  openNoticesOf: [],
  waitingCardOf: [],
  withContent: false,
  withUndecided: false,
};
const accessories = [{ accessoryId: "ACC-1", quantity: 2 }];
const accessoryIds = [{ shipmentId: "SHIP-1", accessoryId: "ACC-1" }];

describe("factsNeededFor", () => {
  test.each<[string, FactReceived | FactSent, object]>([
    [
      "a Production Request: its card, shipment and accessories",
      requestSent({ accessories }),
      { cardIds: ["CARD-1"], shipmentIds: ["SHIP-1"], accessories: accessoryIds },
    ],
    [
      "a Card Produced Notification: its card, and what was reported before",
      cardProduced(),
      { cardIds: ["CARD-1"], withUndecided: true, digestOf: "reportId" },
    ],
    ["a Report OK: its card", reportOk(), { cardIds: ["CARD-1"] }],
    [
      "a Shipped Notification: its items and shipment, and what was reported before",
      shipped({ cardIds: ["CARD-1", "CARD-2"], accessories }),
      { cardIds: ["CARD-1", "CARD-2"], shipmentIds: ["SHIP-1"], accessories: accessoryIds, digestOf: "shippedId" },
    ],
    [
      "a Shipped OK: the notice it answers, the open ones of its shipment, and their content",
      shippedOk({}, "NOTICE"),
      { shipmentIds: ["SHIP-1"], noticeIds: ["NOTICE"], openNoticesOf: ["SHIP-1"], withContent: true },
    ],
    ["a withdrawal: its card, and the accessories of it", cardWithdrawn(), { cardIds: ["CARD-1"], withContent: true }],
    ["a message about no order: nothing", otherMessage(), {}],
    [
      "a Shipped OK that names cards: these, too",
      shippedOk({ cardIds: ["CARD-1"] }),
      { cardIds: ["CARD-1"], shipmentIds: ["SHIP-1"], openNoticesOf: ["SHIP-1"], withContent: true },
    ],
    [
      "a Shipped OK that answers nothing: the open notices of its shipment",
      shippedOk(),
      { shipmentIds: ["SHIP-1"], openNoticesOf: ["SHIP-1"], withContent: true },
    ],
    [
      "an Error Notification: what its ids may be of",
      errorReceived({ messageId: "A", cardId: "CARD-1", shipmentId: "SHIP-1" }, "B"),
      {
        cardIds: ["CARD-1"],
        cardsByMessageIds: ["B", "A"],
        noticeIds: ["B", "A"],
        openNoticesOf: ["SHIP-1"],
        withContent: true,
      },
    ],
    ["an Error Notification without ids: nothing", errorReceived(), { withContent: true }],
    [
      "our Error Notification: the card whose request it answers",
      errorSent({ cardId: "CARD-1" }, "A"),
      { cardsByMessageIds: ["A"], withContent: true },
    ],
    ["our Error Notification that answers nothing: nothing", errorSent(), {}],
  ])("%s", (_, message, needed) => {
    expect(factsNeededFor(message)).toEqual({ ...nothing, ...needed });
  });

  test("with the gate of the whole shipment, a Shipped Notification: a card of it that waits", () => {
    const parcel = shipped({ accessories });
    expect(factsNeededFor(parcel, { reportOkGate: "whole-shipment" })).toMatchObject({ waitingCardOf: ["SHIP-1"] });
  });
});

describe("factsNeededToFinish", () => {
  test("a request with accessories: its card and them; anything else: nothing", () => {
    expect(factsNeededToFinish(requestSent({ accessories }))).toEqual({
      ...nothing,
      cardIds: ["CARD-1"],
      withUndecided: true,
    });
    expect(factsNeededToFinish(requestSent())).toBeUndefined();
    expect(factsNeededToFinish(reportOk())).toBeUndefined();
  });
});
