import { describe, expect, test } from "vitest";
import { decideFinished, decideReceived, maxQuantity } from "../../../src/production-partner/orders/index.ts";
import {
  cardWithdrawn,
  errorReceived,
  otherMessage,
  reportOk,
  requestSent,
  shippedOk,
} from "../../support/order-messages.ts";
import { accessory, card, factsOf, noChange, notice, states } from "./order-facts.ts";

describe("a Production Request", () => {
  test("opens an order", () => {
    const request = requestSent({ expected: ["MIFARE_UID"], accessories: [{ accessoryId: "ACC-1", quantity: 2 }] });
    expect(decideReceived(factsOf(), request)).toEqual({
      ok: true,
      changes: {
        cards: [
          card("requested", {
            requestId: request.messageId,
            expectedReportDataFields: ["MIFARE_UID"],
            accessories: [{ accessoryId: "ACC-1", quantity: 2 }],
            isUndecided: true,
          }),
        ],
        accessories: [accessory(0, 0)],
        notices: [],
      },
    });
  });

  test.each(states)("for a card that is %s", (state) => {
    const decision = decideReceived(factsOf({ cards: [card(state)] }), requestSent());
    const refusal = { reason: "DUPLICATE_CARD", cardId: "CARD-1", shipmentId: "SHIP-1" };
    if (state === "rejected")
      expect(decision).toMatchObject({ ok: true, changes: { cards: [{ state: "requested" }] } });
    else expect(decision).toEqual({ ok: false, refusal });
  });

  test("for a shipment of another organisation is refused", () => {
    const facts = factsOf({ cards: [card("requested", { organisationId: "ORG-2" })] });
    expect(decideReceived(facts, requestSent({ cardId: "CARD-2" }))).toEqual({
      ok: false,
      refusal: { reason: "ORGANISATION_MISMATCH", cardId: "CARD-2", shipmentId: "SHIP-1" },
    });
  });

  test("adds to the accessories of its shipment, also when it names one twice", () => {
    const accessories = [
      { accessoryId: "ACC-1", quantity: 2 },
      { accessoryId: "ACC-1", articleId: "LANYARD", quantity: 3 },
    ];
    const request = requestSent({ accessories });
    const facts = factsOf({ accessories: [accessory(1, 1)] });
    const decision = decideReceived(facts, request);
    // Not before the application has decided about it.
    expect(decision).toMatchObject({ changes: { accessories: [{ ordered: 1, announced: 1, articleId: "LANYARD" }] } });
    const { cards, accessories: changed } = decision.ok ? decision.changes : { cards: [], accessories: [] };
    const finished = decideFinished(factsOf({ cards, accessories: changed }), request.messageId);
    const { isUndecided: _decided, ...decided } = cards[0] ?? card("requested");
    expect(finished).toEqual({
      ok: true,
      changes: { cards: [decided], accessories: [{ ...changed[0], ordered: 6 }], notices: [] },
    });
    const after = factsOf({ cards: finished.changes.cards, accessories: finished.changes.accessories });
    expect(decideFinished(after, request.messageId)).toEqual(noChange);
  });

  test("for more pieces than can be counted is refused", () => {
    const about = (quantity: number) => requestSent({ accessories: [{ accessoryId: "ACC-1", quantity }] });
    const facts = factsOf({ accessories: [accessory(1, 0)] });
    expect(decideReceived(facts, about(maxQuantity - 1))).toMatchObject({ ok: true });
    expect(decideReceived(facts, about(maxQuantity))).toMatchObject({
      refusal: { reason: "ACCESSORY_QUANTITY_EXCEEDED", cardId: "CARD-1", accessoryId: "ACC-1" },
    });
  });
});

describe("the end of a handler", () => {
  test.each(states)("for a card that is %s and decided changes nothing", (state) => {
    expect(decideFinished(factsOf({ cards: [card(state)] }), "REQUEST")).toEqual(noChange);
  });

  test("of another request changes nothing", () => {
    const facts = factsOf({ cards: [card("requested", { isUndecided: true })] });
    expect(decideFinished(facts, "OTHER")).toEqual(noChange);
  });
});

describe("a withdrawal", () => {
  const accessories = [{ accessoryId: "ACC-1", quantity: 2 }];

  test.each(states)("of a card that is %s", (state) => {
    const facts = factsOf({ cards: [card(state, { accessories })], accessories: [accessory(3, 0)] });
    const decision = decideReceived(facts, cardWithdrawn());
    if (state !== "requested") expect(decision).toEqual(noChange);
    else {
      expect(decision).toMatchObject({
        ok: true,
        changes: { cards: [{ state: "rejected", errorCode: "WITHDRAWN" }], accessories: [accessory(1, 0)] },
      });
    }
  });

  test("of an unknown card is refused", () => {
    const refusal = { reason: "UNKNOWN_CARD", cardId: "CARD-1" };
    expect(decideReceived(factsOf(), cardWithdrawn())).toEqual({ ok: false, refusal });
  });
});

