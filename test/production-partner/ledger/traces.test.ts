import { describe, expect, test } from "vitest";
import { MemoryLedger, type OrderLedger, openSqliteLedger } from "../../../src/production-partner/ledger/index.ts";
import { draftOf, fromQueue, takeIn } from "../../support/ledger.ts";
import { cardProduced, rawOf, requestSent } from "../../support/order-messages.ts";

const trace = {
  traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
  tracestate: "vendor=abc",
};
const later = { traceparent: "00-4bf92f3577b34da6a3ce929d0e0e4736-1111111111111111-01" };

const ledgers: readonly (readonly [string, () => Promise<OrderLedger>])[] = [
  ["memory", async () => new MemoryLedger()],
  ["SQLite", () => openSqliteLedger({ path: ":memory:" })],
];

describe.each(ledgers)("trace contexts in the %s ledger", (_, open) => {
  test("are kept with a staged message and returned when it is sent, and found afterwards", async () => {
    const ledger = await open();
    await takeIn(ledger, requestSent());
    const report = { ...cardProduced(), trace };
    await ledger.stage(draftOf(report));
    expect(await ledger.takeUnsent()).toMatchObject([{ messageId: report.messageId, trace }]);
    await ledger.markSent([report.messageId]);
    expect(await ledger.traces?.find({ messageIds: [report.messageId, "unknown", "a\0b"] })).toEqual(
      new Map([[report.messageId, trace]]),
    );
    await ledger.close();
  });

  test("are kept with a request, the first stands, and found by its card", async () => {
    const ledger = await open();
    const request = requestSent();
    const receive = (context: typeof trace | typeof later) =>
      ledger.receive(request, { raw: { body: {} }, answerRefusal: () => undefined, trace: context });
    expect(await ledger.traces?.find({ cardIds: ["CARD-1"] })).toEqual(new Map());
    await receive(trace);
    await receive(later);
    expect(await ledger.traces?.find({ cardIds: ["CARD-1", "CARD-2"], messageIds: [request.messageId] })).toEqual(
      new Map([
        [request.messageId, trace],
        ["CARD-1", trace],
      ]),
    );
    await ledger.close();
  });

  test("are kept with a request that is replayed from the quarantine", async () => {
    const ledger = await open();
    const request = requestSent();
    const cause = { reason: "invalid", issues: [] } as const;
    await ledger.receiveInvalid(request.messageId, { raw: rawOf(request), cause });
    const replayOf = (await ledger.quarantine.list()).items[0]?.id ?? "";
    expect(await ledger.receive(request, { ...fromQueue(request), replayOf, trace })).toEqual({ kind: "new" });
    expect(await ledger.traces?.find({ cardIds: ["CARD-1"] })).toEqual(new Map([["CARD-1", trace]]));
    await ledger.close();
  });

  test("are left out of messages without one", async () => {
    const ledger = await open();
    await takeIn(ledger, requestSent());
    await ledger.stage(draftOf(cardProduced()));
    expect((await ledger.takeUnsent())[0]).not.toHaveProperty("trace");
    await ledger.close();
  });
});
