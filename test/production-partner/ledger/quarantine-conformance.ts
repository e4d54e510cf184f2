import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  type OrderLedger,
  type QuarantineCause,
  type QuarantineLimits,
  quarantineLines,
  type RawMessage,
  type ReceivedOrderMessage,
} from "../../../src/production-partner/ledger/index.ts";
import { rejectionCode } from "../../support/code-of.ts";
import { fromQueue, receiveIn } from "../../support/ledger.ts";
import { errorSent, rawOf, requestSent, toSend } from "../../support/order-messages.ts";
import type { LedgerBench } from "./conformance.ts";

/** A {@link LedgerBench} whose quarantine is limited as the test needs it. */
export interface QuarantineBench extends LedgerBench {
  readonly open: (options?: { readonly quarantine?: Partial<QuarantineLimits> }) => Promise<OrderLedger>;
}

const dayMs = 24 * 60 * 60 * 1000;
/** A cause of a message in these tests. */
export const invalid: QuarantineCause = {
  reason: "invalid",
  issues: [{ path: "/cardId", keyword: "required", expected: "a value", message: "/cardId must have a value" }],
};
/** The refusal of a second request for a card. */
export const duplicate = { reason: "DUPLICATE_CARD", cardId: "CARD-1", shipmentId: "SHIP-1" } as const;

