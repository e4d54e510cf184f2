import { describe, expect, test } from "vitest";
import type { ReceivedFact } from "../../../src/production-partner/contract/index.ts";
import { maxIdLength, maxQuantity, storableFact } from "../../../src/production-partner/orders/index.ts";
import { errorReceived, otherMessage, reportOk, requestSent, shippedOk } from "../../support/order-messages.ts";

const unstorable = "x".repeat(maxIdLength + 1);

function request(accessories: readonly { accessoryId: string; articleId?: string; quantity: number }[]): ReceivedFact {
  return requestSent({ accessories }).fact;
}

function accessoriesOf(fact: ReceivedFact) {
  const { fact: storable, deviations } = storableFact(fact);
  const accessories = storable.kind === "card-requested" ? storable.accessories : [];
  return {
    lines: accessories.map(({ accessoryId, articleId, quantity }) => [accessoryId, articleId, quantity]),
    deviations,
  };
}

describe("storableFact", () => {
  test("leaves a fact as it is when it can be stored", () => {
    for (const { fact } of [requestSent(), reportOk(), shippedOk(), errorReceived(), otherMessage()]) {
      expect(storableFact(fact)).toEqual({ fact, deviations: [] });
      expect(storableFact(fact).fact).toBe(fact);
    }
  });

  test("leaves out an article id that no database can store", () => {
    const { lines, deviations } = accessoriesOf(
      request([{ accessoryId: "ACC-1", articleId: unstorable, quantity: 1 }]),
    );
    expect(lines).toEqual([["ACC-1", undefined, 1]]);
    expect(deviations).toHaveLength(1);
    expect(JSON.stringify(deviations)).not.toContain("xxx");
  });

  test.each([0, -1])("leaves out an accessory of which %d pieces are ordered", (quantity) => {
    const { lines, deviations } = accessoriesOf(
      request([
        { accessoryId: "ACC-1", quantity },
        { accessoryId: "ACC-2", quantity: 2 },
      ]),
    );
    expect(lines).toEqual([["ACC-2", undefined, 2]]);
    expect(deviations).toHaveLength(1);
  });

  test("counts as many pieces as can be counted, over all lines of an accessory", () => {
    const { lines, deviations } = accessoriesOf(
      request([
        { accessoryId: "ACC-1", quantity: maxQuantity - 1 },
        { accessoryId: "ACC-1", quantity: 5 },
        { accessoryId: "ACC-1", quantity: 5 },
        { accessoryId: "ACC-2", quantity: 2 ** 40 },
      ]),
    );
    expect(lines).toEqual([
      ["ACC-1", undefined, maxQuantity - 1],
      ["ACC-1", undefined, 1],
      ["ACC-2", undefined, maxQuantity],
    ]);
    expect(deviations).toHaveLength(3);
  });

  test("leaves out ids that a fact can do without", () => {
    expect(storableFact(reportOk({ shipmentId: unstorable }).fact).fact).toMatchObject({ shipmentId: undefined });
    expect(storableFact(shippedOk({ cardIds: ["CARD-1", unstorable] }).fact).fact).toMatchObject({
      cardIds: ["CARD-1"],
    });
    expect(storableFact(shippedOk({ cardIds: [unstorable] }).fact).fact).toMatchObject({ cardIds: undefined });
    const refused = errorReceived({ cardId: unstorable, shipmentId: "S\0", messageId: "M\ud800" });
    expect(storableFact(refused.fact)).toMatchObject({
      fact: { cardId: undefined, shipmentId: undefined, messageId: undefined },
      deviations: [{}, {}, {}],
    });
  });

  test("keeps what a fact cannot do without, so that it is found unusable", () => {
    for (const { fact } of [
      requestSent({ cardId: unstorable }),
      requestSent({ accessories: [{ accessoryId: unstorable, quantity: 1 }] }),
      requestSent({ accessories: [{ accessoryId: "ACC-1", quantity: 1.5 }] }),
      reportOk({ cardId: unstorable }),
    ]) {
      expect(storableFact(fact)).toEqual({ fact, deviations: [] });
    }
  });
});
