import { describe, expect, test } from "vitest";
import type { SqlLedger, StagedMessage } from "../../../src/production-partner/ledger/index.ts";
import { digestOfCardProduced, digestOfShipped } from "../../../src/production-partner/orders/index.ts";
import { receiveIn, stageIn, takeIn } from "../../support/ledger.ts";
import { errorReceived, reportOk, requestSent, shippedOk } from "../../support/order-messages.ts";

/** The messages to NGOC of one contract: their types and bodies are its own. */
function under(contract: string) {
  const card = { cardId: "CARD-1", shipmentId: "SHIP-1", organisationId: "ORG-1" };
  const [produced, dispatched] = [`${contract}_PRODUCED`, `${contract}_DISPATCHED`];
  const accessories = [{ accessoryId: "ACC-1", quantity: 1 }];
  const part = { shipmentId: "SHIP-1", organisationId: "ORG-1", cardIds: ["CARD-1"], accessories };
  return {
    report: (messageId: string, chip: string): StagedMessage => {
      const said = { cardId: "CARD-1", reportData: { CHIP: chip } };
      const digest = digestOfCardProduced(produced, card, said);
      const fact = { kind: "card-produced", ...card, reportedFields: ["CHIP"], digest } as const;
      return { type: produced, messageId, fact, body: JSON.stringify({ [contract]: chip }) };
    },
    parcel: (messageId: string): StagedMessage => {
      const digest = digestOfShipped(dispatched, part, { cardIds: part.cardIds });
      const fact = { kind: "shipped", ...part, isWholeLines: false, digest } as const;
      return { type: dispatched, messageId, fact, body: JSON.stringify({ [contract]: part }) };
    },
  };
}

/** What a durable ledger must do when another contract comes while orders are open. */
export function describeContractChange(name: string, prepare: () => Promise<{ open: () => Promise<SqlLedger> }>): void {
  describe(`${name}, when the contract changes`, () => {
    test("an order requested under the old one ends under the new one, and what waits is sent as it was", async () => {
      const { open } = await prepare();
      const [old, current] = [under("OLD"), under("NEW")];
      const request = {
        ...requestSent({ expected: ["CHIP"], accessories: [{ accessoryId: "ACC-1", quantity: 1 }] }),
        type: "OLD_ORDER",
      };
      {
        await using ledger = await open();
        await takeIn(ledger, request);
        expect(await stageIn(ledger, old.report("R1", "1"))).toBe("ok");
      }
      await using ledger = await open();
      expect(await ledger.takeUnsent()).toEqual([{ type: "OLD_PRODUCED", messageId: "R1", body: '{"OLD":"1"}' }]);
      await ledger.markSent(["R1"]);
      expect(await ledger.findRequest("CARD-1")).toEqual({ address: { recipient: "Example Recipient" } });
      // NGOC refuses it; reported again, it is a message of the new contract.
      expect(await receiveIn(ledger, { ...errorReceived({}, "R1"), type: "NEW_FAILURE" })).toBe("ok");
      expect(await stageIn(ledger, current.report("R2", "2"))).toBe("ok");
      expect(await ledger.takeUnsent()).toEqual([{ type: "NEW_PRODUCED", messageId: "R2", body: '{"NEW":"2"}' }]);
      await ledger.markSent(["R2"]);
      expect(await receiveIn(ledger, { ...reportOk(), type: "NEW_ACCEPTED" })).toBe("ok");
      expect(await stageIn(ledger, current.parcel("SHIPMENT-1"))).toBe("ok");
      expect(await receiveIn(ledger, { ...shippedOk({}, "SHIPMENT-1"), type: "NEW_ACCEPTED" })).toBe("ok");
      expect(await ledger.findCard("CARD-1")).toMatchObject({ state: "shipped" });
      expect((await ledger.cardHistory("CARD-1")).items.map(({ type }) => type)).toEqual([
        "OLD_ORDER",
        "OLD_PRODUCED",
        "NEW_FAILURE",
        "NEW_PRODUCED",
        "NEW_ACCEPTED",
        "NEW_DISPATCHED",
        "NEW_ACCEPTED",
      ]);
    });
  });
}
