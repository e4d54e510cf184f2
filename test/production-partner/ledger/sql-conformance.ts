import { describe, expect, it } from "vitest";
import type { OrderLedger } from "../../../src/production-partner/ledger/index.ts";
import { draftOf, receiveIn, stageIn } from "../../support/ledger.ts";
import { cardProduced, errorNotification, reportOk, requestSent, shipped } from "../../support/messages.ts";
import type { SqlLedgerBench } from "./records-conformance.ts";

const none = () => undefined;
const idsOf = (messages: readonly { readonly messageId: string }[]) => messages.map(({ messageId }) => messageId);

/** What a ledger that several workers share must do besides. */
export function describeSharedLedger(name: string, prepare: () => Promise<SqlLedgerBench>): void {
  async function twoWorkers(use: (one: OrderLedger, two: OrderLedger, bench: SqlLedgerBench) => Promise<void>) {
    const bench = await prepare();
    const [one, two] = await Promise.all([bench.open(), bench.open()]);
    try {
      await use(one, two, bench);
    } finally {
      await Promise.all([one.close(), two.close()]);
    }
  }

  describe(`${name}, shared by two workers`, () => {
    it("gives a message to one worker, until that one has finished, releases it, leaves or is gone", () =>
      twoWorkers(async (one, two, { clock, leaseMs }) => {
        const [request, other, third] = [requestSent(), requestSent({ cardId: "B" }), requestSent({ cardId: "C" })];
        expect(await one.receive(request, none)).toEqual({ kind: "new" });
        expect(await two.receive(request, none)).toEqual({ kind: "busy" });
        await one.release(request.messageId);
        expect(await two.receive(request, none)).toEqual({ kind: "unhandled" });
        expect(await one.receive(request, none)).toEqual({ kind: "busy" });
        await two.finish(request.messageId);
        expect(await one.receive(request, none)).toEqual({ kind: "handled" });

        await one.receive(other, none);
        clock.nowMs += leaseMs + 1;
        expect(await two.receive(other, none)).toEqual({ kind: "unhandled" });

        await one.receive(third, none);
        await one.close();
        expect(await two.receive(third, none)).toEqual({ kind: "unhandled" });
      }));

    it("gives a message to send to one worker, until that one is gone", () =>
      twoWorkers(async (one, two, { clock, leaseMs }) => {
        const [first, second] = [errorNotification({ cardId: "A" }), errorNotification({ cardId: "A" })];
        await one.stage(draftOf(first, second));
        expect(await one.takeUnsent()).toEqual([first]);
        expect(await two.takeUnsent()).toEqual([]);
        expect(await one.takeUnsent()).toEqual([first]);
        clock.nowMs += leaseMs + 1;
        expect(await two.takeUnsent()).toEqual([first]);
        await two.markSent([first.messageId]);
        expect(await one.takeUnsent()).toEqual([second]);
      }));

    it("does not send again what the queue would no longer recognize", () =>
      twoWorkers(async (one, two, { clock }) => {
        const message = errorNotification();
        await one.stage(draftOf(message));
        await one.takeUnsent();
        await one.close();
        clock.nowMs += 5 * 24 * 60 * 60 * 1000 - 1;
        expect(await two.takeUnsent()).toEqual([message]);
        clock.nowMs += 1;
        expect(await two.takeUnsent()).toEqual([]);
        expect(idsOf(await two.listUnsent([message.messageId]))).toEqual([message.messageId]);
      }));

    it("decides once when both do the same at the same time", () =>
      twoWorkers(async (one, two) => {
        const both = [one, two];
        const results = async (action: (ledger: OrderLedger) => Promise<string>) =>
          (await Promise.all([...both, ...both].map(action))).sort();
        // Two requests for one card, in two shipments: no lock is shared.
        let shipments = 0;
        expect(
          await results((ledger) => receiveIn(ledger, requestSent({ shipmentId: `SHIP-${++shipments}` }))),
        ).toEqual(["DUPLICATE_CARD", "DUPLICATE_CARD", "DUPLICATE_CARD", "ok"]);
        const requestId = (await one.findCard("CARD-1"))?.requestId ?? "";
        await one.finish(requestId, errorNotification({}, requestId));
        // And again, when the first is rejected: now the card is there.
        expect(
          await results((ledger) => receiveIn(ledger, requestSent({ shipmentId: `SHIP-${++shipments}` }))),
        ).toEqual(["DUPLICATE_CARD", "DUPLICATE_CARD", "DUPLICATE_CARD", "ok"]);
        const shipmentId = (await one.findCard("CARD-1"))?.shipmentId ?? "";
        let chips = 0;
        const reportData = () => ({ MIFARE_UID: `${++chips}` });
        expect(
          await results((ledger) => stageIn(ledger, cardProduced({ shipmentId, reportData: reportData() }))),
        ).toEqual(["ALREADY_PRODUCED", "ALREADY_PRODUCED", "ALREADY_PRODUCED", "ok"]);
        await receiveIn(one, reportOk({ shipmentId }));
        // What says the same is one and the same.
        expect(await results((ledger) => stageIn(ledger, shipped({ cardIds: ["CARD-1"] }, shipmentId)))).toEqual([
          "ok",
          "repeated",
          "repeated",
          "repeated",
        ]);
      }));

    it("loses no accessory that requests add at the same time", () =>
      twoWorkers(async (one, two) => {
        const accessories = [{ accessoryId: "ACC-1", quantity: 1 }];
        const requests = Array.from({ length: 40 }, (_, index) => requestSent({ cardId: `C${index}`, accessories }));
        await Promise.all(requests.map((request, index) => receiveIn(index % 2 === 0 ? one : two, request)));
        expect((await one.findShipment("SHIP-1"))?.accessories).toMatchObject([{ ordered: 40 }]);
      }));
  });
}
