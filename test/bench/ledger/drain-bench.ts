import type { OrderLedger } from "../../../src/production-partner/ledger/index.ts";
import { draftOf } from "../../support/ledger.ts";
import { errorSent } from "../../support/order-messages.ts";

/** Prints how fast unsent messages are taken and marked as sent: those of many cards, and those of one shipment. */
export async function benchDrain(
  name: string,
  options: {
    readonly unsent: number;
    readonly newDatabase: () => Promise<string>;
    readonly openLedger: (database: string) => Promise<OrderLedger>;
    readonly print: (line: string) => void;
  },
): Promise<void> {
  const { newDatabase, openLedger, print } = options;
  for (const keys of ["distinct keys", "one shipment"] as const) {
    const isOne = keys === "one shipment";
    const ledger = await openLedger(await newDatabase());
    for (let staged = 0; staged < options.unsent; staged += 500) {
      const messages = Array.from({ length: Math.min(500, options.unsent - staged) }, (_, index) =>
        errorSent(isOne ? { shipmentId: "SHIP-1" } : { cardId: `C${staged + index}` }),
      );
      await ledger.stage(draftOf(...messages));
    }
    const startedMs = performance.now();
    let drained = 0;
    let sent: readonly string[] = [];
    while (drained < options.unsent) {
      // As the client does it: what was sent is recorded with the next look.
      const [taken] = await Promise.all([
        ledger.takeUnsent({ limit: 200, inHand: new Set(sent) }),
        ledger.markSent(sent),
      ]);
      sent = taken.map(({ messageId }) => messageId);
      drained += taken.length;
      // What cannot end in reasonable time is measured over a part.
      if (performance.now() - startedMs > 20_000) break;
    }
    const perSecond = drained / ((performance.now() - startedMs) / 1_000);
    print(`${name}: ${options.unsent} unsent messages, ${keys}: ${perSecond.toFixed(0)}/s`);
    await ledger.close();
  }
}
