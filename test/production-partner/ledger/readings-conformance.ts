import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { OrderLedger } from "../../../src/production-partner/ledger/index.ts";
import { receiveIn, stageIn, stageUnder, takeIn } from "../../support/ledger.ts";
import {
  cardProduced,
  errorReceived,
  errorSent,
  reportOk,
  requestSent,
  shipped,
  shippedOk,
} from "../../support/order-messages.ts";
import type { LedgerBench } from "./conformance.ts";

/** What every ledger must do about points that the guide leaves open. */
export function describeReadings(name: string, prepare: () => Promise<LedgerBench>): void {
  describe(`${name}, what the guide leaves open`, () => {
    let ledger: OrderLedger;
    beforeEach(async () => {
      ledger = await (await prepare()).open();
    });
    afterEach(() => ledger.close());

    describe("accessories of a request", () => {
      const accessories = [{ accessoryId: "ACC-1", quantity: 2 }];
      const parcel = () => shipped({ accessories: [{ accessoryId: "ACC-1", quantity: 1 }] });
      const inShipment = async () => (await ledger.findShipment("SHIP-1"))?.accessories;

      test("may not be shipped before the application has taken it", async () => {
        const request = requestSent({ accessories });
        await receiveIn(ledger, request);
        expect(await inShipment()).toMatchObject([{ ordered: 0 }]);
        expect(await stageIn(ledger, parcel())).toBe("ACCESSORY_QUANTITY_EXCEEDED");
        await ledger.release(request.messageId);
        expect(await stageIn(ledger, parcel())).toBe("ACCESSORY_QUANTITY_EXCEEDED");
        await receiveIn(ledger, request);
        // Once, also when the end is recorded again after a crash.
        for (const _ of [1, 2]) await ledger.finish(request);
        expect(await inShipment()).toMatchObject([{ ordered: 2 }]);
        expect(await stageIn(ledger, parcel())).toBe("ok");
      });

      test("may be shipped once the card is reported, though its handler still runs", async () => {
        const request = requestSent({ accessories });
        await receiveIn(ledger, request);
        expect(await stageIn(ledger, cardProduced())).toBe("ok");
        expect(await stageIn(ledger, parcel())).toBe("ok");
        await ledger.finish(request);
        expect(await inShipment()).toMatchObject([{ ordered: 2, announced: 1 }]);
      });

      test("never are, when the application rejects it", async () => {
        const request = requestSent({ accessories });
        await receiveIn(ledger, request);
        await takeIn(ledger, requestSent({ cardId: "CARD-2", accessories }));
        expect(await stageIn(ledger, shipped({ accessories }))).toBe("ok");
        await ledger.finish(request, { answer: errorSent({}, request.messageId) });
        expect(await inShipment()).toMatchObject([{ ordered: 2, announced: 2 }]);
        expect(await stageIn(ledger, parcel())).toBe("ACCESSORY_QUANTITY_EXCEEDED");
      });
    });

    describe("readings of the guide", () => {
      test("one Shipped OK for the shipment closes all its notices, and may be repeated", async () => {
        for (const cardId of ["A", "B"]) {
          await takeIn(ledger, requestSent({ cardId }));
          await stageIn(ledger, cardProduced({ cardId }));
          await receiveIn(ledger, reportOk({ cardId }));
          await stageIn(ledger, shipped({ cardIds: [cardId] }));
        }
        for (const about of [{ cardIds: ["A", "B"] }, { cardIds: ["A", "B"] }, {}]) {
          expect(await receiveIn(ledger, shippedOk(about))).toBe("ok");
          const shipment = await ledger.findShipment("SHIP-1");
          expect(shipment?.cards.map(({ state }) => state)).toEqual(["shipped", "shipped"]);
          expect(shipment?.notices.map(({ state }) => state)).toEqual(["acknowledged", "acknowledged"]);
        }
        expect(await ledger.takeUnsent()).toEqual([]);
      });

      test("the whole shipment waits for a card that was reported, where that is chosen", async () => {
        const rules = { reportOkGate: "whole-shipment" } as const;
        for (const cardId of ["A", "B"]) {
          await takeIn(ledger, requestSent({ cardId, accessories: [{ accessoryId: "ACC-1", quantity: 1 }] }));
          await stageIn(ledger, cardProduced({ cardId }));
        }
        await receiveIn(ledger, reportOk({ cardId: "A" }));
        const items = { cardIds: ["A"] };
        expect(await stageUnder(ledger, rules, shipped(items))).toBe("CARD_NOT_ACKNOWLEDGED");
        expect(await stageUnder(ledger, rules, shipped({ accessories: [{ accessoryId: "ACC-1", quantity: 1 }] }))).toBe(
          "CARD_NOT_ACKNOWLEDGED",
        );
        await receiveIn(ledger, errorReceived({ cardId: "B" }));
        expect(await stageUnder(ledger, rules, shipped(items))).toBe("CARD_NOT_ACKNOWLEDGED");
        await stageIn(ledger, cardProduced({ cardId: "B" }));
        await receiveIn(ledger, reportOk({ cardId: "B" }));
        expect(await stageUnder(ledger, rules, shipped(items))).toBe("ok");
      });
    });
  });
}
