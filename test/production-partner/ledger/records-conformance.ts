import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { LedgerOptions, Page, PageOptions, SqlLedger } from "../../../src/production-partner/ledger/index.ts";
import { rejectionCode } from "../../support/code-of.ts";
import { draftOf, receiveIn, stageIn } from "../../support/ledger.ts";
import { cardProduced, errorNotification, reportOk, requestSent, shipped, shippedOk } from "../../support/messages.ts";
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
      it("list and count cards by state, those longest in it first", async () => {
        for (const cardId of ["C", "A", "B", "E", "D"]) {
          await receiveIn(ledger, requestSent({ cardId, shipmentId: cardId < "C" ? "SHIP-1" : "SHIP-2" }));
          if (cardId !== "A") bench.clock.nowMs += 1;
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

      it("refuse a limit and a cursor that cannot be", async () => {
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

      it("tell how far each shipment is", async () => {
        await receiveIn(ledger, requestSent({ cardId: "A", accessories: [{ accessoryId: "X", quantity: 3 }] }));
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

      it("tell what waits on NGOC, and since when", async () => {
        for (const cardId of ["A", "B", "C"]) await acknowledged(cardId);
        await receiveIn(ledger, requestSent({ cardId: "D" }));
        await receiveIn(ledger, requestSent({ cardId: "E" }));
        const sent = [shipped({ cardIds: ["A"] }), cardProduced({ cardId: "D" }), shipped({ cardIds: ["B"] })];
        for (const message of sent) {
          bench.clock.nowMs += 1;
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

      it("tell the history of a card", async () => {
        const request = requestSent();
        await receiveIn(ledger, request);
        await receiveIn(ledger, requestSent());
        bench.clock.nowMs += 1_000;
        const report = cardProduced();
        await ledger.stage(draftOf(report));
        bench.clock.nowMs += 1_000;
        await ledger.markSent([report.messageId]);
        await receiveIn(ledger, errorNotification({ errorCode: "REPORT_DATA_INVALID" }, report.messageId));
        for (const limit of [1, 100]) {
          const history = await all((page) => ledger.cardHistory("CARD-1", page), limit);
          expect(history.map(({ direction, type, state, reason }) => ({ direction, type, state, reason }))).toEqual([
            { direction: "in", type: "EXTERNAL_PRODUCTION_REQUEST_SENT", state: "requested" },
            { direction: "in", type: "EXTERNAL_PRODUCTION_REQUEST_SENT", reason: "DUPLICATE_CARD" },
            { direction: "out", type: "EXTERNAL_PRODUCTION_CARD_PRODUCED", state: "reported" },
            {
              direction: "in",
              type: "EXTERNAL_PRODUCTION_ERROR",
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
      it("a report without an answer shows as stuck; told that NGOC has it, the card goes on", async () => {
        await receiveIn(ledger, requestSent());
        const report = cardProduced();
        await ledger.stage(draftOf(report));
        await ledger.markSent([report.messageId]);
        bench.clock.nowMs += hourMs - 1;
        expect(await ledger.listStuck()).toEqual([]);
        bench.clock.nowMs += 1;
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

      it("a report that NGOC never had is made again, and the old one is not sent any more", async () => {
        await receiveIn(ledger, requestSent());
        const [lost, again] = [cardProduced(), cardProduced()];
        await ledger.stage(draftOf(lost));
        expect(await stageIn(ledger, again)).toBe("repeated");
        await ledger.correct({ kind: "report-lost", cardId: "CARD-1" });
        expect(await stageIn(ledger, again)).toBe("ok");
        expect(await ledger.takeUnsent()).toEqual([again]);
        expect(await ledger.findCard("CARD-1")).toMatchObject({ state: "reported", reportId: again.messageId });
      });

      it("a shipment without an answer is told to have arrived, or made again", async () => {
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

      it("a correction of what waits for nothing is refused", async () => {
        await receiveIn(ledger, requestSent());
        expect(await rejectionCode(ledger.correct({ kind: "report-lost", cardId: "CARD-1" }))).toBe("ORDER_REFUSED");
        expect(await rejectionCode(ledger.correct({ kind: "report-acknowledged", cardId: "?" }))).toBe("ORDER_REFUSED");
        expect(await rejectionCode(ledger.correct({ kind: "shipment-lost", messageId: "?" }))).toBe("ORDER_REFUSED");
      });

      it("a refused report and a refused shipment show as stuck until they are reported again, corrected", async () => {
        await receiveIn(ledger, requestSent({ cardId: "A" }));
        await acknowledged("B");
        const [report, parcel] = [cardProduced({ cardId: "A" }), shipped({ cardIds: ["B"] })];
        await ledger.stage(draftOf(report, parcel));
        await receiveIn(ledger, errorNotification({ errorCode: "REPORT_DATA_INVALID" }, report.messageId));
        await receiveIn(ledger, errorNotification({ errorCode: "INTERNAL_ERROR" }, parcel.messageId));
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

      it("an acknowledgement of what is unknown is refused and answered, and changes nothing", async () => {
        const unknown = reportOk({ cardId: "NEVER" });
        const answer = errorNotification({ errorCode: "UNKNOWN_CARD", cardId: "NEVER" }, unknown.messageId);
        expect(await ledger.receive(unknown, () => answer)).toMatchObject({ refusal: { reason: "UNKNOWN_CARD" } });
        expect(await ledger.takeUnsent()).toEqual([answer]);
        expect((await ledger.cardHistory("NEVER")).items).toMatchObject([{ reason: "UNKNOWN_CARD" }, {}]);
      });

      it("answers that come out of order find what they answer", async () => {
        await acknowledged("A");
        await acknowledged("B");
        const [one, two] = [shipped({ cardIds: ["A"] }), shipped({ cardIds: ["B"] })];
        await ledger.stage(draftOf(one, two));
        expect(await receiveIn(ledger, shippedOk({}, two.messageId))).toBe("ok");
        expect(await receiveIn(ledger, reportOk({ cardId: "A" }))).toBe("ok");
        expect(await receiveIn(ledger, errorNotification({}, one.messageId))).toBe("ok");
        expect((await ledger.findShipment("SHIP-1"))?.cards.map(({ state }) => state)).toEqual([
          "acknowledged",
          "shipped",
        ]);
      });

      it("a message that was perhaps sent long ago shows as uncertain, and is sent again or not as told", async () => {
        const [one, two] = [errorNotification(), errorNotification()];
        await ledger.stage(draftOf(one, two));
        await ledger.takeUnsent();
        await ledger.postpone(one.messageId, { errorCode: "CONNECTION", longestMs: 1 });
        bench.clock.nowMs += 5 * 24 * hourMs;
        expect(await ledger.listStuck()).toMatchObject([
          { kind: "uncertain", messageId: one.messageId, reason: "CONNECTION" },
          { kind: "uncertain", messageId: two.messageId },
        ]);
        await ledger.resend(one.messageId);
        await ledger.markSent([two.messageId]);
        expect(await ledger.takeUnsent()).toEqual([one]);
      });
    });

    describe("personal data", () => {
      const name = "Example Recipient";
      const request = () => requestSent({ expected: ["MIFARE_UID"] });
      const report = cardProduced({ reportData: { MIFARE_UID: "04A2SECRET" } });

      it("is kept with the order, and leaves the outbox when the message is sent", async () => {
        await receiveIn(ledger, request());
        await ledger.stage(draftOf(report));
        expect(await ledger.findRequest("CARD-1")).toMatchObject({ address: { recipient: name } });
        await ledger.markSent([report.messageId]);
        expect(await bench.everything()).toContain(name);
      });

      it("is that of the last request, when a card is rejected and ordered again", async () => {
        const rejected = requestSent();
        await receiveIn(ledger, rejected);
        await ledger.finish(rejected.messageId, errorNotification({}, rejected.messageId));
        expect(await receiveIn(ledger, request())).toBe("ok");
        expect(await ledger.findRequest("CARD-1")).toMatchObject({ address: { recipient: name } });
      });

      it("is left out where that is asked for", async () => {
        await ledger.close();
        ledger = await bench.open({ personalData: "leave-out" });
        await receiveIn(ledger, request());
        expect(await ledger.findRequest("CARD-1")).toBeUndefined();
        await ledger.close();
        expect(await bench.everything()).not.toContain(name);
      });

      it("is encrypted with the application's keys, which may change", async () => {
        const keys: Record<string, Uint8Array> = { k1: randomBytes(32), k2: randomBytes(32) };
        const key = (id: string) => keys[id] ?? randomBytes(0);
        await ledger.close();
        ledger = await bench.open({ personalData: { current: "k1", key } });
        await receiveIn(ledger, request());
        await ledger.stage(draftOf(report));
        expect(await ledger.takeUnsent()).toEqual([report]);
        // What says the same is recognized by a digest that is encrypted, too.
        expect(await stageIn(ledger, { ...report, messageId: "again" })).toBe("repeated");
        await ledger.close();
        const stored = await bench.everything();
        expect(stored).not.toContain(name);
        expect(stored).not.toContain("04A2SECRET");

        ledger = await bench.open({ personalData: { current: "k2", key } });
        await receiveIn(ledger, requestSent({ cardId: "CARD-2" }));
        for (const cardId of ["CARD-1", "CARD-2"])
          expect(await ledger.findRequest(cardId)).toMatchObject({ address: { recipient: name } });
        keys["k1"] = randomBytes(32);
        expect(await rejectionCode(ledger.findRequest("CARD-1"))).toBe("PERSONAL_DATA_KEY");
        await ledger.close();
        ledger = await bench.open();
        expect(await rejectionCode(ledger.findRequest("CARD-2"))).toBe("PERSONAL_DATA_KEY");
      });

      it("that cannot be read, for its key is not there, keeps no other message waiting", async () => {
        await ledger.close();
        let isLost = false;
        const key = (id: string) => {
          if (isLost && id === "old") throw new Error("lost");
          return new Uint8Array(32);
        };
        ledger = await bench.open({ personalData: { current: "old", key } });
        const [old, fresh] = [errorNotification({ cardId: "A" }), errorNotification({ cardId: "B" })];
        await ledger.stage(draftOf(old));
        await ledger.close();
        isLost = true;
        ledger = await bench.open({ personalData: { current: "new", key } });
        await ledger.stage(draftOf(fresh));
        expect(await ledger.takeUnsent()).toEqual([fresh]);
        expect(await ledger.listStuck({ olderThanMs: 0 })).toContainEqual(
          expect.objectContaining({ kind: "not-sent", messageId: old.messageId, reason: "PERSONAL_DATA_KEY" }),
        );
        isLost = false;
        bench.clock.nowMs += hourMs;
        expect(await ledger.takeUnsent()).toContainEqual(old);
      });

      it("is not taken for purged when the time makes no sense", async () => {
        for (const olderThan of [new Date("yesterday"), "2026-01-01", undefined]) {
          expect(await rejectionCode(ledger.purge({ olderThan: olderThan as Date }))).toBe("LEDGER_OPTION");
        }
      });

      it("is purged with the age of an order that has ended, and the history stays", async () => {
        for (const cardId of ["A", "B"]) await acknowledged(cardId);
        await receiveIn(ledger, requestSent({ cardId: "OPEN" }));
        const rejected = requestSent({ cardId: "REJECTED" });
        await receiveIn(ledger, rejected);
        await ledger.finish(rejected.messageId, errorNotification({}, rejected.messageId));
        await stageIn(ledger, shipped({ cardIds: ["A"] }));
        await receiveIn(ledger, shippedOk());
        bench.clock.nowMs += hourMs;
        await stageIn(ledger, shipped({ cardIds: ["B"] }));
        await receiveIn(ledger, shippedOk());
        const olderThan = new Date(bench.clock.nowMs);
        expect(await ledger.purge({ olderThan })).toEqual({ cards: 2 });
        expect(await ledger.purge({ olderThan })).toEqual({ cards: 0 });
        expect(await ledger.findRequest("A")).toBeUndefined();
        expect(await ledger.findRequest("B")).toBeDefined();
        expect(await ledger.findRequest("OPEN")).toBeDefined();
        expect(await ledger.purge({ olderThan: new Date(bench.clock.nowMs + 1), includeOpen: true })).toEqual({
          cards: 2,
        });
        expect((await ledger.cardHistory("A")).items).toHaveLength(5);
        // Nothing of what was reported is left to compare with.
        expect(await stageIn(ledger, cardProduced({ cardId: "A" }))).toBe("ALREADY_PRODUCED");
        await ledger.close();
        expect(await bench.everything()).not.toContain(name);
      });
    });
  });
}