describe("a message that is about no order, or cannot be used", () => {
  test("changes nothing", () => {
    expect(decideReceived(factsOf(), otherMessage())).toEqual(noChange);
    const unusable = { ...otherMessage(), fact: { kind: "unusable", missing: "/cardId" } as const };
    expect(decideReceived(factsOf(), unusable)).toEqual(noChange);
  });
});

describe("a Report OK", () => {
  test("that names no shipment is about the card's own", () => {
    const facts = factsOf({ cards: [card("reported")] });
    expect(decideReceived(facts, reportOk({ shipmentId: undefined }))).toMatchObject({ ok: true });
  });

  test.each(states)("for a card that is %s", (state) => {
    const decision = decideReceived(factsOf({ cards: [card(state)] }), reportOk());
    switch (state) {
      case "reported":
        expect(decision).toMatchObject({ ok: true, changes: { cards: [card("acknowledged")] } });
        break;
      case "acknowledged":
      case "announced":
      case "shipped":
        expect(decision).toEqual(noChange);
        break;
      default:
        expect(decision).toMatchObject({ ok: false, refusal: { reason: "CARD_NOT_PRODUCED" } });
    }
  });

  test("for an unknown card, or another shipment than the card's, is refused", () => {
    expect(decideReceived(factsOf(), reportOk())).toMatchObject({ refusal: { reason: "UNKNOWN_CARD" } });
    const facts = factsOf({ cards: [card("reported")] });
    const other = reportOk({ shipmentId: "SHIP-2" });
    expect(decideReceived(facts, other)).toMatchObject({ refusal: { reason: "NOT_IN_SHIPMENT" } });
  });
});

describe("a Shipped OK", () => {
  const cards = [card("announced")];

  test("for an unknown shipment is refused", () => {
    expect(decideReceived(factsOf(), shippedOk())).toMatchObject({ refusal: { reason: "UNKNOWN_SHIPMENT" } });
  });

  test.each([undefined, "NOTICE"])("that answers %s ships the cards of the open notice", (correlationId) => {
    const facts = factsOf({ cards, notices: [notice("announced")] });
    expect(decideReceived(facts, shippedOk({}, correlationId))).toEqual({
      ok: true,
      changes: { cards: [card("shipped")], accessories: [], notices: [notice("acknowledged")] },
    });
  });

  test("that answers an acknowledged notice changes nothing, and one that answers a refused notice is refused", () => {
    const answer = shippedOk({}, "NOTICE");
    expect(decideReceived(factsOf({ cards, notices: [notice("acknowledged")] }), answer)).toEqual(noChange);
    const refusal = { reason: "SHIPMENT_NOT_ANNOUNCED", shipmentId: "SHIP-1" };
    expect(decideReceived(factsOf({ cards, notices: [notice("refused")] }), answer)).toEqual({ ok: false, refusal });
    expect(decideReceived(factsOf({ cards }), shippedOk())).toEqual({ ok: false, refusal });
  });

  test("that answers a notice of another shipment is refused", () => {
    const facts = factsOf({ cards, notices: [notice("announced", { shipmentId: "SHIP-2" })] });
    expect(decideReceived(facts, shippedOk({}, "NOTICE"))).toMatchObject({ ok: false });
  });

  describe("of a shipment in parts", () => {
    const parts = [
      notice("announced", { messageId: "P1", cardIds: ["CARD-1"] }),
      notice("announced", { messageId: "P2", cardIds: ["CARD-2", "CARD-3"] }),
      notice("announced", { messageId: "P3", cardIds: [], accessories: [{ accessoryId: "ACC-1", quantity: 1 }] }),
    ];
    const parcelOf = { "CARD-1": "P1", "CARD-2": "P2", "CARD-3": "P2" };
    const announced = Object.entries(parcelOf).map(([cardId, shippedId]) => card("announced", { cardId, shippedId }));
    const facts = factsOf({ cards: announced, notices: parts });

    test.each<[string, Parameters<typeof shippedOk>, readonly string[] | "refused"]>([
      ["the id of one part: that part", [{}, "P2"], ["P2"]],
      ["the cards of one part: that part", [{ cardIds: ["CARD-3", "CARD-2"] }], ["P2"]],
      [
        "one part's id and all cards: all parts",
        [{ cardIds: ["CARD-1", "CARD-2", "CARD-3"] }, "P2"],
        ["P1", "P2", "P3"],
      ],
      ["all cards: all parts, and the accessories", [{ cardIds: ["CARD-1", "CARD-2", "CARD-3"] }], ["P1", "P2", "P3"]],
      ["neither: all parts", [{}], ["P1", "P2", "P3"]],
      ["an id that is not known: all parts", [{}, "UNKNOWN"], ["P1", "P2", "P3"]],
      ["a half of one part's cards: none", [{ cardIds: ["CARD-1", "CARD-2"] }], "refused"],
      ["a card of no part: none", [{ cardIds: ["CARD-1", "CARD-9"] }], "refused"],
      ["no card at all: none", [{ cardIds: [] }], "refused"],
    ])("that names %s", (_, about, closed) => {
      const decision = decideReceived(facts, shippedOk(...about));
      if (closed === "refused") expect(decision).toMatchObject({ refusal: { reason: "SHIPMENT_NOT_ANNOUNCED" } });
      else if (!decision.ok) expect.unreachable();
      else {
        const { notices, cards: shipped } = decision.changes;
        expect(notices.map(({ messageId, state }) => [messageId, state]).sort()).toEqual(
          closed.map((messageId) => [messageId, "acknowledged"]),
        );
        const cardIds = announced
          .filter(({ shippedId = "" }) => closed.includes(shippedId))
          .map(({ cardId }) => cardId);
        expect(shipped.map(({ cardId, state }) => [cardId, state]).sort()).toEqual(
          cardIds.map((cardId) => [cardId, "shipped"]),
        );
      }
    });

    test("may name cards that were acknowledged before", () => {
      const [one, two] = parts;
      const some = factsOf({
        cards: announced.map((each) => (each.shippedId === "P1" ? { ...each, state: "shipped" } : each)),
        notices: [one, two].flatMap((part, index) => (part && index === 1 ? [part] : [])),
      });
      const decision = decideReceived(some, shippedOk({ cardIds: ["CARD-1", "CARD-2", "CARD-3"] }));
      expect(decision).toMatchObject({ changes: { notices: [{ messageId: "P2" }] } });
    });

    test("changes nothing when all is acknowledged already", () => {
      const all = factsOf({ cards: [card("shipped")], notices: [notice("acknowledged")] });
      expect(decideReceived(all, shippedOk())).toEqual(noChange);
      expect(decideReceived(all, shippedOk({ cardIds: ["CARD-1"] }))).toEqual(noChange);
    });
  });

  test("leaves out cards that are in a later notice", () => {
    const facts = factsOf({ cards: [card("announced", { shippedId: "LATER" })], notices: [notice("announced")] });
    expect(decideReceived(facts, shippedOk())).toMatchObject({ changes: { cards: [] } });
  });
});

