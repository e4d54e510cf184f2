import { describe, expect, test } from "vitest";
import { draftOf, fromQueue, receiveIn, stageIn } from "../../support/ledger.ts";
import { cardProduced, errorSent, requestSent, toSend } from "../../support/order-messages.ts";
import type { SqlLedgerBench } from "./records-conformance.ts";

const dayMs = 24 * 60 * 60 * 1000;

/** What a durable ledger must do after a clock that was wrong was put right. */
export function describeWrongClocks(name: string, prepare: () => Promise<SqlLedgerBench>): void {
  describe(`${name}, after a clock that was a day ahead`, () => {
    test("a worker that was killed then holds no message", async () => {
      const { clock, leaseMs, open } = await prepare();
      clock.nowMs += dayMs;
      const gone = await open();
      const request = requestSent();
      await gone.receive(request, fromQueue(request));
      clock.nowMs -= dayMs;
      await using ledger = await open();
      expect(await ledger.receive(request, fromQueue(request))).toEqual({ kind: "unhandled" });

      clock.nowMs += 2 * leaseMs;
      await gone.close();
    });

    test("a worker whose clock differs by a minute keeps what it has in hand", async () => {
      const { clock, open } = await prepare();
      clock.nowMs += 60_000;
      await using one = await open();
      const request = requestSent();
      await one.receive(request, fromQueue(request));
      clock.nowMs -= 60_000;
      await using two = await open();
      expect(await two.receive(request, fromQueue(request))).toEqual({ kind: "busy" });
    });

    test("a message that was put off then is sent at once", async () => {
      const { clock, open } = await prepare();
      await using ledger = await open();
      const message = errorSent();
      clock.nowMs += dayMs;
      await ledger.stage(draftOf(message));
      await ledger.takeUnsent();
      await ledger.postpone(message.messageId, { errorCode: "CONNECTION", maxDelayMs: 30_000 });
      expect(await ledger.listUnsent([message.messageId])).toEqual([{ messageId: message.messageId, isPutOff: true }]);
      clock.nowMs -= dayMs;
      expect(await ledger.listUnsent([message.messageId])).toEqual([{ messageId: message.messageId, isPutOff: false }]);
      expect(await ledger.takeUnsent()).toEqual([toSend(message)]);
    });

    test("what is dated ahead counts as stuck, and says so", async () => {
      const { clock, open } = await prepare();
      await using ledger = await open();
      clock.nowMs += dayMs;
      const unhandled = requestSent({ cardId: "B" });
      const handled = requestSent();
      await receiveIn(ledger, handled);
      await ledger.finish(handled);
      await ledger.receive(unhandled, fromQueue(unhandled));
      const report = cardProduced();
      await stageIn(ledger, report);
      await ledger.markSent([report.messageId]);
      const since = new Date(clock.nowMs);
      clock.nowMs -= dayMs;
      expect(await ledger.listStuck()).toEqual([
        {
          kind: "not-answered",
          since,
          cardId: "CARD-1",
          shipmentId: "SHIP-1",
          messageId: report.messageId,
          isDatedAhead: true,
        },
        { kind: "not-handled", since, messageId: unhandled.messageId, isDatedAhead: true },
      ]);
    });
  });
}
