import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { SqlLedger } from "../../../src/production-partner/ledger/index.ts";
import { rejectionCode } from "../../support/code-of.ts";
import { draftOf, receiveIn, stageIn } from "../../support/ledger.ts";
import {
  cardProduced,
  errorSent,
  reportOk,
  requestSent,
  shipped,
  shippedOk,
  toSend,
} from "../../support/order-messages.ts";
import type { SqlLedgerBench } from "./records-conformance.ts";

const hourMs = 60 * 60 * 1000;

/** How a durable ledger must treat personal data. */
export function describePersonalData(name: string, prepare: () => Promise<SqlLedgerBench>): void {
  describe(`${name}, personal data`, () => {
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

    const name = "Example Recipient";
    const request = () => requestSent({ expected: ["MIFARE_UID"] });
    const report = cardProduced({ reportData: { MIFARE_UID: "04A2SECRET" } });

    test("is kept with the order, and leaves the outbox when the message is sent", async () => {
      await receiveIn(ledger, request());
      await ledger.stage(draftOf(report));
      expect(await ledger.findRequest("CARD-1")).toMatchObject({ address: { recipient: name } });
      await ledger.markSent([report.messageId]);
      expect(await bench.everything()).toContain(name);
    });

    test("is that of the last request, when a card is rejected and ordered again", async () => {
      const rejected = requestSent();
      await receiveIn(ledger, rejected);
      await ledger.finish(rejected, { answer: errorSent({}, rejected.messageId) });
      expect(await receiveIn(ledger, request())).toBe("ok");
      expect(await ledger.findRequest("CARD-1")).toMatchObject({ address: { recipient: name } });
    });

    test("is left out where that is asked for", async () => {
      await ledger.close();
      ledger = await bench.open({ personalData: "leave-out" });
      await receiveIn(ledger, request());
      expect(await ledger.findRequest("CARD-1")).toBeUndefined();
      await ledger.close();
      expect(await bench.everything()).not.toContain(name);
    });

    test("is encrypted with the application's keys, which may change", async () => {
      const keys: Record<string, Uint8Array> = { k1: randomBytes(32), k2: randomBytes(32) };
      const key = (id: string) => keys[id] ?? randomBytes(0);
      await ledger.close();
      ledger = await bench.open({ personalData: { current: "k1", key } });
      await receiveIn(ledger, request());
      await ledger.stage(draftOf(report));
      expect(await ledger.takeUnsent()).toEqual([toSend(report)]);
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

    test("that cannot be read, for its key is not there, keeps no other message waiting", async () => {
      await ledger.close();
      let isLost = false;
      const key = (id: string) => {
        if (isLost && id === "old") throw new Error("lost");
        return new Uint8Array(32);
      };
      ledger = await bench.open({ personalData: { current: "old", key } });
      const [old, fresh] = [errorSent({ cardId: "A" }), errorSent({ cardId: "B" })];
      await ledger.stage(draftOf(old));
      await ledger.close();
      isLost = true;
      ledger = await bench.open({ personalData: { current: "new", key } });
      await ledger.stage(draftOf(fresh));
      expect(await ledger.takeUnsent()).toEqual([toSend(fresh)]);
      expect(await ledger.listStuck({ olderThanMs: 0 })).toContainEqual(
        expect.objectContaining({ kind: "not-sent", messageId: old.messageId, reason: "PERSONAL_DATA_KEY" }),
      );
      isLost = false;
      bench.clock.nowMs += hourMs;
      expect(await ledger.takeUnsent()).toContainEqual(toSend(old));
    });

    describe("in the quarantine", () => {
      const secret = "Example Recipient";
      const cause = { reason: "invalid", issues: [] } as const;
      const quarantined = async (messageId: string) => {
        const applicationProperties = { name: secret };
        await ledger.receiveInvalid(messageId, { raw: { subject: "T", body: secret, applicationProperties }, cause });
        return (await ledger.quarantine.list()).items.find((entry) => entry.messageId === messageId)?.id ?? "";
      };

      test("is left out where that is asked for, and a replay is refused", async () => {
        await ledger.close();
        ledger = await bench.open({ personalData: "leave-out" });
        await ledger.receiveInvalid("M", { raw: { subject: "T", contentType: "text/plain", body: secret }, cause });
        const [{ id } = { id: "" }] = (await ledger.quarantine.list()).items;
        const raw = { subject: "T", contentType: "text/plain", body: undefined };
        expect(await ledger.quarantine.show(id)).toMatchObject({ hasBody: false, raw });
        expect(await rejectionCode(ledger.quarantine.takeForReplay(id))).toBe("QUARANTINE_NO_BODY");
        expect(await rejectionCode(ledger.quarantine.requestReplay(id))).toBe("QUARANTINE_NO_BODY");
        await ledger.close();
        expect(await bench.everything()).not.toContain(secret);
      });

      test("is encrypted with the application's keys", async () => {
        const key = randomBytes(32);
        await ledger.close();
        ledger = await bench.open({ personalData: { current: "k1", key: () => key } });
        const id = await quarantined("M");
        expect((await ledger.quarantine.show(id))?.raw).toMatchObject({ body: secret });
        await ledger.close();
        expect(await bench.everything()).not.toContain(secret);
        ledger = await bench.open();
        expect(await rejectionCode(ledger.quarantine.show(id))).toBe("PERSONAL_DATA_KEY");
        expect((await ledger.quarantine.list()).items).toMatchObject([{ messageId: "M", hasBody: true }]);
      });

      test("is purged with the message that was dismissed, or with the body of one that is kept", async () => {
        const [dismissed, kept] = [await quarantined("A"), await quarantined("B")];
        await ledger.quarantine.dismiss(dismissed);
        bench.clock.nowMs += hourMs;
        const olderThan = new Date(bench.clock.nowMs);
        expect(await ledger.purge({ olderThan })).toEqual({ cards: 0, quarantined: 1 });
        expect(await ledger.quarantine.show(dismissed)).toBeUndefined();
        expect((await ledger.quarantine.show(kept))?.raw.body).toBe(secret);
        expect(await ledger.purge({ olderThan, includeOpen: true })).toEqual({ cards: 0, quarantined: 1 });
        expect(await ledger.purge({ olderThan, includeOpen: true })).toEqual({ cards: 0, quarantined: 0 });
        expect(await ledger.quarantine.show(kept)).toMatchObject({ state: "kept", hasBody: false });
        expect(await rejectionCode(ledger.quarantine.takeForReplay(kept))).toBe("QUARANTINE_NO_BODY");
      });

      test.each(["another message", "purge"])("is erased with the age of the message, by %s", async (by) => {
        await ledger.receiveInvalid("M", { raw: { body: secret }, cause });
        bench.clock.nowMs += 90 * 24 * hourMs + 1;
        if (by === "purge") await ledger.purge({ olderThan: new Date(0) });
        else await ledger.receiveInvalid("N", { raw: { body: "" }, cause });
        await ledger.close();
        expect(await bench.everything()).not.toContain(secret);
      });
    });

    test("is not taken for purged when the time makes no sense", async () => {
      for (const olderThan of [new Date("yesterday"), "2026-01-01", undefined]) {
        expect(await rejectionCode(ledger.purge({ olderThan: olderThan as Date }))).toBe("LEDGER_OPTION");
      }
    });

    test("is purged with the age of an order that has ended, and the history stays", async () => {
      for (const cardId of ["A", "B"]) await acknowledged(cardId);
      await receiveIn(ledger, requestSent({ cardId: "OPEN" }));
      const rejected = requestSent({ cardId: "REJECTED" });
      await receiveIn(ledger, rejected);
      await ledger.finish(rejected, { answer: errorSent({}, rejected.messageId) });
      await stageIn(ledger, shipped({ cardIds: ["A"] }));
      await receiveIn(ledger, shippedOk());
      bench.clock.nowMs += hourMs;
      await stageIn(ledger, shipped({ cardIds: ["B"] }));
      await receiveIn(ledger, shippedOk());
      const olderThan = new Date(bench.clock.nowMs);
      expect(await ledger.purge({ olderThan })).toMatchObject({ cards: 2 });
      expect(await ledger.purge({ olderThan })).toMatchObject({ cards: 0 });
      expect(await ledger.findRequest("A")).toBeUndefined();
      expect(await ledger.findRequest("B")).toBeDefined();
      expect(await ledger.findRequest("OPEN")).toBeDefined();
      expect(await ledger.purge({ olderThan: new Date(bench.clock.nowMs + 1), includeOpen: true })).toMatchObject({
        cards: 2,
      });
      expect((await ledger.cardHistory("A")).items).toHaveLength(5);
      // The content of the report is gone, so there is nothing to compare with.
      expect(await stageIn(ledger, cardProduced({ cardId: "A" }))).toBe("ALREADY_PRODUCED");
      await ledger.close();
      expect(await bench.everything()).not.toContain(name);
    });
  });
}
