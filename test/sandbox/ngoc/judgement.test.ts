import { describe, expect, test } from "vitest";
import type { PartnerFact } from "../../../src/sandbox/index.ts";
import type { Judgement } from "../../../src/sandbox/ngoc/judgement.ts";
import { NgocOrderBook } from "../../../src/sandbox/ngoc/order-book.ts";

const organisationId = "ORG-1";
const shipmentId = "SHIP-1";

/** A book with two cards of one shipment, which come with two holders each. */
function bookOfTwo(judgement: Partial<Judgement> = {}): NgocOrderBook {
  const book = new NgocOrderBook({ hasQuantities: true, ...judgement });
  for (const cardId of ["A", "B"]) {
    const accessories = [{ accessoryId: "HOLDER", articleId: undefined, quantity: 2 }];
    book.order(
      { cardId, shipmentId, organisationId, expectedReportDataFields: ["MIFARE_UID"], accessories },
      `of-${cardId}`,
    );
  }
  return book;
}

const produced = (cardId: string, uid: unknown): Extract<PartnerFact, { kind: "card-produced" }> => ({
  kind: "card-produced",
  cardId,
  shipmentId,
  organisationId,
  reportedFields: ["MIFARE_UID"],
  reportData: { MIFARE_UID: uid },
});

const shipped = (
  cardIds: readonly string[],
  holders = 0,
  organisation = organisationId,
): Extract<PartnerFact, { kind: "shipped" }> => ({
  kind: "shipped",
  shipmentId,
  organisationId: organisation,
  cardIds,
  accessories: holders === 0 ? [] : [{ accessoryId: "HOLDER", quantity: holders }],
});

describe("the judgement of the simulated NGOC", () => {
  test("refuses an empty readout, and one chip id on two cards, unless it is lenient", () => {
    const strict = bookOfTwo();
    for (const empty of ["", "  ", null])
      expect(strict.produced(produced("A", empty))).toMatchObject({ reason: "REPORT_DATA_INVALID" });
    expect(strict.stateOf("A")).toBe("ordered");
    expect(strict.produced(produced("A", "04a1"))).toBeUndefined();
    expect(strict.produced(produced("B", "04A1"))).toMatchObject({ reason: "REPORT_DATA_INVALID" });
    expect(strict.produced(produced("B", "04A2"))).toBeUndefined();
    const lenient = bookOfTwo({ readouts: "lenient" });
    expect(lenient.produced(produced("A", ""))).toBeUndefined();
    expect(lenient.produced(produced("B", ""))).toBeUndefined();
  });

  test("refuses a shipment of another organisation", () => {
    const book = bookOfTwo();
    book.produced(produced("A", "1"));
    expect(book.shipped(shipped(["A"], 0, "ORG-2"))).toMatchObject({ reason: "ORGANISATION_MISMATCH" });
    expect(book.shipped(shipped(["A"]))).toBeUndefined();
  });

  test("owes no accessories less than none after a request was refused whose accessories were shipped", () => {
    const book = bookOfTwo();
    expect(book.shipped(shipped([], 4))).toBeUndefined();
    book.cancel({ messageId: "of-A" });
    expect(book.countOpenAccessories()).toBe(0);
  });

  test("waits for a Report OK of every card that was reported, when it reads the guide by the letter", () => {
    const whole = bookOfTwo({ reportOkGate: "whole-shipment" });
    expect(whole.shipped(shipped([], 1))).toMatchObject({ reason: "CARD_NOT_ACKNOWLEDGED" });
    whole.produced(produced("A", "1"));
    whole.produced(produced("B", ""));
    expect(whole.shipped(shipped(["A"]))).toMatchObject({ reason: "CARD_NOT_ACKNOWLEDGED" });
    whole.produced(produced("B", "2"));
    expect(whole.shipped(shipped(["A"]))).toBeUndefined();
    const named = bookOfTwo();
    named.produced(produced("A", "1"));
    named.produced(produced("B", ""));
    expect(named.shipped(shipped(["A"]))).toBeUndefined();
  });

  test("knows when a shipment is complete, and goes on from what another book has saved", () => {
    const book = bookOfTwo();
    book.produced(produced("A", "1"));
    book.shipped(shipped(["A"], 4));
    expect(book.isComplete(shipmentId)).toBe(false);
    const restored = new NgocOrderBook({ hasQuantities: true });
    restored.restore(JSON.parse(JSON.stringify(book.save())));
    expect(restored.cards()).toEqual(book.cards());
    expect(restored.produced(produced("B", "1"))).toMatchObject({ reason: "REPORT_DATA_INVALID" });
    restored.cancel({ messageId: "of-B" });
    expect(restored.isComplete(shipmentId)).toBe(true);
  });
});