/** What the quarantine of every ledger must do. */
export function describeQuarantine(name: string, prepare: () => Promise<QuarantineBench>): void {
  describe(`${name}, its quarantine`, () => {
    let bench: QuarantineBench;
    let ledger: OrderLedger;
    beforeEach(async () => {
      bench = await prepare();
      ledger = await bench.open();
    });
    afterEach(() => ledger.close());

    const entries = async () => (await ledger.quarantine.list()).items;
    const onlyId = async () => {
      const [entry, ...others] = await entries();
      expect(others).toEqual([]);
      return entry?.id ?? "";
    };
    /** A request that could not be read when it arrived. */
    const unreadable = async (request: ReceivedOrderMessage, answer = errorSent({}, request.messageId)) => {
      await ledger.receiveInvalid(request.messageId, { raw: rawOf(request), cause: invalid, answer });
      return onlyId();
    };
    const fill = async (count: number) => {
      for (let index = 0; index < count; index++) {
        await ledger.receiveInvalid(`M${index}`, { raw: { body: "{" }, cause: invalid });
      }
    };

    describe("keeps", () => {
      test("a message that cannot be read, with the answer to it", async () => {
        const request = requestSent();
        const answer = errorSent({ errorCode: "INVALID_MESSAGE" }, request.messageId);
        const id = await unreadable(request, answer);
        expect(await entries()).toEqual([
          {
            id,
            state: "kept",
            stateSince: new Date(bench.clock.nowMs),
            receivedAt: new Date(bench.clock.nowMs),
            type: "REQUEST",
            messageId: request.messageId,
            cause: invalid,
            answer: { messageId: answer.messageId, errorCode: "INVALID_MESSAGE" },
            isReplayRequested: false,
            isReplaying: false,
            hasBody: true,
          },
        ]);
        const { raw } = (await ledger.quarantine.show(id)) ?? {};
        expect(raw).toEqual({ ...rawOf(request), body: JSON.stringify(request.fact) });
      });

      test("a message that a rule refuses", async () => {
        await receiveIn(ledger, requestSent());
        const again = requestSent();
        const answer = errorSent({ errorCode: "DUPLICATE_CARD" }, again.messageId);
        await ledger.receive(again, fromQueue(again, answer));
        expect(await entries()).toMatchObject([
          {
            messageId: again.messageId,
            cause: { reason: "refused", refusal: duplicate },
            answer: { messageId: answer.messageId },
          },
        ]);
      });

      test("a message that its handler rejects, and none that it handles", async () => {
        const [rejected, handled] = [requestSent(), requestSent({ cardId: "CARD-2" })];
        for (const request of [rejected, handled]) await receiveIn(ledger, request);
        expect(await ledger.finish(handled)).toEqual({});
        const cause = { reason: "rejected", errorCode: "ARTICLE_NOT_AVAILABLE" } as const;
        const answer = errorSent({ errorCode: cause.errorCode }, rejected.messageId);
        const unhandled = { raw: rawOf(rejected), cause };
        expect(await ledger.finish(rejected, { answer, unhandled })).toEqual({ quarantine: "kept" });
        expect(await entries()).toMatchObject([
          { messageId: rejected.messageId, cause, answer: { errorCode: cause.errorCode } },
        ]);
      });

      test("each message once, and what is undone not at all", async () => {
        const request = requestSent();
        await unreadable(request);
        await ledger.receiveInvalid(request.messageId, { raw: rawOf(request), cause: invalid });
        expect(await entries()).toHaveLength(1);
        const answer = errorSent({}, "other");
        const broken = { ...answer, fact: { kind: "card-produced", cardId: "?" } } as unknown as typeof answer;
        await expect(
          ledger.receiveInvalid("other", { raw: { body: "" }, cause: invalid, answer: broken }),
        ).rejects.toThrow();
        expect(await entries()).toHaveLength(1);
      });

      test.each<[string, RawMessage]>([
        ["text", { body: '{"a":1}' }],
        ["bytes that are no text", { body: Buffer.from([0xff, 0xfe, 0x00]) }],
        ["a text with U+0000, a lone surrogate and a mark of byte order", { body: "\u{feff}\0\ud800" }],
        ["a value", { body: { a: [1, null] } }],
        ["nothing", { body: undefined }],
        [
          "all of an envelope",
          { ...rawOf(requestSent()), body: "x", applicationProperties: { a: 1, b: true, c: null } },
        ],
      ])("a body that is %s, without loss", async (_, raw) => {
        await ledger.receiveInvalid("M", { raw, cause: invalid });
        const shown = (await ledger.quarantine.show(await onlyId()))?.raw;
        expect(shown).toEqual(raw);
      });

      test("bytes that are text as text, and ids of any form as text", async () => {
        const raw = { body: Buffer.from("\u{feff}ä"), messageId: Buffer.from([1, 171]), correlationId: 7 };
        await ledger.receiveInvalid("M", { raw, cause: invalid });
        expect((await ledger.quarantine.show(await onlyId()))?.raw).toEqual({
          body: "\u{feff}ä",
          messageId: "01ab",
          correlationId: "7",
        });
      });

      test("an envelope that no database could store as it is", async () => {
        const bad = `\0\ud800${"x".repeat(4_000)}`;
        const raw = {
          subject: bad,
          messageId: bad,
          correlationId: bad,
          body: bad,
          applicationProperties: { [bad]: bad },
        };
        const answer = { ...errorSent({ cardId: bad, shipmentId: bad }, bad), correlationId: bad };
        const issue = { path: bad, keyword: "pattern", expected: bad, message: bad };
        const cause = { reason: "invalid", issues: Array.from({ length: 200 }, () => issue) } as const;
        expect(await ledger.receiveInvalid(bad, { raw, cause, answer })).toEqual({ kind: "new", quarantine: "kept" });
        expect(await ledger.receiveInvalid(bad, { raw, cause })).toEqual({ kind: "handled" });
        expect(await ledger.receiveInvalid(`${bad}y`, { raw, cause })).toMatchObject({ kind: "new" });
        const [entry] = await entries();
        expect(JSON.stringify(entry).length).toBeLessThan(40_000);
        expect((await ledger.quarantine.show(entry?.id ?? ""))?.raw).toEqual(raw);
        expect(await ledger.takeUnsent()).toEqual([toSend(answer)]);
      });

      test("the envelope of a value that JSON cannot write", async () => {
        let body: object = {};
        for (let level = 0; level < 100_000; level++) body = { body };
        const itself: Record<string, unknown> = {};
        itself["itself"] = itself;
        await ledger.receiveInvalid("M", {
          raw: { subject: "T", body, applicationProperties: itself },
          cause: invalid,
        });
        const id = await onlyId();
        expect(await ledger.quarantine.show(id)).toMatchObject({ hasBody: false, raw: { subject: "T" } });
        expect(await rejectionCode(ledger.quarantine.takeForReplay(id))).toBe("QUARANTINE_NO_BODY");
      });
    });

    describe("lists", () => {
      test("entries by page, state, reason and type, the oldest first", async () => {
        for (let index = 0; index < 5; index++) {
          const reason = index % 2 === 0 ? ("invalid" as const) : ("unknown-type" as const);
          const raw = { subject: `T${index % 2}`, body: "" };
          await ledger.receiveInvalid(`M${index}`, { raw, cause: { reason, issues: [] } });
        }
        const ids = (items: readonly { readonly messageId: string }[]) => items.map(({ messageId }) => messageId);
        const seen: string[] = [];
        for (let after: string | undefined; ; ) {
          const page = await ledger.quarantine.list({ limit: 2, ...(after !== undefined && { after }) });
          seen.push(...ids(page.items));
          if (page.next === undefined) break;
          after = page.next;
        }
        expect(seen).toEqual(["M0", "M1", "M2", "M3", "M4"]);
        expect(ids((await ledger.quarantine.list({ reason: "unknown-type" })).items)).toEqual(["M1", "M3"]);
        expect(ids((await ledger.quarantine.list({ type: "T0" })).items)).toEqual(["M0", "M2", "M4"]);
        await ledger.quarantine.dismiss((await entries())[2]?.id ?? "");
        expect(ids((await ledger.quarantine.list({ state: "dismissed" })).items)).toEqual(["M2"]);
        expect(ids((await ledger.quarantine.list({ state: "kept", type: "T0" })).items)).toEqual(["M0", "M4"]);
        expect(await rejectionCode(ledger.quarantine.list({ limit: 0 }))).toBe("PAGE_LIMIT");
        expect(await rejectionCode(ledger.quarantine.list({ after: "nonsense" }))).toBe("PAGE_CURSOR");
      });

      test("nothing for an id that is not there", async () => {
        const { quarantine } = ledger;
        for (const id of ["unknown", "\0", "'; DROP TABLE cardwright_quarantine; --"]) {
          expect(await quarantine.show(id)).toBeUndefined();
          for (const call of [
            () => quarantine.takeForReplay(id),
            () => quarantine.dismiss(id),
            () => quarantine.requestReplay(id),
          ]) {
            expect(await rejectionCode(call())).toBe("QUARANTINE_UNKNOWN");
          }
        }
      });

      test("all entries as JSON lines", async () => {
        for (const body of ["{", Buffer.from([0xff])]) {
          await ledger.receiveInvalid(`M${body.length}${typeof body}`, { raw: { subject: "T", body }, cause: invalid });
        }
        const lines: unknown[] = [];
        for await (const line of quarantineLines(ledger.quarantine)) lines.push(JSON.parse(line));
        expect(lines).toMatchObject([
          { state: "kept", cause: invalid, raw: { subject: "T", body: { text: "{" } } },
          { raw: { subject: "T", body: { base64: "/w==" } } },
        ]);
      });
    });

    describe("is limited", () => {
      beforeEach(async () => {
        await ledger.close();
        ledger = await bench.open({ quarantine: { maxEntries: 3, maxAgeMs: 10 * dayMs } });
      });

      test("in number: it drops what was decided, then takes no more, and says so each time", async () => {
        await fill(3);
        const [first, second] = await entries();
        const more = (messageId: string) =>
          ledger.receiveInvalid(messageId, { raw: { body: "" }, cause: invalid, answer: errorSent({}, messageId) });
        expect(await more("FULL")).toEqual({ kind: "new", quarantine: "full" });
        expect(await more("FULL")).toEqual({ kind: "handled" });
        await ledger.quarantine.dismiss(second?.id ?? "");
        expect(await more("ROOM")).toEqual({ kind: "new", quarantine: "kept" });
        expect((await entries()).map(({ messageId }) => messageId)).toEqual(["M0", "M2", "ROOM"]);
        const request = requestSent();
        await receiveIn(ledger, request);
        const cause = { reason: "rejected", errorCode: "INTERNAL_ERROR" } as const;
        expect(await ledger.finish(request, { unhandled: { raw: rawOf(request), cause } })).toEqual({
          quarantine: "full",
        });
        const again = requestSent();
        expect(await ledger.receive(again, fromQueue(again))).toMatchObject({ kind: "refused", quarantine: "full" });
        // Each was answered all the same.
        expect(await ledger.takeUnsent()).toHaveLength(2);
        expect(await ledger.quarantine.show(first?.id ?? "")).toBeDefined();
      });

      test("in age", async () => {
        await fill(1);
        bench.clock.nowMs += 10 * dayMs;
        const [entry] = await entries();
        expect(entry).toMatchObject({ messageId: "M0" });
        bench.clock.nowMs++;
        expect(await entries()).toEqual([]);
        expect(await ledger.quarantine.show(entry?.id ?? "")).toBeUndefined();
        expect(await rejectionCode(ledger.quarantine.takeForReplay(entry?.id ?? ""))).toBe("QUARANTINE_UNKNOWN");
      });

      test("and tells how full it is, by number and by age", async () => {
        expect(await ledger.quarantine.fill()).toEqual({ kept: 0, maxEntries: 3, maxAgeMs: 10 * dayMs, ratio: 0 });
        const oldestAt = new Date(bench.clock.nowMs);
        await fill(2);
        expect(await ledger.quarantine.fill()).toMatchObject({ kept: 2, oldestAt, ratio: 2 / 3 });
        bench.clock.nowMs += 8 * dayMs;
        expect(await ledger.quarantine.fill()).toMatchObject({ kept: 2, oldestAt, ratio: 0.8 });
        for (const { id } of await entries()) await ledger.quarantine.dismiss(id);
        expect(await ledger.quarantine.fill()).toMatchObject({ kept: 0, ratio: 0 });
      });

      test("and refuses limits that cannot be", async () => {
        for (const quarantine of [{ maxEntries: 0 }, { maxEntries: 1.5 }, { maxAgeMs: 0 }, { maxAgeMs: Number.NaN }]) {
          expect(await rejectionCode((async () => bench.open({ quarantine }))())).toBe("LEDGER_OPTION");
        }
      });
    });
  });
}
