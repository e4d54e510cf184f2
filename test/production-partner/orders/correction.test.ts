import { describe, expect, test } from "vitest";
import {
  cardStates,
  decideCorrection,
  factsNeededForCorrection,
} from "../../../src/production-partner/orders/index.ts";
import { accessory, card, factsOf, notice, states } from "./order-facts.ts";

describe("a correction of a report", () => {
  test("needs the card", () => {
    expect(factsNeededForCorrection({ kind: "report-lost", cardId: "CARD-1" })).toMatchObject({ cardIds: ["CARD-1"] });
    expect(decideCorrection(factsOf(), { kind: "report-lost", cardId: "CARD-1" })).toMatchObject({
      refusal: { reason: "UNKNOWN_CARD" },
    });
  });

  test.each(states)("of a card that is %s", (state) => {
    const facts = factsOf({ cards: [card(state)] });
    const lost = decideCorrection(facts, { kind: "report-lost", cardId: "CARD-1" });
    const acknowledged = decideCorrection(facts, { kind: "report-acknowledged", cardId: "CARD-1" });
    if (state === "reported") {
      expect(lost).toMatchObject({ changes: { cards: [card("report-refused", { errorCode: "LOST" })] } });
      expect(acknowledged).toMatchObject({ changes: { cards: [card("acknowledged")] } });
    } else {
      const refusal = { reason: "CARD_NOT_PRODUCED", cardId: "CARD-1", shipmentId: "SHIP-1" };
      expect([lost, acknowledged]).toEqual([
        { ok: false, refusal },
        { ok: false, refusal },
      ]);
    }
  });
});

describe("a correction of a shipment", () => {
  const accessories = [{ accessoryId: "ACC-1", quantity: 2 }];

  test("needs the notice and its content", () => {
    expect(factsNeededForCorrection({ kind: "shipment-lost", messageId: "NOTICE" })).toMatchObject({
      noticeIds: ["NOTICE"],
      withContent: true,
    });
    expect(decideCorrection(factsOf(), { kind: "shipment-lost", messageId: "NOTICE" })).toEqual({
      ok: false,
      refusal: { reason: "SHIPMENT_NOT_ANNOUNCED" },
    });
  });

  test("that was acknowledged ships its cards", () => {
    const facts = factsOf({ cards: [card("announced")], notices: [notice("announced")] });
    expect(decideCorrection(facts, { kind: "shipment-acknowledged", messageId: "NOTICE" })).toEqual({
      ok: true,
      changes: { cards: [card("shipped")], accessories: [], notices: [notice("acknowledged")] },
    });
  });

  test("that was lost reopens its cards and accessories", () => {
    const facts = factsOf({
      cards: [card("announced")],
      accessories: [accessory(2, 2)],
      notices: [notice("announced", { accessories })],
    });
    expect(decideCorrection(facts, { kind: "shipment-lost", messageId: "NOTICE" })).toMatchObject({
      changes: {
        cards: [{ state: "acknowledged", errorCode: "LOST" }],
        accessories: [accessory(2, 0)],
        notices: [{ state: "refused", errorCode: "LOST" }],
      },
    });
  });

  test.each(["acknowledged", "refused"] as const)("that is %s is refused", (state) => {
    const facts = factsOf({ cards: [card("announced")], notices: [notice(state)] });
    expect(decideCorrection(facts, { kind: "shipment-lost", messageId: "NOTICE" })).toEqual({
      ok: false,
      refusal: { reason: "SHIPMENT_NOT_ANNOUNCED", shipmentId: "SHIP-1" },
    });
  });
});

describe("cardStates", () => {
  test("a card ends shipped or rejected", () => {
    expect(states.filter((state) => cardStates[state].isEnd)).toEqual(["rejected", "shipped"]);
  });
});
