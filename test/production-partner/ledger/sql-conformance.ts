import { describe, expect, test } from "vitest";
import type { OrderLedger } from "../../../src/production-partner/ledger/index.ts";
import { draftOf, fromQueue, receiveIn, stageIn, takeIn } from "../../support/ledger.ts";
import {
  cardProduced,
  errorSent,
  rawOf,
  reportOk,
  requestSent,
  shipped,
  toSend,
} from "../../support/order-messages.ts";
import type { SqlLedgerBench } from "./records-conformance.ts";

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
    test("hands a message to one worker, until that one has finished, releases it, leaves or is gone", () =>
      twoWorkers(async (one, two, { clock, leaseMs }) => {
        const [request, other, third] = [requestSent(), requestSent({ cardId: "B" }), requestSent({ cardId: "C" })];
        expect(await one.receive(request, fromQueue(request))).toEqual({ kind: "new" });
        expect(await two.receive(request, fromQueue(request))).toEqual({ kind: "busy" });
        await one.release(request.messageId);
        expect(await two.receive(request, fromQueue(request))).toEqual({ kind: "unhandled" });
        expect(await one.receive(request, fromQueue(request))).toEqual({ kind: "busy" });
        await two.finish(request);
        expect(await one.receive(request, fromQueue(request))).toEqual({ kind: "handled" });

        await one.receive(other, fromQueue(other));
        clock.nowMs += leaseMs + 1;
        expect(await two.receive(other, fromQueue(other))).toEqual({ kind: "unhandled" });

        await one.receive(third, fromQueue(third));
        await one.close();
        expect(await two.receive(third, fromQueue(third))).toEqual({ kind: "unhandled" });
      }));

    test("hands a message to send to one worker, until that one is gone", () =>
      twoWorkers(async (one, two, { clock, leaseMs }) => {
        const [first, second] = [errorSent({ cardId: "A" }), errorSent({ cardId: "A" })];
        await one.stage(draftOf(first, second));
        expect(await one.takeUnsent()).toEqual([toSend(first)]);
        expect(await two.takeUnsent()).toEqual([]);
        expect(await one.takeUnsent()).toEqual([toSend(first)]);
        clock.nowMs += leaseMs + 1;
        expect(await two.takeUnsent()).toEqual([toSend(first)]);
        await two.markSent([first.messageId]);
        expect(await one.takeUnsent()).toEqual([toSend(second)]);
      }));

    test("what one worker stages to be sent at once is its own, until it is gone", () =>
      twoWorkers(async (one, two, { clock, leaseMs }) => {
        const message = errorSent();
        await one.stage(draftOf(message), { take: true });
        expect(await two.takeUnsent()).toEqual([]);
        clock.nowMs += leaseMs + 1;
        expect(await two.takeUnsent()).toEqual([toSend(message)]);
      }));

    test("what has to wait for another message is nobody's, although it was staged to be sent at once", () =>
      twoWorkers(async (one, two) => {
        const [first, second, third] = [
          errorSent({ cardId: "A" }),
          errorSent({ cardId: "A" }),
          errorSent({ cardId: "A" }),
        ];
        const staged = await one.stage(draftOf(first, second), { take: true });
        expect(staged.map(({ isTaken }) => isTaken)).toEqual([true, undefined]);
        expect(await one.stage(draftOf(third), { take: true })).toEqual([third]);
        await one.markSent([first.messageId]);
        expect(await two.takeUnsent()).toEqual([toSend(second)]);
        await two.markSent([second.messageId]);
        expect(await two.takeUnsent()).toEqual([toSend(third)]);
      }));

    test("does not send again what the queue would no longer recognize", () =>
      twoWorkers(async (one, two, { clock }) => {
        const message = errorSent();
        await one.stage(draftOf(message));
        await one.takeUnsent();
        await one.close();
        clock.nowMs += 5 * 24 * 60 * 60 * 1000 - 1;
        expect(await two.takeUnsent()).toEqual([toSend(message)]);
        clock.nowMs++;
        expect(await two.takeUnsent()).toEqual([]);
        expect(idsOf(await two.listUnsent([message.messageId]))).toEqual([message.messageId]);
      }));

    test("decides once when both do the same at the same time", () =>
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
        await one.finish({ ...requestSent(), messageId: requestId }, { answer: errorSent({}, requestId) });
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
        // Reports with the same content are one report.
        expect(await results((ledger) => stageIn(ledger, shipped({ cardIds: ["CARD-1"] }, shipmentId)))).toEqual([
          "ok",
          "repeated",
          "repeated",
          "repeated",
        ]);
      }));

    test("a replay belongs to one worker, and another goes on with it when that one is gone", () =>
      twoWorkers(async (one, two, { clock, leaseMs }) => {
        const request = requestSent();
        const cause = { reason: "invalid", issues: [] } as const;
        await one.receiveInvalid(request.messageId, { raw: rawOf(request), cause });
        const [{ id } = { id: "" }] = (await one.quarantine.list()).items;
        const replay = { ...fromQueue(request), replayOf: id };
        const receipts = await Promise.all([one, two, one, two].map((worker) => worker.receive(request, replay)));
        const kinds = receipts.map(({ kind }) => kind);
        expect(kinds.filter((kind) => kind === "new")).toHaveLength(1);
        expect(kinds.filter((kind) => kind === "busy").length).toBeGreaterThanOrEqual(2);
        const [holder, other] = kinds[0] === "new" || kinds[2] === "new" ? [one, two] : [two, one];
        expect(await other.receive(request, replay)).toEqual({ kind: "busy" });
        expect(await holder.receive(request, replay)).toEqual({ kind: "unhandled" });
        clock.nowMs += leaseMs + 1;
        expect(await other.receive(request, replay)).toEqual({ kind: "unhandled" });
        await other.finish(request, { replayOf: id });
        expect(await holder.receive(request, replay)).toEqual({ kind: "handled" });
        expect((await one.quarantine.list()).items).toMatchObject([{ state: "replayed" }]);
      }));

    test("the quarantine takes no more than it may from several workers", () =>
      twoWorkers(async (_one, _two, { open }) => {
        const workers = await Promise.all([1, 2, 3].map(() => open({ quarantine: { maxEntries: 5 } })));
        const cause = { reason: "invalid", issues: [] } as const;
        const outcomes = await Promise.all(
          Array.from({ length: 24 }, (_, index) =>
            workers[index % workers.length]?.receiveInvalid(`M${index}`, { raw: { body: "" }, cause }),
          ),
        );
        const kept = outcomes.filter((outcome) => outcome?.kind === "new" && outcome.quarantine === "kept");
        expect(kept).toHaveLength(5);
        expect(await workers[0]?.quarantine.fill()).toMatchObject({ kept: 5, ratio: 1 });
        await Promise.all(workers.map((worker) => worker.close()));
      }));

    test("loses no accessory that requests add at the same time", () =>
      twoWorkers(async (one, two) => {
        const accessories = [{ accessoryId: "ACC-1", quantity: 1 }];
        const requests = Array.from({ length: 40 }, (_, index) => requestSent({ cardId: `C${index}`, accessories }));
        await Promise.all(requests.map((request, index) => takeIn(index % 2 === 0 ? one : two, request)));
        expect((await one.findShipment("SHIP-1"))?.accessories).toMatchObject([{ ordered: 40 }]);
      }));
  });
}
