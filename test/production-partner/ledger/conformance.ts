import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { OrderLedger, Unhandled } from "../../../src/production-partner/ledger/index.ts";
import { OrderRefusedError } from "../../../src/production-partner/orders/index.ts";
import type { HandClock } from "../../support/hand-clock.ts";
import { draftOf, fromQueue, receiveIn, stageIn, takeIn } from "../../support/ledger.ts";
import {
  cardProduced,
  cardWithdrawn,
  errorReceived,
  errorSent,
  otherMessage,
  reportOk,
  requestSent,
  shipped,
  shippedOk,
  toSend,
} from "../../support/order-messages.ts";

/** A database, or something in place of one, that ledgers are opened on, with a clock that only moves by hand. */
export interface LedgerBench {
  /** Opens another ledger on the same orders, as another worker does. */
  readonly open: () => Promise<OrderLedger>;
  readonly clock: HandClock;
  readonly leaseMs: number;
}

const unreadable: Unhandled = { raw: { body: "{" }, cause: { reason: "invalid", issues: [] } };
const kept = { kind: "new", quarantine: "kept" };
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
      test("records a message and its effect once", async () => {
        const request = requestSent();
        expect(await ledger.receive(request, fromQueue(request))).toEqual({ kind: "new" });
        expect(await ledger.receive(request, fromQueue(request))).toEqual({ kind: "unhandled" });
        await ledger.finish(request);
        expect(await ledger.receive(request, fromQueue(request))).toEqual({ kind: "handled" });
        expect((await ledger.findShipment("SHIP-1"))?.cards).toHaveLength(1);
      });

      test("keeps a refusal and stages the answer to it, once", async () => {
        await receiveIn(ledger, requestSent());
        const again = requestSent();
        const answer = errorSent({ cardId: "CARD-1" }, again.messageId);
        expect(await ledger.receive(again, fromQueue(again, answer))).toEqual({
          kind: "refused",
          refusal: { reason: "DUPLICATE_CARD", cardId: "CARD-1", shipmentId: "SHIP-1" },
          quarantine: "kept",
        });
        expect(await ledger.receive(again, fromQueue(again, answer))).toEqual({ kind: "handled" });
        expect(await ledger.takeUnsent()).toEqual([toSend(answer)]);
        expect((await ledger.findCard("CARD-1"))?.state).toBe("requested");
      });

      test("stages the answer to a message that cannot be read, once", async () => {
        const answer = errorSent({}, "no message");
        expect(await ledger.receiveInvalid("no message", { ...unreadable, answer })).toEqual(kept);
        expect(await ledger.receiveInvalid("no message", { ...unreadable, answer })).toEqual({ kind: "handled" });
        expect(await ledger.receiveInvalid("no answer", unreadable)).toEqual(kept);
        expect(await ledger.takeUnsent()).toEqual([toSend(answer)]);
      });

      test("records an application's rejection and the end of the order together", async () => {
        const request = requestSent({ accessories: [{ accessoryId: "ACC-1", quantity: 2 }] });
        await ledger.receive(request, fromQueue(request));
        const answer = errorSent({ errorCode: "ARTICLE_NOT_AVAILABLE" }, request.messageId);
        await ledger.finish(request, { answer: answer });
        expect(await ledger.findCard("CARD-1")).toMatchObject({
          state: "rejected",
          errorCode: "ARTICLE_NOT_AVAILABLE",
        });
        expect((await ledger.findShipment("SHIP-1"))?.accessories).toMatchObject([{ ordered: 0 }]);
        expect(await ledger.takeUnsent()).toEqual([toSend(answer)]);
      });

      test("records a withdrawal", async () => {
        await receiveIn(ledger, requestSent());
        expect(await receiveIn(ledger, cardWithdrawn())).toBe("ok");
        expect(await ledger.findCard("CARD-1")).toMatchObject({ state: "rejected", errorCode: "WITHDRAWN" });
        expect(await receiveIn(ledger, cardWithdrawn("CARD-2"))).toBe("UNKNOWN_CARD");
      });

      test("takes a message that is about no order", async () => {
        const news = otherMessage();
        expect(await ledger.receive(news, fromQueue(news))).toEqual({ kind: "new" });
        await ledger.finish(news);
        expect(await ledger.receive(news, fromQueue(news))).toEqual({ kind: "handled" });
      });

      test("hands over again a message that was released", async () => {
        const request = requestSent();
        await ledger.receive(request, fromQueue(request));
        await ledger.release(request.messageId);
        expect(await ledger.receive(request, fromQueue(request))).toEqual({ kind: "unhandled" });
      });
    });

    describe("outbox", () => {
      test("makes messages from known orders, and leaves out unknown ones", async () => {
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

      test("stages all messages or none, each checked against the ones before it", async () => {
        await receiveIn(ledger, requestSent());
        const [one, two] = [cardProduced(), cardProduced({ reportData: { MIFARE_UID: "04A2" } })];
        await expect(ledger.stage(draftOf(one, two))).rejects.toThrow(OrderRefusedError);
        expect(await ledger.takeUnsent()).toEqual([]);
        expect((await ledger.findCard("CARD-1"))?.state).toBe("requested");
        expect(await ledger.stage(draftOf(one))).toEqual([one]);
      });

      test("lets its caller send at once what waits for no other", async () => {
        const [first, second, other] = [
          errorSent({ cardId: "A" }),
          errorSent({ cardId: "A" }),
          errorSent({ cardId: "B" }),
        ];
        const staged = await ledger.stage(draftOf(first, second, other), { take: true });
        expect(staged.map(({ isTaken }) => isTaken)).toEqual([true, undefined, true]);
        // What its caller sends is in hand, and goes first; nobody else needs to look for it.
        const inHand = new Set([first.messageId, other.messageId]);
        expect(await ledger.takeUnsent({ inHand })).toEqual([]);
        await ledger.markSent([first.messageId]);
        expect(await ledger.takeUnsent({ inHand })).toEqual([toSend(second)]);
        // It could not be sent: it is tried again like any other.
        await ledger.postpone(other.messageId, { errorCode: "X", maxDelayMs: 1 });
        bench.clock.nowMs += 10;
        expect(idsOf(await ledger.takeUnsent())).toContain(other.messageId);
        expect((await ledger.stage(draftOf(first), { take: true })).map(({ isTaken }) => isTaken)).toEqual([undefined]);
      });

      test("undoes everything when making the messages throws", async () => {
        const draft = { ...draftOf(), compose: throwing };
        await expect(ledger.stage(draft)).rejects.toThrow("made wrong");
        expect(await ledger.takeUnsent()).toEqual([]);
      });

      test("stages a message once, also after it was sent", async () => {
        await receiveIn(ledger, requestSent());
        const report = cardProduced();
        await ledger.stage(draftOf(report));
        await ledger.stage(draftOf(report));
        expect(await ledger.takeUnsent()).toEqual([toSend(report)]);
        await ledger.markSent([report.messageId]);
        await ledger.stage(draftOf(report));
        expect(await ledger.takeUnsent()).toEqual([]);
        expect(await ledger.listUnsent([report.messageId])).toEqual([]);
      });

      test("returns the existing report in place of one with the same content, sent or not", async () => {
        await receiveIn(ledger, requestSent());
        const report = cardProduced({ reportData: { MIFARE_UID: "04A2" } });
        const again = () => cardProduced({ reportData: { MIFARE_UID: "04A2" }, produced: "2026-01-15T09:30:00Z" });
        await ledger.stage(draftOf(report));
        expect(idsOf(await ledger.stage(draftOf(again())))).toEqual([report.messageId]);
        expect(await ledger.takeUnsent()).toEqual([toSend(report)]);
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

      test("takes the oldest first, up to a limit, and of each card and each shipment only one", async () => {
        for (const cardId of ["A", "B"]) {
          await receiveIn(ledger, requestSent({ cardId }));
          await stageIn(ledger, cardProduced({ cardId }));
          await receiveIn(ledger, reportOk({ cardId }));
        }
        const parts = [shipped({ cardIds: ["A"] }), shipped({ cardIds: ["B"] })];
        const about = errorSent({ cardId: "A" });
        for (const message of [...parts, about]) await ledger.stage(draftOf(message));
        expect(idsOf(await ledger.takeUnsent({ limit: 1 }))).toEqual(idsOf(parts.slice(0, 1)));
        await ledger.markSent(idsOf(parts.slice(0, 1)));
        expect(idsOf(await ledger.takeUnsent())).toEqual([parts[1]?.messageId, about.messageId]);
        expect(new Set(idsOf(await ledger.listUnsent(idsOf([...parts, about]))))).toEqual(
          new Set(idsOf([...parts.slice(1), about])),
        );
      });

      test("puts off a message that could not be sent, longer each time, and later ones about the same card", async () => {
        const [first, second] = [errorSent({ cardId: "A" }), errorSent({ cardId: "A" })];
        await ledger.stage(draftOf(first, second));
        const waits: number[] = [];
        for (let tries = 0; tries < 6; tries++) {
          expect(idsOf(await ledger.takeUnsent())).toEqual([first.messageId]);
          await ledger.postpone(first.messageId, { errorCode: "CONNECTION", maxDelayMs: 5_000 });
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
          await ledger.postpone(first.messageId, { errorCode: "CONNECTION", maxDelayMs: 0 });
        }
        expect(waits.every((wait, index) => index === 0 || wait >= (waits[index - 1] ?? 0))).toBe(true);
        expect(waits.at(-1)).toBe(5_000);
      });

      test("knows from the answer that a message was sent", async () => {
        await receiveIn(ledger, requestSent());
        await receiveIn(ledger, requestSent({ cardId: "CARD-2" }));
        const reports = [cardProduced(), cardProduced({ cardId: "CARD-2" })];
        await ledger.stage(draftOf(...reports));
        await receiveIn(ledger, reportOk());
        await receiveIn(ledger, errorReceived({ cardId: "CARD-2" }, reports[1]?.messageId));
        expect(await ledger.listUnsent(idsOf(reports))).toEqual([]);
        const notice = shipped({ cardIds: ["CARD-1"] });
        await ledger.stage(draftOf(notice));
        await receiveIn(ledger, shippedOk());
        expect(await ledger.listUnsent([notice.messageId])).toEqual([]);
      });
    });

    describe("orders", () => {
      test("does not know ids that no database can store, and goes on", async () => {
        for (const id of ["\0", "C\ud800"]) {
          expect(await ledger.findCard(id)).toBeUndefined();
          expect(await ledger.findShipment(id)).toBeUndefined();
          const draft = { cardIds: [id], shipmentIds: [id], compose: () => [] };
          expect(await ledger.stage(draft)).toEqual([]);
          expect(await stageIn(ledger, { ...errorSent({ cardId: id, shipmentId: id }, id), correlationId: id })).toBe(
            "ok",
          );
        }
        expect((await ledger.takeUnsent()).map(({ correlationId }) => correlationId)).toEqual(["\0", "C\ud800"]);
      });

      test("follows cards, accessories and notices from the request to the shipment", async () => {
        const accessories = [{ accessoryId: "ACC-1", articleId: "LANYARD", quantity: 2 }];
        const request = requestSent({ expected: ["MIFARE_UID"], accessories });
        await takeIn(ledger, request);
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

      test("takes a card again that was rejected, as the new request orders it", async () => {
        const first = requestSent({ accessories: [{ accessoryId: "ACC-1", quantity: 1 }] });
        await receiveIn(ledger, first);
        await ledger.finish(first, { answer: errorSent({}, first.messageId) });
        const about = { shipmentId: "SHIP-2", organisationId: "ORG-2" };
        const second = requestSent({ ...about, expected: ["MIFARE_UID"] });
        expect(await receiveIn(ledger, second)).toBe("ok");
        const card = { ...about, cardId: "CARD-1", expectedReportDataFields: ["MIFARE_UID"], accessories: [] };
        expect(await ledger.findCard("CARD-1")).toEqual({ ...card, state: "requested", requestId: second.messageId });
        expect((await ledger.findShipment("SHIP-2"))?.cards).toHaveLength(1);
        expect((await ledger.findShipment("SHIP-1"))?.cards ?? []).toEqual([]);
        // The answer to the first request is late; that to the second counts.
        await ledger.stage(draftOf(errorSent({}, first.messageId)));
        expect(await ledger.findCard("CARD-1")).toMatchObject({ state: "requested" });
        await ledger.finish(second, { answer: errorSent({}, second.messageId) });
        expect(await ledger.findCard("CARD-1")).toMatchObject({ state: "rejected", requestId: second.messageId });
      });

      test("does not know cards and shipments that were never named", async () => {
        expect(await ledger.findCard("CARD-1")).toBeUndefined();
        expect(await ledger.findShipment("SHIP-1")).toBeUndefined();
      });

      test("takes ids of any text", async () => {
        const [cardId, shipmentId] = ["'; DROP TABLE cardwright_card; --", '\u{1f4b3} \\ " % _'];
        await receiveIn(ledger, requestSent({ cardId, shipmentId }));
        await stageIn(ledger, cardProduced({ cardId, shipmentId }));
        expect((await ledger.findShipment(shipmentId))?.cards).toMatchObject([{ cardId, state: "reported" }]);
      });

      test("ships more cards in one notification than one statement takes", async () => {
        const cardIds = Array.from({ length: 210 }, (_, index) => `CARD-${index}`);
        await Promise.all(cardIds.map((cardId) => receiveIn(ledger, requestSent({ cardId }))));
        await ledger.stage(draftOf(...cardIds.map((cardId) => cardProduced({ cardId }))));
        await Promise.all(cardIds.map((cardId) => receiveIn(ledger, reportOk({ cardId }))));
        expect(await stageIn(ledger, shipped({ cardIds }))).toBe("ok");
        expect(await receiveIn(ledger, shippedOk())).toBe("ok");
        const shipment = await ledger.findShipment("SHIP-1");
        expect(shipment?.cards.filter(({ state }) => state === "shipped")).toHaveLength(210);
      });

      test("closes twice", async () => {
        await ledger.close();
        await ledger.close();
      });
    });
  });
}

function throwing(): never {
  throw new Error("made wrong");
}
