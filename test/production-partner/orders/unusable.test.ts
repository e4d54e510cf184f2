import { describe, expect, test } from "vitest";
import { maxIdLength, maxQuantity, unusableBecause } from "../../../src/production-partner/orders/index.ts";
import {
  cardWithdrawn,
  errorReceived,
  otherMessage,
  reportOk,
  requestSent,
  shippedOk,
} from "../../support/order-messages.ts";

const badIds = [
  ["too long", "x".repeat(maxIdLength + 1)],
  ["with U+0000", "C\0"],
  ["with a lone surrogate", "C\ud800"],
] as const;

function nested(depth: number): object {
  let value: object = {};
  for (let level = 0; level < depth; level++) value = { value };
  return value;
}

describe("unusableBecause", () => {
  test.each(badIds)("finds an id that is %s, wherever it is", (_, id) => {
    const accessories = [{ accessoryId: "ACC-1", quantity: 1 }];
    for (const message of [
      requestSent({ cardId: id }),
      requestSent({ shipmentId: id }),
      requestSent({ organisationId: id }),
      requestSent({ accessories: [{ accessoryId: id, quantity: 1 }] }),
      requestSent({ accessories: [{ accessoryId: "ACC-1", articleId: id, quantity: 1 }] }),
      cardWithdrawn(id),
      reportOk({ cardId: id }),
      reportOk({ shipmentId: id }),
      shippedOk({ shipmentId: id }),
      shippedOk({ cardIds: ["CARD-1", id] }),
      errorReceived({ errorCode: id }),
      errorReceived({ cardId: id }),
      errorReceived({ shipmentId: id }),
      errorReceived({ messageId: id }),
      { ...requestSent({ accessories }), messageId: id },
      reportOk({}, id),
    ]) {
      expect(unusableBecause(message)?.message).toMatch(/^The message must have /);
      expect(JSON.stringify(unusableBecause(message))).not.toContain(id.slice(0, 10));
    }
  });

  test.each([0, -1, 1.5, Number.NaN, maxQuantity + 1, 2 ** 53, 1e308])("finds the quantity %d", (quantity) => {
    expect(unusableBecause(requestSent({ accessories: [{ accessoryId: "ACC-1", quantity }] }))).toBeDefined();
  });

  test("finds quantities whose sum is too large", () => {
    const half = { accessoryId: "ACC-1", quantity: (maxQuantity + 1) / 2 };
    expect(unusableBecause(requestSent({ accessories: [half, half] }))).toBeDefined();
    expect(unusableBecause(requestSent({ accessories: [half, { ...half, accessoryId: "ACC-2" }] }))).toBeUndefined();
  });

  test("finds data that is nested too deeply to be written as JSON", () => {
    expect(unusableBecause(requestSent({ kept: nested(100_000) }))).toMatchObject({ keyword: "maxDepth" });
    expect(unusableBecause(requestSent({ kept: nested(200) }))).toBeUndefined();
  });

  test("says what a fact lacks", () => {
    const message = { ...otherMessage(), fact: { kind: "unusable", missing: "/card/cardId" } as const };
    expect(unusableBecause(message)).toMatchObject({ path: "/card/cardId", keyword: "required" });
  });

  test("accepts everything else", () => {
    const longest = "\u{1f4b3}".repeat(maxIdLength / 2);
    for (const message of [
      requestSent({ cardId: longest, accessories: [{ accessoryId: longest, quantity: maxQuantity }] }),
      cardWithdrawn(),
      reportOk({ shipmentId: undefined }),
      shippedOk(),
      shippedOk({ cardIds: ["CARD-1"] }),
      errorReceived({ messageId: longest }),
      otherMessage(),
    ]) {
      expect(unusableBecause(message)).toBeUndefined();
    }
  });
});
