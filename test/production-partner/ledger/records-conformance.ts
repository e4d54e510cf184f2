import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { LedgerOptions, Page, PageOptions, SqlLedger } from "../../../src/production-partner/ledger/index.ts";
import { rejectionCode } from "../../support/code-of.ts";
import { draftOf, fromQueue, receiveIn, stageIn, takeIn } from "../../support/ledger.ts";
import {
  cardProduced,
  errorReceived,
  errorSent,
  reportOk,
  requestSent,
  shipped,
  shippedOk,
  toSend,
} from "../../support/order-messages.ts";
import type { LedgerBench } from "./conformance.ts";

/** A {@link LedgerBench} on a database. */
export interface SqlLedgerBench extends LedgerBench {
  readonly open: (options?: LedgerOptions) => Promise<SqlLedger>;
  /** All that the database holds, to look for what it must not. */
  readonly everything: () => Promise<string>;
}

const hourMs = 60 * 60 * 1000;

async function all<Item>(list: (options: PageOptions) => Promise<Page<Item>>, limit: number): Promise<Item[]> {
  const items: Item[] = [];
  for (let page = await list({ limit }); ; page = await list({ limit, after: page.next })) {
    expect(page.items.length).toBeLessThanOrEqual(limit);
    items.push(...page.items);
    if (page.next === undefined) return items;
  }
}

