import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { OrderLedger } from "../../../src/production-partner/ledger/index.ts";
import { OrderRefusedError } from "../../../src/production-partner/orders/index.ts";
import { draftOf, receiveIn, stageIn } from "../../support/ledger.ts";
import { cardProduced, errorNotification, reportOk, requestSent, shipped, shippedOk } from "../../support/messages.ts";

/** A database, or what stands for one, that ledgers are opened on; by a clock that stands still until it is moved. */
export interface LedgerBench {
  /** Opens another ledger on the same orders, as another worker does. */
  readonly open: () => Promise<OrderLedger>;
  readonly clock: { nowMs: number };
  readonly leaseMs: number;
}

const none = () => undefined;
const idsOf = (messages: readonly { readonly messageId: string }[]) => messages.map(({ messageId }) => messageId);

/** What every {@link OrderLedger} must do. */
export function describeOrderLedger(name: string, prepare: () => Promise<LedgerBench>): void {
  describe(name, () => {
    let bench: LedgerBench;
    let ledger: OrderLedger;
    beforeEach(async () => {
      bench = await prepare();
      ledger = await bench.open();
    });
    afterEach(() => ledger.close());

    describe("inbox", () => {
      it("records a message and its effect once", async () => {
        const request = requestSent();
        expect(await ledger.receive(request, none)).toEqual({ kind: "new" });
        expect(await ledger.receive(request, none)).toEqual({ kind: "unhandled" });
        await ledger.finish(request.messageId);
        expect(await ledger.receive(request, none)).toEqual({ kind: "handled" });
        expect((await ledger.findShipment("SHIP-1"))?.cards).toHaveLength(1);
      });

      it("keeps a refusal and stages the answer to it, once", async () => {
        await ledger.receive(requestSent(), none);
        const again = requestSent();
        const answer = errorNotification({ messageId: again.messageId, cardId: "CARD-1" }, again.messageId);
        expect(await ledger.receive(again, () => answer)).toEqual({
          kind: "refused",
          refusal: { reason: "DUPLICATE_CARD", cardId: "CARD-1", shipmentId: "SHIP-1" },
        });
        expect(await ledger.receive(again, () => answer)).toEqual({ kind: "handled" });
        expect(await ledger.takeUnsent()).toEqual([answer]);
        expect((await ledger.findCard("CARD-1"))?.state).toBe("requested");
      });

      it("stages the answer to a message that cannot be read, once", async () => {
        const answer = errorNotification({ messageId: "no message" }, "no message");
        expect(await ledger.receiveInvalid("no message", answer)).toEqual({ kind: "new" });
        expect(await ledger.receiveInvalid("no message", answer)).toEqual({ kind: "handled" });
        expect(await ledger.receiveInvalid("no answer", undefined)).toEqual({ kind: "new" });
        expect(await ledger.takeUnsent()).toEqual([answer]);
      });

      it("records an application's rejection and the end of the order together", async () => {
        const request = requestSent({ accessories: [{ accessoryId: "ACC-1", quantity: 2 }] });
        await ledger.receive(request, none);
        const answer = errorNotification({ errorCode: "ARTICLE_NOT_AVAILABLE" }, request.messageId);
        await ledger.finish(request.messageId, answer);
        expect(await ledger.findCard("CARD-1")).toMatchObject({
          state: "rejected",
          errorCode: "ARTICLE_NOT_AVAILABLE",
        });
        expect((await ledger.findShipment("SHIP-1"))?.accessories).toMatchObject([{ ordered: 0 }]);
        expect(await ledger.takeUnsent()).toEqual([answer]);
      });

      it("gives a message again that was released", async () => {
        const request = requestSent();
        await ledger.receive(request, none);
        await ledger.release(request.messageId);
        expect(await ledger.receive(request, none)).toEqual({ kind: "unhandled" });
      });
    });

    describe("outbox", () => {
      it("makes messages from what is known, and says what is not", async () => {
        await receiveIn(ledger, requestSent());
        const seen: unknown[] = [];
        const draft = {
          cardIds: ["CARD-1", "CARD-2", "CARD-1"],
          shipmentIds: ["SHIP-1", "SHIP-2"],
          compose: (known: Parameters<ReturnType<typeof draftOf>["compose"]>[0]) => {
            seen.push([...known.cards.keys()], [...known.shipments.keys()], known.cards.get("CARD-1")?.shipmentId);
            return [];
          },
        };
        expect(await ledger.stage(draft)).toEqual([]);
        expect(seen).toEqual([["CARD-1"], ["SHIP-1"], "SHIP-1"]);
      });

      it("stages all messages or none, each checked against the ones before it", async () => {
        await receiveIn(ledger, requestSent());
        const [one, two] = [cardProduced(), cardProduced({ reportData: { MIFARE_UID: "04A2" } })];
        await expect(ledger.stage(draftOf(one, two))).rejects.toThrow(OrderRefusedError);
        expect(await ledger.takeUnsent()).toEqual([]);
        expect((await ledger.findCard("CARD-1"))?.state).toBe("requested");
        expect(await ledger.stage(draftOf(one))).toEqual([one]);
      });

      it("undoes everything when making the messages throws", async () => {
        const draft = { ...draftOf(), compose: throwing };
        await expect(ledger.stage(draft)).rejects.toThrow("made wrong");
        expect(await ledger.takeUnsent()).toEqual([]);
      });

      it("stages a message once, also after it was sent", async () => {
        await receiveIn(ledger, requestSent());
        const report = cardProduced();
        await ledger.stage(draftOf(report));
        await ledger.stage(draftOf(report));
        expect(await ledger.takeUnsent()).toEqual([report]);
        await ledger.markSent([report.messageId]);
        await ledger.stage(draftOf(report));
        expect(await ledger.takeUnsent()).toEqual([]);
        expect(await ledger.listUnsent([report.messageId])).toEqual([]);
      });

      it("gives the report that stands in place of one that says the same, sent or not", async () => {
        await receiveIn(ledger, requestSent());
        const report = cardProduced({ reportData: { MIFARE_UID: "04A2" } });
        const again = () => cardProduced({ reportData: { MIFARE_UID: "04A2" }, produced: "2026-01-15T09:30:00Z" });
        await ledger.stage(draftOf(report));
        expect(idsOf(await ledger.stage(draftOf(again())))).toEqual([report.messageId]);
        expect(await ledger.takeUnsent()).toEqual([report]);
        await ledger.markSent([report.messageId]);
        expect(idsOf(await ledger.stage(draftOf(again())))).toEqual([report.messageId]);
        await receiveIn(ledger, reportOk());

        await receiveIn(ledger, requestSent({ cardId: "CARD-2", shipmentId: "SHIP-2" }));
        const parcel = shipped({ cardIds: ["CARD-1"] });
        await ledger.stage(draftOf(parcel));
        // Together with one that is new.
        const both = [
          shipped({ cardIds: ["CARD-1"] }),
          cardProduced({ cardId: "CARD-2", shipmentId: "SHIP-2" }),
        ] as const;
        expect(idsOf(await ledger.stage(draftOf(...both)))).toEqual([parcel.messageId, both[1].messageId]);
        expect(idsOf(await ledger.takeUnsent())).toEqual([parcel.messageId, both[1].messageId]);
        expect(await stageIn(ledger, cardProduced({ reportData: { MIFARE_UID: "05" } }))).toBe("ALREADY_PRODUCED");
        expect((await ledger.findShipment("SHIP-1"))?.notices).toHaveLength(1);
        expect(await ledger.findCard("CARD-1")).toMatchObject({ state: "announced", reportId: report.messageId });
      });

      it("gives the oldest first, up to a limit, and of each card and each shipment only one", async () => {
        for (const cardId of ["A", "B"]) {
          await receiveIn(ledger, requestSent({ cardId }));
          await stageIn(ledger, cardProduced({ cardId }));
          await receiveIn(ledger, reportOk({ cardId }));
        }
        const parts = [shipped({ cardIds: ["A"] }), shipped({ cardIds: ["B"] })];
        const about = errorNotification({ cardId: "A" });
        for (const message of [...parts, about]) await ledger.stage(draftOf(message));
        expect(idsOf(await ledger.takeUnsent({ limit: 1 }))).toEqual(idsOf(parts.slice(0, 1)));
        await ledger.markSent(idsOf(parts.slice(0, 1)));
        expect(idsOf(await ledger.takeUnsent())).toEqual([parts[1]?.messageId, about.messageId]);
        expect(new Set(idsOf(await ledger.listUnsent(idsOf([...parts, about]))))).toEqual(
          new Set(idsOf([...parts.slice(1), about])),
        );
      });

      it("puts off what could not be sent, longer each time, and what comes after it on the same card", async () => {
        const [first, second] = [errorNotification({ cardId: "A" }), errorNotification({ cardId: "A" })];
        await ledger.stage(draftOf(first, second));
        const waits: number[] = [];
        for (let tries = 0; tries < 6; tries++) {
          expect(idsOf(await ledger.takeUnsent())).toEqual([first.messageId]);
          await ledger.postpone(first.messageId, { errorCode: "CONNECTION", longestMs: 5_000 });
          expect(await ledger.takeUnsent()).toEqual([]);
          const since = bench.clock.nowMs;
          for (;;) {
            bench.clock.nowMs += 250;
            const unsent = await ledger.listUnsent([second.messageId, first.messageId]);
            expect(new Set(idsOf(unsent))).toEqual(new Set([first.messageId, second.messageId]));
            const due = unsent.filter(({ isPutOff }) => !isPutOff);
            expect(due).toHaveLength((await ledger.takeUnsent()).length * 2);
            if (due.length > 0) break;
          }
          waits.push(bench.clock.nowMs - since);
          await ledger.postpone(first.messageId, { errorCode: "CONNECTION", longestMs: 0 });
        }
        expect(waits.every((wait, index) => index === 0 || wait >= (waits[index - 1] ?? 0))).toBe(true);
        expect(waits.at(-1)).toBe(5_000);
      });

      it("knows from the answer that a message was sent", async () => {
        await receiveIn(ledger, requestSent());
        await receiveIn(ledger, requestSent({ cardId: "CARD-2" }));
        const reports = [cardProduced(), cardProduced({ cardId: "CARD-2" })];
        await ledger.stage(draftOf(...reports));
        await receiveIn(ledger, reportOk());
        await receiveIn(ledger, errorNotification({ cardId: "CARD-2" }, reports[1]?.messageId));
        expect(await ledger.listUnsent(idsOf(reports))).toEqual([]);
        const notice = shipped({ cardIds: ["CARD-1"] });
        await ledger.stage(draftOf(notice));
        await receiveIn(ledger, shippedOk());
        expect(await ledger.listUnsent([notice.messageId])).toEqual([]);
      });
    });

    describe("orders", () => {
      it("follows cards, accessories and notices from the request to the shipment", async () => {
        const accessories = [{ accessoryId: "ACC-1", articleId: "LANYARD", quantity: 2 }];
        const request = requestSent({ expected: ["MIFARE_UID"], accessories });
        await receiveIn(ledger, request);
        const report = cardProduced({ reportData: { MIFARE_UID: "04A2" } });
        await stageIn(ledger, report);
        await receiveIn(ledger, reportOk({}, report.messageId));
        const parcel = shipped({ cardIds: ["CARD-1"], accessories: [{ accessoryId: "ACC-1", quantity: 1 }] });
        await stageIn(ledger, parcel);
        const card = {
          cardId: "CARD-1",
          shipmentId: "SHIP-1",
          organisationId: "ORG-1",
          state: "announced",
          requestId: request.messageId,
          expectedReportDataFields: ["MIFARE_UID"],
          accessories: [{ accessoryId: "ACC-1", quantity: 2 }],
          reportId: report.messageId,
          shippedId: parcel.messageId,
        };
        expect(await ledger.findCard("CARD-1")).toEqual(card);
        await receiveIn(ledger, shippedOk({}, parcel.messageId));
        expect(await ledger.findShipment("SHIP-1")).toEqual({
          shipmentId: "SHIP-1",
          organisationId: "ORG-1",
          cards: [{ ...card, state: "shipped" }],
          accessories: [{ shipmentId: "SHIP-1", accessoryId: "ACC-1", articleId: "LANYARD", ordered: 2, announced: 1 }],
          notices: [
            {
              messageId: parcel.messageId,
              shipmentId: "SHIP-1",
              state: "acknowledged",
              cardIds: ["CARD-1"],
              accessories: [{ accessoryId: "ACC-1", quantity: 1 }],
            },
          ],
        });
      });

      it("takes a card again that was rejected, as the new request orders it", async () => {
        const first = requestSent({ accessories: [{ accessoryId: "ACC-1", quantity: 1 }] });
        await receiveIn(ledger, first);
        await ledger.finish(first.messageId, errorNotification({}, first.messageId));
        const about = { shipmentId: "SHIP-2", organisationId: "ORG-2" };
        const second = requestSent({ ...about, expected: ["MIFARE_UID"] });
        expect(await receiveIn(ledger, second)).toBe("ok");
        const card = { ...about, cardId: "CARD-1", expectedReportDataFields: ["MIFARE_UID"], accessories: [] };
        expect(await ledger.findCard("CARD-1")).toEqual({ ...card, state: "requested", requestId: second.messageId });
        expect((await ledger.findShipment("SHIP-2"))?.cards).toHaveLength(1);
        expect((await ledger.findShipment("SHIP-1"))?.cards ?? []).toEqual([]);
        // The answer to the first request is late; that to the second counts.
        await ledger.stage(draftOf(errorNotification({}, first.messageId)));
        expect(await ledger.findCard("CARD-1")).toMatchObject({ state: "requested" });
        await ledger.finish(second.messageId, errorNotification({}, second.messageId));
        expect(await ledger.findCard("CARD-1")).toMatchObject({ state: "rejected", requestId: second.messageId });
      });

      it("knows nothing of what was never named", async () => {
        expect(await ledger.findCard("CARD-1")).toBeUndefined();
        expect(await ledger.findShipment("SHIP-1")).toBeUndefined();
      });

      it("takes ids of any text", async () => {
        const [cardId, shipmentId] = ["'; DROP TABLE cardwright_card; --", '\u{1f4b3} \\ " % _'];
        await receiveIn(ledger, requestSent({ cardId, shipmentId }));
        await stageIn(ledger, cardProduced({ cardId, shipmentId }));
        expect((await ledger.findShipment(shipmentId))?.cards).toMatchObject([{ cardId, state: "reported" }]);
      });

      it("ships more cards in one notification than one statement takes", async () => {
        const cardIds = Array.from({ length: 210 }, (_, index) => `CARD-${index}`);
        await Promise.all(cardIds.map((cardId) => receiveIn(ledger, requestSent({ cardId }))));
        await ledger.stage(draftOf(...cardIds.map((cardId) => cardProduced({ cardId }))));
        await Promise.all(cardIds.map((cardId) => receiveIn(ledger, reportOk({ cardId }))));
        expect(await stageIn(ledger, shipped({ cardIds }))).toBe("ok");
        expect(await receiveIn(ledger, shippedOk())).toBe("ok");
        const shipment = await ledger.findShipment("SHIP-1");
        expect(shipment?.cards.filter(({ state }) => state === "shipped")).toHaveLength(210);
      });

      it("closes twice", async () => {
        await ledger.close();
        await ledger.close();
      });
    });
  });
}

function throwing(): never {
  throw new Error("made wrong");
}
