import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { MessageContent } from "../../../src/sandbox/broker/engine/message-content.ts";
import { MessageQueue } from "../../../src/sandbox/broker/engine/message-queue.ts";
import { PriorityHeap } from "../../../src/sandbox/broker/engine/priority-heap.ts";
import { queueSettings } from "../../../src/sandbox/broker/engine/queue-options.ts";
import { ManualClock } from "../../../src/sandbox/broker/index.ts";

// The engine knows no protocol, so neither does its test: a content that is only a size.
const content: MessageContent = { bytes: 10, withProperties: () => content, withAnnotation: () => content };

type Step =
  | { readonly do: "send" | "schedule" | "receive" | "receive-and-delete" }
  | { readonly do: "complete" | "abandon" | "defer" | "dead-letter" | "release" | "renew"; readonly lock: number }
  | { readonly do: "receive-deferred"; readonly pick: number }
  | { readonly do: "wait"; readonly ms: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom("send", "receive") }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom("schedule", "receive-and-delete") }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom("complete", "abandon", "defer", "dead-letter", "release", "renew"),
      lock: fc.nat(9),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("receive-deferred"), pick: fc.nat(9) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("wait"), ms: fc.nat(40_000) }) },
) as fc.Arbitrary<Step>;

describe("message queue", () => {
  test("whatever is done, every message is in exactly one place and its locks are honoured", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const clock = new ManualClock(0);
        const settings = queueSettings({ name: "q", lockDurationMs: 30_000, maxDeliveryCount: 3 });
        const queue = new MessageQueue(settings, {
          clock,
          notify: () => undefined,
          changed: () => undefined,
          accepted: () => undefined,
          find: () => undefined,
        });
        let sent = 0;
        let gone = 0;
        // The model: who holds which lock, until when.
        const held = new Map<string, { number: number; untilMs: number }>();
        const pick = (index: number): string | undefined => [...held.keys()][index % Math.max(1, held.size)];

        for (const one of steps) {
          switch (one.do) {
            case "send":
            case "schedule": {
              const scheduledForMs = one.do === "schedule" ? clock.now() + 10_000 : undefined;
              sent += 1;
              queue.enqueue([
                { content, messageId: `${sent}`, sessionId: undefined, timeToLiveMs: undefined, scheduledForMs },
              ]);
              break;
            }
            case "receive":
            case "receive-and-delete": {
              const waiting = [...queue.messages].filter(({ state, lock }) => state === "active" && lock === undefined);
              const got = queue.receive(one.do === "receive" ? "lock" : "delete");
              // The lowest number first, also after messages came back.
              expect(got?.message.sequenceNumber).toBe(waiting[0]?.sequenceNumber);
              if (got === undefined) break;
              if (got.lock === undefined) gone += 1;
              else held.set(got.lock.token, { number: got.message.sequenceNumber, untilMs: clock.now() + 30_000 });
              break;
            }
            case "receive-deferred": {
              const deferred = [...queue.messages].filter(
                ({ state, lock }) => state === "deferred" && lock === undefined,
              );
              const wanted = deferred[one.pick % Math.max(1, deferred.length)];
              if (wanted === undefined) break;
              const [got] = queue.receiveDeferred([wanted.sequenceNumber], "lock");
              if (got?.lock) held.set(got.lock.token, { number: wanted.sequenceNumber, untilMs: clock.now() + 30_000 });
              break;
            }
            case "wait":
              clock.advance(one.ms);
              for (const [token, { untilMs }] of held) if (untilMs <= clock.now()) held.delete(token);
              break;
            default: {
              const token = pick(one.lock);
              if (token === undefined) break;
              if (one.do === "renew") {
                expect(queue.renewLock(token)).toBe(clock.now() + 30_000);
                held.set(token, { number: held.get(token)?.number ?? 0, untilMs: clock.now() + 30_000 });
                break;
              }
              if (one.do === "complete") queue.complete(token);
              else if (one.do === "abandon") queue.abandon(token);
              else if (one.do === "defer") queue.defer(token);
              else if (one.do === "release") queue.release(token);
              else queue.deadLetter(token, { reason: "r", description: undefined });
              held.delete(token);
              if (one.do === "complete") gone += 1;
              expect(() => queue.complete(token)).toThrow(/The lock supplied is invalid/);
            }
          }
          const messages = [...queue.messages];
          const dead = [...(queue.deadLetterQueue?.messages ?? [])];
          expect(messages.length + dead.length + gone).toBe(sent);
          expect(queue.bytes).toBe(10 * (messages.length + dead.length));
          const locked = messages.flatMap(({ lock }) => (lock === undefined ? [] : [lock.token]));
          expect(new Set(locked)).toEqual(new Set(held.keys()));
          for (const { deliveryCount, state } of messages)
            if (state !== "deferred") expect(deliveryCount).toBeLessThan(3);
        }
        // Nothing is left behind once all is taken out.
        clock.advance(60_000);
        while (queue.receive("delete") !== undefined) gone += 1;
        const left = [...queue.messages];
        expect(left.every(({ state }) => state === "deferred")).toBe(true);
        queue.close();
      }),
      { numRuns: 300 },
    );
  });

  test("a heap gives its items in order, whatever is taken out of its middle", () => {
    fc.assert(
      fc.property(fc.array(fc.record({ key: fc.integer(), remove: fc.boolean() })), (items) => {
        const heap = new PriorityHeap<number>();
        const entries = items.map(({ key }) => heap.push(key, key));
        for (const [index, { remove }] of items.entries()) {
          const entry = entries[index];
          if (remove && entry !== undefined) heap.remove(entry);
        }
        const left = items.filter(({ remove }) => !remove).map(({ key }) => key);
        const popped: number[] = [];
        for (let item = heap.pop(); item !== undefined; item = heap.pop()) popped.push(item);
        expect(popped).toEqual(left.sort((a, b) => a - b));
      }),
      { numRuns: 200 },
    );
  });
});