/** What the queries, corrections and the purge of a durable ledger must do. */
export function describeOrderRecords(name: string, prepare: () => Promise<SqlLedgerBench>): void {
  describe(`${name}, its records`, () => {
    let bench: SqlLedgerBench;
    let ledger: SqlLedger;
    beforeEach(async () => {
      bench = await prepare();
      ledger = await bench.open();
    });
    afterEach(() => ledger.close());

    async function acknowledged(cardId: string): Promise<void> {
      await receiveIn(ledger, requestSent({ cardId }));
      await stageIn(ledger, cardProduced({ cardId }));
      await receiveIn(ledger, reportOk({ cardId }));
    }

    describe("queries", () => {
      test("list and count cards by state, those longest in it first", async () => {
        for (const cardId of ["C", "A", "B", "E", "D"]) {
          await receiveIn(ledger, requestSent({ cardId, shipmentId: cardId < "C" ? "SHIP-1" : "SHIP-2" }));
          if (cardId !== "A") bench.clock.nowMs++;
        }
        await stageIn(ledger, cardProduced({ cardId: "B", shipmentId: "SHIP-1" }));
        const ids = async (list: Promise<readonly { cardId: string }[]>) => (await list).map(({ cardId }) => cardId);
        for (const limit of [1, 2, 3, 100]) {
          expect(await ids(all((page) => ledger.listCards({ ...page, state: "requested" }), limit))).toEqual([
            "C",
            "A",
            "E",
            "D",
          ]);
          expect(await ids(all((page) => ledger.listCards(page), limit))).toEqual(["A", "B", "C", "D", "E"]);
          expect(await ids(all((page) => ledger.listCards({ ...page, shipmentId: "SHIP-2" }), limit))).toEqual([
            "C",
            "D",
            "E",
          ]);
        }
        expect(await ledger.countCards()).toEqual({ requested: 4, reported: 1 });
        const { items } = await ledger.listCards({ state: "requested", limit: 1 });
        expect(items[0]?.stateSince).toEqual(new Date(1_000_000_000));
      });

      test("refuse a limit and a cursor that cannot be", async () => {
        expect(await rejectionCode(ledger.listCards({ limit: 0 }))).toBe("PAGE_LIMIT");
        expect(await rejectionCode(ledger.listCards({ after: "nonsense" }))).toBe("PAGE_CURSOR");
        const notANumber = Buffer.from('["soon"]').toString("base64url");
        expect(await rejectionCode(ledger.cardHistory("CARD-1", { after: notANumber }))).toBe("PAGE_CURSOR");
        const notATime = Buffer.from('["soon","CARD-1"]').toString("base64url");
        expect(await rejectionCode(ledger.listCards({ state: "shipped", after: notATime }))).toBe("PAGE_CURSOR");
        expect(await rejectionCode(ledger.listWaiting({ after: notATime }))).toBe("PAGE_CURSOR");
        // Nothing is stuck for longer than that.
        expect(await rejectionCode(ledger.listStuck({ olderThanMs: Number.NaN }))).toBe("LEDGER_OPTION");
      });

      test("list the progress of each shipment", async () => {
        await takeIn(ledger, requestSent({ cardId: "A", accessories: [{ accessoryId: "X", quantity: 3 }] }));
        await acknowledged("B");
        await stageIn(ledger, shipped({ cardIds: ["B"], accessories: [{ accessoryId: "X", quantity: 1 }] }));
        await receiveIn(ledger, requestSent({ cardId: "C", shipmentId: "SHIP-2", organisationId: "ORG-2" }));
        await stageIn(ledger, cardProduced({ cardId: "C", shipmentId: "SHIP-2" }));
        await receiveIn(ledger, reportOk({ cardId: "C", shipmentId: "SHIP-2" }));
        await stageIn(ledger, shipped({ cardIds: ["C"] }, "SHIP-2"));
        await receiveIn(ledger, shippedOk({ shipmentId: "SHIP-2" }));
        const ship1 = { organisationId: "ORG-1", cards: { requested: 1, announced: 1 }, openAccessories: 2 };
        const ship2 = { organisationId: "ORG-2", cards: { shipped: 1 }, openAccessories: 0 };
        for (const limit of [1, 10]) {
          expect(await all((page) => ledger.listShipments(page), limit)).toEqual([
            { shipmentId: "SHIP-1", ...ship1, isComplete: false },
            { shipmentId: "SHIP-2", ...ship2, isComplete: true },
          ]);
        }
      });

      test("list notifications that wait for NGOC, and since when", async () => {
        for (const cardId of ["A", "B", "C"]) await acknowledged(cardId);
        await receiveIn(ledger, requestSent({ cardId: "D" }));
        await receiveIn(ledger, requestSent({ cardId: "E" }));
        const sent = [shipped({ cardIds: ["A"] }), cardProduced({ cardId: "D" }), shipped({ cardIds: ["B"] })];
        for (const message of sent) {
          bench.clock.nowMs++;
          await ledger.stage(draftOf(message));
        }
        const last = cardProduced({ cardId: "E" });
        await ledger.stage(draftOf(last));
        for (const limit of [1, 2, 100]) {
          const waiting = await all((page) => ledger.listWaiting(page), limit);
          expect(waiting.slice(0, 2).map(({ kind, messageId }) => [kind, messageId])).toEqual([
            ["shipment", sent[0]?.messageId],
            ["report", sent[1]?.messageId],
          ]);
          expect(new Set(waiting.slice(2).map(({ messageId }) => messageId))).toEqual(
            new Set([sent[2]?.messageId, last.messageId]),
          );
          expect(waiting[1]).toMatchObject({ cardId: "D", since: new Date(1_000_000_002) });
        }
      });

      test("tell since when a card is in its state, which the end of the handler does not change", async () => {
        const request = requestSent({ accessories: [{ accessoryId: "ACC-1", quantity: 1 }] });
        await receiveIn(ledger, request);
        const requestedAt = new Date(bench.clock.nowMs);
        bench.clock.nowMs += 1_000;
        await ledger.finish(request);
        expect((await ledger.listCards()).items).toMatchObject([{ requestedAt, stateSince: requestedAt }]);
        await stageIn(ledger, cardProduced());
        const stateSince = new Date(bench.clock.nowMs);
        expect((await ledger.listCards()).items).toMatchObject([{ requestedAt, stateSince }]);
      });

      test("list the history of a card", async () => {
        const request = requestSent();
        await receiveIn(ledger, request);
        await receiveIn(ledger, requestSent());
        bench.clock.nowMs += 1_000;
        const report = cardProduced();
        await ledger.stage(draftOf(report));
        bench.clock.nowMs += 1_000;
        await ledger.markSent([report.messageId]);
        await receiveIn(ledger, errorReceived({ errorCode: "REPORT_DATA_INVALID" }, report.messageId));
        for (const limit of [1, 100]) {
          const history = await all((page) => ledger.cardHistory("CARD-1", page), limit);
          expect(history.map(({ direction, type, state, reason }) => ({ direction, type, state, reason }))).toEqual([
            { direction: "in", type: "REQUEST", state: "requested" },
            { direction: "in", type: "REQUEST", reason: "DUPLICATE_CARD" },
            { direction: "out", type: "CARD_PRODUCED", state: "reported" },
            {
              direction: "in",
              type: "ERROR",
              state: "report-refused",
              reason: "REPORT_DATA_INVALID",
            },
          ]);
          expect(history[2]).toMatchObject({ messageId: report.messageId, sentAt: new Date(1_000_002_000) });
        }
        expect(await ledger.cardHistory("never named")).toEqual({ items: [] });
      });
    });

    describe("recovery", () => {
      test("a report without an answer is stuck; corrected that NGOC has it, the card continues", async () => {
        await receiveIn(ledger, requestSent());
        const report = cardProduced();
        await ledger.stage(draftOf(report));
        await ledger.markSent([report.messageId]);
        bench.clock.nowMs += hourMs - 1;
        expect(await ledger.listStuck()).toEqual([]);
        bench.clock.nowMs++;
        expect((await ledger.listStuck()).filter(({ kind }) => kind !== "not-handled")).toEqual([
          {
            kind: "not-answered",
            since: new Date(1_000_000_000),
            cardId: "CARD-1",
            shipmentId: "SHIP-1",
            messageId: report.messageId,
          },
        ]);
        await ledger.correct({ kind: "report-acknowledged", cardId: "CARD-1" });
        expect(await stageIn(ledger, shipped({ cardIds: ["CARD-1"] }))).toBe("ok");
        expect((await ledger.cardHistory("CARD-1")).items[2]).toMatchObject({
          direction: "operator",
          type: "report-acknowledged",
          state: "acknowledged",
        });
      });

      test("a report that NGOC never had is made again, and the old one is not sent any more", async () => {
        await receiveIn(ledger, requestSent());
        const [lost, again] = [cardProduced(), cardProduced()];
        await ledger.stage(draftOf(lost));
        expect(await stageIn(ledger, again)).toBe("repeated");
        await ledger.correct({ kind: "report-lost", cardId: "CARD-1" });
        expect(await stageIn(ledger, again)).toBe("ok");
        expect(await ledger.takeUnsent()).toEqual([toSend(again)]);
        expect(await ledger.findCard("CARD-1")).toMatchObject({ state: "reported", reportId: again.messageId });
      });

      test("a shipment without an answer is corrected to have arrived, or made again", async () => {
        await acknowledged("A");
        await acknowledged("B");
        const [one, two] = [shipped({ cardIds: ["A"] }), shipped({ cardIds: ["B"] })];
        await ledger.stage(draftOf(one, two));
        await ledger.correct({ kind: "shipment-acknowledged", messageId: one.messageId });
        await ledger.correct({ kind: "shipment-lost", messageId: two.messageId });
        expect((await ledger.findShipment("SHIP-1"))?.cards.map(({ state }) => state)).toEqual([
          "shipped",
          "acknowledged",
        ]);
        expect(await ledger.listUnsent([one.messageId, two.messageId])).toEqual([]);
        expect(await stageIn(ledger, shipped({ cardIds: ["B"] }))).toBe("ok");
      });

      test("a correction of what waits for nothing is refused", async () => {
        await receiveIn(ledger, requestSent());
        expect(await rejectionCode(ledger.correct({ kind: "report-lost", cardId: "CARD-1" }))).toBe("ORDER_REFUSED");
        expect(await rejectionCode(ledger.correct({ kind: "report-acknowledged", cardId: "?" }))).toBe("ORDER_REFUSED");
        expect(await rejectionCode(ledger.correct({ kind: "shipment-lost", messageId: "?" }))).toBe("ORDER_REFUSED");
      });

      test("a refused report and a refused shipment show as stuck until they are reported again, corrected", async () => {
        await receiveIn(ledger, requestSent({ cardId: "A" }));
        await acknowledged("B");
        const [report, parcel] = [cardProduced({ cardId: "A" }), shipped({ cardIds: ["B"] })];
        await ledger.stage(draftOf(report, parcel));
        await receiveIn(ledger, errorReceived({ errorCode: "REPORT_DATA_INVALID" }, report.messageId));
        await receiveIn(ledger, errorReceived({ errorCode: "INTERNAL_ERROR" }, parcel.messageId));
        bench.clock.nowMs += hourMs;
        const stuck = (await ledger.listStuck()).filter(({ kind }) => kind !== "not-handled");
        expect(stuck).toMatchObject([
          { kind: "report-refused", cardId: "A", reason: "REPORT_DATA_INVALID" },
          { kind: "shipment-refused", cardId: "B", reason: "INTERNAL_ERROR", messageId: parcel.messageId },
        ]);
        await stageIn(ledger, cardProduced({ cardId: "A" }), shipped({ cardIds: ["B"] }));
        expect((await ledger.listStuck()).filter(({ kind }) => kind !== "not-handled" && kind !== "not-sent")).toEqual(
          [],
        );
      });

      test("an acknowledgement of an unknown card or shipment is refused and answered, and changes nothing", async () => {
        const unknown = reportOk({ cardId: "NEVER" });
        const answer = errorSent({ errorCode: "UNKNOWN_CARD", cardId: "NEVER" }, unknown.messageId);
        expect(await ledger.receive(unknown, fromQueue(unknown, answer))).toMatchObject({
          refusal: { reason: "UNKNOWN_CARD" },
        });
        expect(await ledger.takeUnsent()).toEqual([toSend(answer)]);
        expect((await ledger.cardHistory("NEVER")).items).toMatchObject([{ reason: "UNKNOWN_CARD" }, {}]);
      });

      test("answers that come out of order find what they answer", async () => {
        await acknowledged("A");
        await acknowledged("B");
        const [one, two] = [shipped({ cardIds: ["A"] }), shipped({ cardIds: ["B"] })];
        await ledger.stage(draftOf(one, two));
        expect(await receiveIn(ledger, shippedOk({}, two.messageId))).toBe("ok");
        expect(await receiveIn(ledger, reportOk({ cardId: "A" }))).toBe("ok");
        expect(await receiveIn(ledger, errorReceived({}, one.messageId))).toBe("ok");
        expect((await ledger.findShipment("SHIP-1"))?.cards.map(({ state }) => state)).toEqual([
          "acknowledged",
          "shipped",
        ]);
      });

      test("a message that may have been sent long ago is uncertain, and is sent again or marked as sent", async () => {
        const [one, two] = [errorSent(), errorSent()];
        await ledger.stage(draftOf(one, two));
        await ledger.takeUnsent();
        await ledger.postpone(one.messageId, { errorCode: "CONNECTION", maxDelayMs: 1 });
        bench.clock.nowMs += 5 * 24 * hourMs;
        expect(await ledger.listStuck()).toMatchObject([
          { kind: "uncertain", messageId: one.messageId, reason: "CONNECTION" },
          { kind: "uncertain", messageId: two.messageId },
        ]);
        await ledger.resend(one.messageId);
        await ledger.markSent([two.messageId]);
        expect(await ledger.takeUnsent()).toEqual([toSend(one)]);
      });
    });
  });
}
