import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { OrderLedger, ReceivedOrderMessage } from "../../../src/production-partner/ledger/index.ts";
import { rejectionCode } from "../../support/code-of.ts";
import { fromQueue, receiveIn, stageIn } from "../../support/ledger.ts";
import { cardProduced, errorSent, rawOf, requestSent, toSend } from "../../support/order-messages.ts";
import { duplicate, invalid, type QuarantineBench } from "./quarantine-conformance.ts";

/** How every ledger must replay what its quarantine keeps. */
export function describeReplay(name: string, prepare: () => Promise<QuarantineBench>): void {
  describe(`${name}, replays from its quarantine`, () => {
    let bench: QuarantineBench;
    let ledger: OrderLedger;
    beforeEach(async () => {
      bench = await prepare();
      ledger = await bench.open();
    });
    afterEach(() => ledger.close());

    const entries = async () => (await ledger.quarantine.list()).items;
    const onlyId = async () => (await entries())[0]?.id ?? "";
    const stateOf = async (cardId: string) => (await ledger.findCard(cardId))?.state;
    /** A request that could not be read when it arrived. */
    const unreadable = async (request: ReceivedOrderMessage, answer = errorSent({}, request.messageId)) => {
      await ledger.receiveInvalid(request.messageId, { raw: rawOf(request), cause: invalid, answer });
      return onlyId();
    };
    const replayOf = (request: ReceivedOrderMessage, id: string) => ({
      ...fromQueue(request, errorSent({}, request.messageId)),
      replayOf: id,
    });

    test("a message as if it had come from the queue, and answers no second time", async () => {
      const request = requestSent({ accessories: [{ accessoryId: "ACC-1", quantity: 1 }] });
      const id = await unreadable(request);
      const { raw, answer } = await ledger.quarantine.takeForReplay(id);
      expect(raw).toMatchObject({ subject: "REQUEST", messageId: request.messageId });
      expect(answer).toMatchObject({ errorCode: "INTERNAL_ERROR" });
      expect(await ledger.receive(request, fromQueue(request))).toEqual({ kind: "handled" });
      expect(await ledger.receive(request, replayOf(request, id))).toEqual({ kind: "new" });
      expect(await stateOf("CARD-1")).toBe("requested");
      expect(await entries()).toMatchObject([{ state: "kept", isReplaying: true }]);
      await ledger.finish(request, { replayOf: id });
      bench.clock.nowMs++;
      expect(await entries()).toMatchObject([{ state: "replayed", isReplaying: false }]);
      expect((await ledger.findShipment("SHIP-1"))?.accessories).toMatchObject([{ ordered: 1 }]);
      expect(await ledger.receive(request, replayOf(request, id))).toEqual({ kind: "handled" });
      expect(await rejectionCode(ledger.quarantine.takeForReplay(id))).toBe("QUARANTINE_STATE");
      expect(await rejectionCode(ledger.quarantine.dismiss(id))).toBe("QUARANTINE_STATE");
      expect(await ledger.takeUnsent()).toHaveLength(1);
    });

    test("goes on after it was interrupted, and changes the orders once", async () => {
      const request = requestSent({ accessories: [{ accessoryId: "ACC-1", quantity: 1 }] });
      const id = await unreadable(request);
      // Before it has begun, after that, and while the application handles it.
      await ledger.quarantine.takeForReplay(id);
      await ledger.quarantine.takeForReplay(id);
      expect(await ledger.receive(request, replayOf(request, id))).toEqual({ kind: "new" });
      for (const _ of [1, 2]) {
        await ledger.quarantine.takeForReplay(id);
        expect(await ledger.receive(request, replayOf(request, id))).toEqual({ kind: "unhandled" });
        await ledger.release(request.messageId);
      }
      await ledger.finish(request, { replayOf: id });
      expect((await ledger.findShipment("SHIP-1"))?.accessories).toMatchObject([{ ordered: 1 }]);
      expect(await entries()).toMatchObject([{ state: "replayed" }]);
    });

    test("keeps a message that a rule refuses, or that still cannot be read, with the new cause", async () => {
      await receiveIn(ledger, requestSent());
      const request = requestSent();
      const id = await unreadable(request);
      await ledger.quarantine.requestReplay(id);
      const refused = { kind: "refused", refusal: duplicate, quarantine: "kept" };
      expect(await ledger.receive(request, replayOf(request, id))).toEqual(refused);
      const expected = { id, state: "kept", isReplaying: false, isReplayRequested: false };
      expect(await entries()).toMatchObject([{ ...expected, cause: { reason: "refused", refusal: duplicate } }]);
      await ledger.quarantine.requestReplay(id);
      await ledger.quarantine.keep(id, { reason: "unknown-type", issues: [] });
      expect(await entries()).toMatchObject([{ ...expected, cause: { reason: "unknown-type" } }]);
      expect(await ledger.takeUnsent()).toHaveLength(1);
    });

    test("keeps a message that its handler rejects, and ends its order without a second answer", async () => {
      const request = requestSent({ accessories: [{ accessoryId: "ACC-1", quantity: 1 }] });
      const answer = errorSent({ errorCode: "INVALID_MESSAGE" }, request.messageId);
      const id = await unreadable(request, answer);
      await ledger.receive(request, replayOf(request, id));
      const cause = { reason: "rejected", errorCode: "ARTICLE_NOT_AVAILABLE" } as const;
      // An answer has the same id each time.
      const rejection = {
        ...errorSent({ errorCode: cause.errorCode }, request.messageId),
        messageId: answer.messageId,
      };
      const unhandled = { raw: rawOf(request), cause };
      expect(await ledger.finish(request, { answer: rejection, unhandled, replayOf: id })).toEqual({
        quarantine: "kept",
      });
      expect(await ledger.findCard("CARD-1")).toMatchObject({ state: "rejected", errorCode: cause.errorCode });
      expect(await entries()).toMatchObject([{ id, state: "kept", cause, isReplaying: false }]);
      expect(await ledger.takeUnsent()).toEqual([toSend(answer)]);
      // And again, once the application can produce it.
      expect(await ledger.receive(request, replayOf(request, id))).toEqual({ kind: "new" });
      await ledger.finish(request, { replayOf: id });
      expect(await stateOf("CARD-1")).toBe("requested");
    });

    test("a message without an id, under what took its place", async () => {
      await ledger.receiveInvalid("sequence-number:7", { raw: { subject: "REQUEST", body: "{}" }, cause: invalid });
      const id = await onlyId();
      expect((await ledger.quarantine.show(id))?.raw).not.toHaveProperty("messageId");
      expect((await ledger.quarantine.takeForReplay(id)).raw.messageId).toBe("sequence-number:7");
    });

    test("what a person asks for, those who wait longest first", async () => {
      for (const index of [0, 1, 2]) await ledger.receiveInvalid(`M${index}`, { raw: { body: "{" }, cause: invalid });
      const ids = (await entries()).map(({ id }) => id);
      for (const index of [2, 0]) {
        bench.clock.nowMs++;
        await ledger.quarantine.requestReplay(ids[index] ?? "");
        await ledger.quarantine.requestReplay(ids[index] ?? "");
      }
      expect(await ledger.quarantine.listRequested()).toEqual([ids[2], ids[0]]);
      expect(await ledger.quarantine.listRequested({ limit: 1 })).toEqual([ids[2]]);
      await ledger.quarantine.dismiss(ids[2] ?? "");
      expect(await ledger.quarantine.listRequested()).toEqual([ids[0]]);
    });

    test("not a message that was dismissed; one whose replay had begun is handled then", async () => {
      const request = requestSent();
      const id = await unreadable(request);
      await ledger.receive(request, replayOf(request, id));
      await ledger.quarantine.dismiss(id);
      await ledger.quarantine.dismiss(id);
      expect(await ledger.receive(request, fromQueue(request))).toEqual({ kind: "handled" });
      expect(await ledger.receive(request, replayOf(request, id))).toEqual({ kind: "handled" });
      expect(await rejectionCode(ledger.quarantine.requestReplay(id))).toBe("QUARANTINE_STATE");
      expect(await entries()).toMatchObject([{ state: "dismissed", isReplaying: false }]);
      expect(await stageIn(ledger, cardProduced())).toBe("ok");
    });
  });
}
