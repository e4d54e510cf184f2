import { describe, expect, test } from "vitest";
import { digestOfCardProduced, digestOfShipped } from "../../../src/production-partner/orders/index.ts";

const card = { cardId: "CARD-1", shipmentId: "SHIP-1", organisationId: "ORG-1" };
const part = { shipmentId: "SHIP-1", organisationId: "ORG-1", cardIds: ["CARD-2", "CARD-1"], accessories: [] };

describe("the digest of a report", () => {
  // Stored by version 0.1.0, of the payloads that it sent: a report repeated over the upgrade is recognized by them.
  test("is that of earlier versions", () => {
    const report = {
      cardId: "CARD-1",
      reportData: { MIFARE_UID: "04A2", EM_UID: "ü" },
      produced: "2026-01-15T09:30:00Z",
    };
    expect(digestOfCardProduced("EXTERNAL_PRODUCTION_CARD_PRODUCED", card, report)).toBe(
      "9ef1hhe2CrvNjBmhtr7S438/wspH4x95jimEW4qtkLc=",
    );
    const accessories = [
      { accessoryId: "B", quantity: 2 },
      { accessoryId: "A", quantity: 1 },
    ];
    const shipped = {
      cardIds: ["CARD-2", "CARD-1", "CARD-OF-ANOTHER-SHIPMENT"],
      accessories: accessories.map((item) => ({ shipmentId: "SHIP-1", ...item })),
      shipped: "2026-01-15T09:30:00Z",
      carrier: { trackingId: "EP1", name: "Example Post" },
    };
    expect(digestOfShipped("EXTERNAL_PRODUCTION_SHIPPED", { ...part, accessories }, shipped)).toBe(
      "5CTKjEOAP65I8tuWCIQXzKF5gfHTWPvy5+Dqfzzq8vw=",
    );
    expect(digestOfShipped("EXTERNAL_PRODUCTION_SHIPPED", part, { cardIds: part.cardIds })).toBe(
      "RddUE1tjEtW/Es4MXhwOIFt0xspI/5fMEr1pXtfWywE=",
    );
  });

  test("is the same for cards in any order and at any time, and another for other content", () => {
    const digest = (cardIds: readonly string[], said: object = {}) => digestOfShipped("S", { ...part, cardIds }, said);
    expect(digest(["A", "B"], { shipped: "2026-01-15T09:30:00Z" })).toBe(digest(["B", "A"]));
    expect(digest(["A", "B"], { parcelNumber: "1" })).not.toBe(digest(["A", "B"]));
    expect(digest(["A", "B"])).not.toBe(digest(["A"]));
    expect(digest([])).toBeUndefined();
  });

  test("holds a contract's own field that has the name of one of ours", () => {
    const digest = (said: object) => digestOfCardProduced("T", card, { cardId: "CARD-1", reportData: {}, ...said });
    const digests = [digest({}), digest({ type: "T" }), digest({ type: "U" }), digest({ shipmentId: "SHIP-1" })];
    expect(new Set(digests).size).toBe(digests.length);
  });
});
