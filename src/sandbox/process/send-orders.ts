import { setTimeout as wait } from "node:timers/promises";
import type { Contract } from "../../production-partner/contract/index.ts";
import type { Ngoc } from "../ngoc/ngoc.ts";

/** Options of {@link sendOrders}. */
interface SendOrders {
  readonly orders: number;
  /** Orders per second. */
  readonly rate: number;
  /** The same seed gives the same orders. */
  readonly seed: number;
  readonly signal: AbortSignal;
}

/** Sends generated orders: up to four cards share a shipment, and three in ten have accessories. Ordered cards are left out. */
export async function sendOrders(ngoc: Ngoc<Contract>, { orders, rate, seed, signal }: SendOrders): Promise<void> {
  const start = performance.now();
  for (let index = 0; index < orders && !signal.aborted; index++) {
    const cardId = `CA-${seed}-${String(index + 1).padStart(6, "0")}`;
    if (ngoc.book.stateOf(cardId) !== undefined) continue;
    const chance = (index * 7 + seed) % 10;
    const payload = ngoc.exampleRequest({
      cardId,
      shipmentId: `SH-${seed}-${String(Math.floor(index / 4) + 1).padStart(6, "0")}`,
      expected: ["MIFARE_UID"],
      ...(chance < 3 && {
        accessories: [{ accessoryId: `AC-${seed}-${index + 1}`, articleId: "HOLDER", quantity: chance + 1 }],
      }),
    });
    // The counterpart of the contract in use wrote it.
    await ngoc.sendRequest(payload as never);
    const dueMs = start + ((index + 1) * 1000) / rate;
    await wait(Math.max(0, dueMs - performance.now()), undefined, { signal }).catch(() => undefined);
  }
}
