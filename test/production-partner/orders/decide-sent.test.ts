import { describe, expect, test } from "vitest";
import type { StagedMessage } from "../../../src/production-partner/ledger/index.ts";
import { decideSent, type OrderRules } from "../../../src/production-partner/orders/index.ts";
import { cardProduced, errorSent, shipped } from "../../support/order-messages.ts";
import { accessory, card, factsOf, noChange, states } from "./order-facts.ts";

const about = { cardId: "CARD-1", shipmentId: "SHIP-1" };
const digestOf = ({ fact }: StagedMessage) => ("digest" in fact ? fact.digest : undefined);

describe("a Card Produced Notification", () => {
  test.each(states)("for a card that is %s", (state) => {
    const report = cardProduced();
    const decision = decideSent(factsOf({ cards: [card(state, { errorCode: "OLD" })] }), report);
    switch (state) {
      case "requested":
      case "report-refused":
        expect(decision).toEqual({
          ok: true,
          changes: { cards: [card("reported", { reportId: report.messageId })], accessories: [], notices: [] },
        });
        break;
      case "rejected":
        expect(decision).toEqual({ ok: false, refusal: { reason: "CARD_REJECTED", ...about } });
        break;
      default:
        expect(decision).toEqual({ ok: false, refusal: { reason: "ALREADY_PRODUCED", ...about } });
    }
  });

  test.each(states)("with the same content as the one of a card that is %s", (state) => {
    const report = cardProduced({ reportData: { A: "1", B: "2" }, produced: "2026-01-15T09:30:00Z" });
    const again = cardProduced({ reportData: { B: "2", A: "1" }, produced: "2026-01-15T10:30:00Z" });
    const facts = factsOf({ cards: [card(state)], digests: { REPORT: digestOf(report) } });
    const decision = decideSent(facts, again);
    const isOpen = state === "requested" || state === "report-refused";
    if (isOpen) expect(decision).toMatchObject({ ok: true, changes: { cards: [{ state: "reported" }] } });
    else if (state === "rejected") expect(decision).toMatchObject({ ok: false });
    else expect(decision).toEqual({ ...noChange, existing: "REPORT" });
  });

  test("that is staged already exists", () => {
    const report = cardProduced();
    const facts = factsOf({ cards: [card("acknowledged", { reportId: report.messageId })] });
    expect(decideSent(facts, report)).toEqual({ ...noChange, existing: report.messageId });
  });

  test("must hold the expected fields, and name its card and shipment", () => {
    const facts = factsOf({ cards: [card("requested", { expectedReportDataFields: ["A", "toString"] })] });
    expect(decideSent(facts, cardProduced({ reportData: { A: "1" } }))).toEqual({
      ok: false,
      refusal: { reason: "REPORT_DATA_MISSING", ...about, fields: ["toString"] },
    });
    expect(decideSent(factsOf(), cardProduced())).toMatchObject({ refusal: { reason: "UNKNOWN_CARD" } });
    const other = cardProduced({ shipmentId: "SHIP-2" });
    expect(decideSent(facts, other)).toMatchObject({ refusal: { reason: "NOT_IN_SHIPMENT" } });
  });
});

describe("a Card Produced Notification for a request that is not decided", () => {
  const accessories = [{ accessoryId: "ACC-1", quantity: 2 }];

  test("makes its accessories part of the shipment, once", () => {
    const undecided = card("requested", { accessories, isUndecided: true });
    const report = cardProduced();
    const decision = decideSent(factsOf({ cards: [undecided], accessories: [accessory(1, 1)] }), report);
    expect(decision).toEqual({
      ok: true,
      changes: {
        cards: [card("reported", { accessories, reportId: report.messageId })],
        accessories: [accessory(3, 1)],
        notices: [],
      },
    });
    const decided = factsOf({ cards: [card("requested", { accessories })], accessories: [accessory(3, 1)] });
    expect(decideSent(decided, report)).toMatchObject({ changes: { accessories: [] } });
  });
});

