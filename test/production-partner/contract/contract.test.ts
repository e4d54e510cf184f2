import { describe, expect, test } from "vitest";
import { builtInContract } from "../../../src/production-partner/contract/index.ts";
import { vendorAContract } from "../../support/contracts/vendor-a/index.ts";
import { vendorCContract } from "../../support/contracts/vendor-c/index.ts";

const card = { cardId: "CARD-1", shipmentId: "SHIP-1", organisationId: "ORG-1" };

describe("a contract", () => {
  test("reads a payload as a fact, and what it has no reader for as no matter of an order", () => {
    expect(vendorAContract.factOf("BUREAU_ORDER_CANCELLED", { cardRef: "CARD-1" })).toEqual({
      kind: "card-withdrawn",
      cardId: "CARD-1",
    });
    expect(vendorAContract.factOf("BUREAU_CARD_DONE", {})).toEqual({
      kind: "no-order-matter",
      cardId: undefined,
      shipmentId: undefined,
    });
  });

  test("knows its own message types, whatever an object inherits", () => {
    expect(vendorAContract.definitionOf("BUREAU_ORDER")?.direction).toBe("receive");
    expect(vendorAContract.definitionOf("EXTERNAL_PRODUCTION_REQUEST_SENT")).toBeUndefined();
    expect(vendorAContract.definitionOf("toString")).toBeUndefined();
    expect(vendorAContract.definitionOf(undefined)).toBeUndefined();
  });

  test("writes reports as its own messages, and leaves out what is not said", () => {
    expect(vendorAContract.writeCardProduced(card, { cardId: "CARD-1", reportData: { UID: "04" } })).toEqual({
      type: "BUREAU_CARD_DONE",
      payload: { shipmentRef: "SHIP-1", cardRef: "CARD-1", readouts: { UID: "04" } },
    });
    const part = { ...card, cardIds: ["CARD-1"], accessories: [] };
    const { type, payload } = builtInContract.writeShipped(part, { cardIds: ["CARD-1"] });
    expect({ type, payload }).toEqual({
      type: "EXTERNAL_PRODUCTION_SHIPPED",
      payload: { organisationId: "ORG-1", shipmentId: "SHIP-1", cardIds: ["CARD-1"] },
    });
    expect(Object.keys(payload as object)).not.toContain("carrier");
  });

  test("passes on a field of a report that only it has", () => {
    const report = { cardId: "CARD-1", reportData: {}, machine: "M7" };
    expect(vendorAContract.writeCardProduced(card, report).payload).toMatchObject({ machine: "M7" });
  });

  test("says how Error Notifications are called in each direction, and whether accessories have quantities", () => {
    const { errorType, receivedErrorType, accessories } = vendorCContract;
    expect({ errorType, receivedErrorType, accessories }).toEqual({
      errorType: "ShopRefusal",
      receivedErrorType: "OfficeRejection",
      accessories: "whole-lines",
    });
    expect(builtInContract.receivedErrorType).toBe(builtInContract.errorType);
  });
});