describe("an Error Notification from NGOC", () => {
  const error = { errorCode: "REPORT_DATA_INVALID" } as const;

  test.each(states)("that answers the report of a card that is %s", (state) => {
    const facts = factsOf({ cards: [card(state, { reportId: "REPORT" })] });
    const decision = decideReceived(facts, errorReceived(error, "REPORT"));
    if (state !== "reported") expect(decision).toEqual(noChange);
    else expect(decision).toMatchObject({ changes: { cards: [card("report-refused", error)] } });
  });

  test.each(["correlation id", "payload"])("that answers a notice by its %s reopens cards and accessories", (place) => {
    const facts = factsOf({
      cards: [card("announced")],
      accessories: [accessory(5, 3)],
      notices: [notice("announced", { accessories: [{ accessoryId: "ACC-1", quantity: 2 }] })],
    });
    const inPayload = place === "payload";
    const message = errorReceived(
      { ...error, ...(inPayload && { messageId: "NOTICE" }) },
      inPayload ? undefined : "NOTICE",
    );
    expect(decideReceived(facts, message)).toMatchObject({
      ok: true,
      changes: {
        cards: [{ state: "acknowledged", ...error }],
        accessories: [accessory(5, 1)],
        notices: [{ state: "refused", ...error }],
      },
    });
  });

  test.each(["acknowledged", "refused"] as const)("that answers a notice that is %s changes nothing", (state) => {
    const facts = factsOf({ cards: [card("shipped")], notices: [notice(state)] });
    expect(decideReceived(facts, errorReceived(error, "NOTICE"))).toEqual(noChange);
  });

  test("without an id is about the card it names, else about the only open notice of the shipment", () => {
    const reported = factsOf({ cards: [card("reported")] });
    const aboutCard = errorReceived({ ...error, cardId: "CARD-1" });
    expect(decideReceived(reported, aboutCard)).toMatchObject({ changes: { cards: [{ state: "report-refused" }] } });
    const aboutShipment = errorReceived({ ...error, shipmentId: "SHIP-1" });
    const one = factsOf({ cards: [card("announced")], notices: [notice("announced")] });
    expect(decideReceived(one, aboutShipment)).toMatchObject({ changes: { notices: [{ state: "refused" }] } });
    const two = factsOf({ notices: [notice("announced"), notice("announced", { messageId: "OTHER" })] });
    expect(decideReceived(two, aboutShipment)).toEqual(noChange);
  });

  test("with an id of something else changes nothing, even if it names a card", () => {
    const facts = factsOf({ cards: [card("reported")] });
    expect(decideReceived(facts, errorReceived({ ...error, cardId: "CARD-1" }, "OTHER"))).toEqual(noChange);
  });
});