describe("a Shipped Notification under a contract that cannot say quantities", () => {
  const facts = factsOf({ cards: [card("acknowledged")], accessories: [accessory(3, 1)] });
  const decide = (quantity: number, isWholeLines: boolean) =>
    decideSent(facts, shipped({ accessories: [{ accessoryId: "ACC-1", quantity }], isWholeLines }));

  test("holds all open pieces of an accessory", () => {
    expect(decide(2, true)).toMatchObject({ ok: true, changes: { accessories: [accessory(3, 3)] } });
    const refusal = { reason: "ACCESSORY_INCOMPLETE", shipmentId: "SHIP-1", accessoryId: "ACC-1" };
    expect(decide(1, true)).toEqual({ ok: false, refusal });
    expect(decide(1, false)).toMatchObject({ ok: true });
    expect(decide(3, true)).toMatchObject({ refusal: { reason: "ACCESSORY_QUANTITY_EXCEEDED" } });
  });
});

describe("the gate of the whole shipment", () => {
  const wholeShipment: OrderRules = { reportOkGate: "whole-shipment" };

  test.each(states)("with another card that is %s", (state) => {
    const other = card(state, { cardId: "CARD-2" });
    const facts = factsOf({ cards: [card("acknowledged"), other], accessories: [accessory(1, 0)] });
    const waits = state === "reported" || state === "report-refused";
    const refusal = { reason: "CARD_NOT_ACKNOWLEDGED", cardId: "CARD-2", shipmentId: "SHIP-1" };
    for (const parcel of [
      shipped({ cardIds: ["CARD-1"] }),
      shipped({ accessories: [{ accessoryId: "ACC-1", quantity: 1 }] }),
    ]) {
      expect(decideSent(facts, parcel)).toMatchObject({ ok: true });
      const decision = decideSent(facts, parcel, wholeShipment);
      expect(decision).toMatchObject(waits ? { ok: false, refusal } : { ok: true });
    }
  });

  test("does not look at other shipments, and knows a repetition", () => {
    const cards = [card("acknowledged"), card("reported", { cardId: "CARD-2", shipmentId: "SHIP-2" })];
    expect(decideSent(factsOf({ cards }), shipped({ cardIds: ["CARD-1"] }), wholeShipment)).toMatchObject({ ok: true });
    const parcel = shipped({ cardIds: ["CARD-1"] });
    const repeated = factsOf({
      cards: [card("announced"), card("reported", { cardId: "CARD-2" })],
      digests: { NOTICE: digestOf(parcel) },
    });
    expect(decideSent(repeated, parcel, wholeShipment)).toEqual({ ...noChange, existing: "NOTICE" });
  });
});

