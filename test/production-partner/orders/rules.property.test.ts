import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ReceivedOrderMessage, StagedMessage } from "../../../src/production-partner/ledger/index.ts";
import { MemoryLedger } from "../../../src/production-partner/ledger/index.ts";
import { stageIn, takeIn } from "../../support/ledger.ts";
import {
  cardProduced,
  errorReceived,
  errorSent,
  reportOk,
  requestSent,
  shipped,
  shippedOk,
} from "../../support/order-messages.ts";

// Few ids, so that random messages meet.
const cardId = fc.constantFrom("C1", "C2", "C3", "C4");
const shipmentId = fc.constantFrom("SHIP-1", "SHIP-2");
const quantity = fc.integer({ min: 1, max: 3 });
const accessories = fc.uniqueArray(fc.record({ accessoryId: fc.constantFrom("A1", "A2"), quantity }), {
  selector: ({ accessoryId }) => accessoryId,
  maxLength: 2,
});
/** Which of the messages sent so far an answer names; beyond the last one, none. */
const about = fc.nat({ max: 12 });

const step = fc.oneof(
  fc.record({ kind: fc.constant("request" as const), cardId, shipmentId, accessories }),
  fc.record({ kind: fc.constant("report" as const), cardId, shipmentId }),
  fc.record({ kind: fc.constant("report-ok" as const), cardId, shipmentId, about }),
  fc.record({
    kind: fc.constant("ship" as const),
    cardIds: fc.array(cardId, { maxLength: 4 }),
    shipmentId,
    accessories,
  }),
  fc.record({ kind: fc.constant("ship-ok" as const), shipmentId, about }),
  fc.record({ kind: fc.constant("error-in" as const), cardId, shipmentId, about }),
  fc.record({ kind: fc.constant("error-out" as const), about }),
);

describe("the order rules", () => {
  test("whatever the order of messages, no card ships before its Report OK or twice, and no accessory in excess", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 80 }), async (steps) => {
        const ledger = new MemoryLedger();
        const ids: string[] = [];
        const reportOked = new Set<string>();
        /** Notices that were accepted here and not refused by NGOC. */
        const standing = new Map<
          string,
          {
            cardIds: readonly string[];
            shipmentId: string;
            accessories: readonly { accessoryId: string; quantity: number }[];
          }
        >();
        const ordered = new Map<string, number>();

        const receive = async (message: ReceivedOrderMessage) => {
          ids.push(message.messageId);
          return (await takeIn(ledger, message)) === "ok";
        };
        const send = async (message: StagedMessage) => {
          ids.push(message.messageId);
          return (await stageIn(ledger, message)) === "ok";
        };

        for (const one of steps) {
          switch (one.kind) {
            case "request": {
              const accepted = await receive(
                requestSent({ cardId: one.cardId, shipmentId: one.shipmentId, accessories: one.accessories }),
              );
              if (!accepted) break;
              for (const item of one.accessories) {
                const key = `${one.shipmentId} ${item.accessoryId}`;
                ordered.set(key, (ordered.get(key) ?? 0) + item.quantity);
              }
              break;
            }
            case "report":
              if (await send(cardProduced({ cardId: one.cardId, shipmentId: one.shipmentId })))
                reportOked.delete(one.cardId);
              break;
            case "report-ok":
              if (await receive(reportOk({ cardId: one.cardId, shipmentId: one.shipmentId }, ids[one.about]))) {
                reportOked.add(one.cardId);
              }
              break;
            case "ship": {
              const notice = shipped({ cardIds: one.cardIds, accessories: one.accessories }, one.shipmentId);
              if (!(await send(notice))) break;
              for (const card of one.cardIds) {
                expect(reportOked).toContain(card);
                for (const earlier of standing.values()) expect(earlier.cardIds).not.toContain(card);
              }
              standing.set(notice.messageId, {
                cardIds: one.cardIds,
                shipmentId: one.shipmentId,
                accessories: one.accessories,
              });
              break;
            }
            case "ship-ok":
              await receive(shippedOk({ shipmentId: one.shipmentId }, ids[one.about]));
              break;
            case "error-in": {
              await receive(errorReceived({ cardId: one.cardId, shipmentId: one.shipmentId }, ids[one.about]));
              for (const shipment of ["SHIP-1", "SHIP-2"]) {
                for (const notice of (await ledger.findShipment(shipment))?.notices ?? []) {
                  if (notice.state === "refused") standing.delete(notice.messageId);
                }
              }
              break;
            }
            case "error-out":
              await send(errorSent({}, ids[one.about]));
              break;
            default:
              one satisfies never;
          }
          const out = new Map<string, number>();
          for (const notice of standing.values()) {
            for (const item of notice.accessories) {
              const key = `${notice.shipmentId} ${item.accessoryId}`;
              out.set(key, (out.get(key) ?? 0) + item.quantity);
            }
          }
          for (const [key, sum] of out) expect(sum).toBeLessThanOrEqual(ordered.get(key) ?? 0);
        }
      }),
      { numRuns: 400 },
    );
  });

  test("any partial shipping plan of acknowledged cards is accepted, and ends with every card shipped", async () => {
    const plan = fc
      .integer({ min: 1, max: 12 })
      .chain((cards) =>
        fc.tuple(fc.constant(cards), fc.array(fc.nat({ max: 3 }), { minLength: cards, maxLength: cards })),
      );
    await fc.assert(
      fc.asyncProperty(plan, async ([cards, parcelOf]) => {
        const ledger = new MemoryLedger();
        const all = Array.from({ length: cards }, (_, index) => `C${index}`);
        for (const card of all) {
          await takeIn(ledger, requestSent({ cardId: card }));
          await stageIn(ledger, cardProduced({ cardId: card }));
          await takeIn(ledger, reportOk({ cardId: card }));
        }
        const parcels = Map.groupBy(all, (_, index) => parcelOf[index]);
        for (const cardIds of parcels.values()) expect(await stageIn(ledger, shipped({ cardIds }))).toBe("ok");
        for (const _ of parcels) expect(await takeIn(ledger, shippedOk())).toBe("ok");
        expect((await ledger.findShipment("SHIP-1"))?.cards.every(({ state }) => state === "shipped")).toBe(true);
      }),
    );
  });
});
