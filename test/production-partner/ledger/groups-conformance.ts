import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { SqlLedger } from "../../../src/production-partner/ledger/index.ts";
import { draftOf, fromQueue, receiveIn } from "../../support/ledger.ts";
import { cardProduced, errorSent, reportOk, requestSent } from "../../support/order-messages.ts";
import type { SqlLedgerBench } from "./records-conformance.ts";

/** A bench whose database can be told to refuse a card. */
export interface RefusingBench extends SqlLedgerBench {
  readonly refuseCard: (cardId: string) => Promise<void>;
}

const outcomesOf = async (calls: readonly Promise<unknown>[]) =>
  (await Promise.allSettled(calls)).map(({ status }) => status);

/** What holds for calls of one moment, which run as one transaction. */
export function describeGroups(name: string, prepare: () => Promise<RefusingBench>): void {
  describe(`${name}, calls of one moment`, () => {
    let bench: RefusingBench;
    let ledger: SqlLedger;
    beforeEach(async () => {
      bench = await prepare();
      ledger = await bench.open();
    });
    afterEach(() => ledger.close());

    test("of 64, one that the database refuses harms no other and leaves nothing behind", async () => {
      await bench.refuseCard("C40");
      const requests = Array.from({ length: 64 }, (_, index) =>
        requestSent({ cardId: `C${index}`, shipmentId: `S${index % 7}` }),
      );
      const outcomes = await outcomesOf(requests.map((request) => ledger.receive(request, fromQueue(request))));
      expect(outcomes.map((outcome, index) => (outcome === "rejected" ? index : -1)).filter((at) => at >= 0)).toEqual([
        40,
      ]);
      expect(await ledger.countCards()).toEqual({ requested: 63 });
      // It was not entered into the inbox either: it would count as received, without its effect.
      const refused = requests[40] ?? requestSent();
      await expect(ledger.receive(refused, fromQueue(refused))).rejects.toThrow("Database cannot store a value");
    });

    test("one whose own function throws harms no other, and can be received again", async () => {
      await receiveIn(ledger, requestSent());
      const duplicate = requestSent();
      const throwing = {
        ...fromQueue(duplicate),
        answerRefusal: () => {
          throw new Error("no answer");
        },
      };
      const wrong = { ...draftOf(), compose: throwing.answerRefusal };
      const other = requestSent({ cardId: "B" });
      const report = cardProduced();
      const outcomes = await outcomesOf([
        ledger.receive(duplicate, throwing),
        ledger.receive(other, fromQueue(other)),
        ledger.stage(wrong),
        ledger.stage(draftOf(report, cardProduced({ cardId: "UNKNOWN" }))),
        ledger.stage(draftOf(report)),
      ]);
      expect(outcomes).toEqual(["rejected", "fulfilled", "rejected", "rejected", "fulfilled"]);
      expect(await ledger.receive(duplicate, fromQueue(duplicate))).toMatchObject({ kind: "refused" });
      expect((await ledger.takeUnsent()).map(({ messageId }) => messageId)).toEqual([report.messageId]);
    });

    test("each is decided over what those before it have changed", async () => {
      const [request, report, acknowledged] = [requestSent(), cardProduced(), reportOk()];
      const duplicate = requestSent();
      const receipts = await Promise.all([
        ledger.receive(request, fromQueue(request)),
        ledger.receive(duplicate, fromQueue(duplicate)),
        ledger.stage(draftOf(report)),
        ledger.receive(acknowledged, fromQueue(acknowledged)),
      ]);
      expect(receipts).toMatchObject([{ kind: "new" }, { kind: "refused" }, [{ type: report.type }], { kind: "new" }]);
      expect(await ledger.findCard("CARD-1")).toMatchObject({ state: "acknowledged", reportId: report.messageId });
      const history = (await ledger.cardHistory("CARD-1")).items;
      expect(history.map(({ state }) => state)).toEqual(["requested", undefined, "reported", "acknowledged"]);
    });

    test("the same message twice has its effect once", async () => {
      const request = requestSent();
      const again = () => ledger.receive(request, fromQueue(request));
      expect(await Promise.all([again(), again(), again()])).toEqual([
        { kind: "new" },
        { kind: "unhandled" },
        { kind: "unhandled" },
      ]);
    });

    test("a card that is ordered again in another shipment, and others of both shipments", async () => {
      const rejected = requestSent({ cardId: "A", shipmentId: "SHIP-1" });
      await receiveIn(ledger, rejected);
      await ledger.finish(rejected, { answer: errorSent({ cardId: "A" }, rejected.messageId) });
      const requests = [
        requestSent({ cardId: "A", shipmentId: "SHIP-2" }),
        requestSent({ cardId: "B", shipmentId: "SHIP-1" }),
        requestSent({ cardId: "C", shipmentId: "SHIP-2" }),
      ];
      const receipts = await Promise.all(requests.map((request) => ledger.receive(request, fromQueue(request))));
      expect(receipts).toEqual([{ kind: "new" }, { kind: "new" }, { kind: "new" }]);
      expect((await ledger.findShipment("SHIP-2"))?.cards.map(({ cardId }) => cardId)).toEqual(["A", "C"]);
      expect((await ledger.findShipment("SHIP-1"))?.cards.map(({ cardId }) => cardId)).toEqual(["B"]);
    });

    test("what is staged to be sent at once is not taken by a look into the outbox at the same moment", async () => {
      const [first, second] = [errorSent({ cardId: "A" }), errorSent({ cardId: "B" })];
      const [one, two, taken] = await Promise.all([
        ledger.stage(draftOf(first), { take: true }),
        ledger.stage(draftOf(second)),
        ledger.takeUnsent(),
      ]);
      expect([one, two]).toMatchObject([[{ isTaken: true }], [{ messageId: second.messageId }]]);
      expect(taken.map(({ messageId }) => messageId)).toEqual([second.messageId]);
    });
  });
}