describe("a Shipped Notification", () => {
  test.each(states)("with a card that is %s", (state) => {
    const parcel = shipped({ cardIds: ["CARD-1"] });
    const decision = decideSent(factsOf({ cards: [card(state, { errorCode: "OLD" })] }), parcel);
    switch (state) {
      case "acknowledged":
        expect(decision).toEqual({
          ok: true,
          changes: {
            cards: [card("announced", { shippedId: parcel.messageId })],
            accessories: [],
            notices: [
              {
                messageId: parcel.messageId,
                shipmentId: "SHIP-1",
                state: "announced",
                cardIds: ["CARD-1"],
                accessories: [],
              },
            ],
          },
        });
        break;
      case "announced":
      case "shipped":
        expect(decision).toEqual({ ok: false, refusal: { reason: "ALREADY_SHIPPED", ...about } });
        break;
      case "rejected":
        expect(decision).toEqual({ ok: false, refusal: { reason: "CARD_REJECTED", ...about } });
        break;
      default:
        expect(decision).toEqual({ ok: false, refusal: { reason: "CARD_NOT_ACKNOWLEDGED", ...about } });
    }
  });

  test.each(["announced", "shipped"] as const)("with the same content as that of a card that is %s exists", (state) => {
    const parcel = shipped({ cardIds: ["CARD-1"] });
    const facts = factsOf({ cards: [card(state)], digests: { NOTICE: digestOf(parcel) } });
    expect(decideSent(facts, shipped({ cardIds: ["CARD-1"] }))).toEqual({ ...noChange, existing: "NOTICE" });
  });

  test.each<[string, Parameters<typeof shipped>, string]>([
    ["an unknown shipment", [{ cardIds: ["CARD-1"] }, "SHIP-2"], "UNKNOWN_SHIPMENT"],
    ["nothing", [{}], "NOTHING_TO_SHIP"],
    ["an unknown card", [{ cardIds: ["CARD-2"] }], "UNKNOWN_CARD"],
    ["a card of another shipment", [{ cardIds: ["CARD-3"] }], "NOT_IN_SHIPMENT"],
    ["a card twice", [{ cardIds: ["CARD-1", "CARD-1"] }], "DUPLICATE_ITEM"],
    ["an unknown accessory", [{ accessories: [{ accessoryId: "ACC-2", quantity: 1 }] }], "ACCESSORY_UNKNOWN"],
    [
      "an accessory twice",
      [{ accessories: Array.from({ length: 2 }, () => ({ accessoryId: "ACC-1", quantity: 1 })) }],
      "DUPLICATE_ITEM",
    ],
    ["too much", [{ accessories: [{ accessoryId: "ACC-1", quantity: 3 }] }], "ACCESSORY_QUANTITY_EXCEEDED"],
  ])("with %s is refused", (_, parcel, reason) => {
    const facts = factsOf({
      cards: [card("acknowledged"), card("acknowledged", { cardId: "CARD-3", shipmentId: "SHIP-3" })],
      accessories: [accessory(3, 1)],
    });
    expect(decideSent(facts, shipped(...parcel))).toMatchObject({ ok: false, refusal: { reason } });
  });

  test("of accessories alone counts them, and may be repeated", () => {
    const parcel = shipped({ accessories: [{ accessoryId: "ACC-1", quantity: 2 }] });
    const facts = factsOf({ cards: [card("requested")], accessories: [accessory(4, 1)] });
    expect(decideSent(facts, parcel)).toMatchObject({ ok: true, changes: { accessories: [accessory(4, 3)] } });
    expect(digestOf(parcel)).toBeUndefined();
  });
});

describe("an Error Notification to NGOC", () => {
  test("that answers a request which is not decided leaves the accessories as they are", () => {
    const accessories = [{ accessoryId: "ACC-1", quantity: 2 }];
    const facts = factsOf({
      cards: [card("requested", { accessories, isUndecided: true })],
      accessories: [accessory(3, 2)],
    });
    expect(decideSent(facts, errorSent({ errorCode: "INTERNAL_ERROR" }, "REQUEST"))).toEqual({
      ok: true,
      changes: {
        cards: [card("rejected", { accessories, errorCode: "INTERNAL_ERROR" })],
        accessories: [],
        notices: [],
      },
    });
  });

  test.each(states)("that answers the request of a card that is %s", (state) => {
    const accessories = [{ accessoryId: "ACC-1", quantity: 2 }];
    // One of them was shipped, which stays ordered.
    const facts = factsOf({ cards: [card(state, { accessories })], accessories: [accessory(3, 2)] });
    const decision = decideSent(facts, errorSent({ errorCode: "INTERNAL_ERROR" }, "REQUEST"));
    if (state !== "requested") expect(decision).toEqual(noChange);
    else {
      expect(decision).toEqual({
        ok: true,
        changes: {
          cards: [card("rejected", { accessories, errorCode: "INTERNAL_ERROR" })],
          accessories: [accessory(2, 2)],
          notices: [],
        },
      });
    }
  });

  test("that answers something else changes nothing", () => {
    const facts = factsOf({ cards: [card("requested")] });
    expect(decideSent(facts, errorSent({ cardId: "CARD-1" }, "OTHER"))).toEqual(noChange);
  });
});
