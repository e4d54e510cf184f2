import type { OrderLedger } from "../../../src/production-partner/ledger/index.ts";
import { draftOf, receiveIn } from "../../support/ledger.ts";
import { cardProduced, reportOk, requestSent } from "../../support/order-messages.ts";
import { storeOrders } from "./stored-orders.ts";

/** The time that a ledger takes for one order's request, report, sending and Report OK, in microseconds. */
async function costOfOrder(ledger: OrderLedger, order: number): Promise<number> {
  const about = { cardId: `NEW-${order}`, shipmentId: `NEWSHIP-${order >> 2}` };
  const report = cardProduced(about);
  const started = performance.now();
  await receiveIn(ledger, requestSent(about));
  await ledger.stage(draftOf(report));
  await ledger.takeUnsent();
  await ledger.markSent([report.messageId]);
  await receiveIn(ledger, reportOk(about));
  return (performance.now() - started) * 1_000;
}

/** Prints what an order costs with so many finished ones stored, as a ratio to the fewest. */
export async function benchStored(
  name: string,
  options: {
    readonly stored: readonly number[];
    readonly newDatabase: () => Promise<string>;
    readonly openLedger: (database: string) => Promise<OrderLedger>;
    readonly print: (line: string) => void;
  },
): Promise<void> {
  const { newDatabase, openLedger, print } = options;
  const cases: { readonly stored: number; readonly ledger: OrderLedger; readonly samples: number[] }[] = [];
  for (const stored of options.stored) {
    const database = await newDatabase();
    await (await openLedger(database)).close();
    await storeOrders(database, stored);
    cases.push({ stored, ledger: await openLedger(database), samples: [] });
  }
  // Turn by turn, so that whatever else the machine does strikes all alike.
  for (let order = 0; order < 300; order++) {
    for (const { ledger, samples } of cases) samples.push(await costOfOrder(ledger, order));
  }
  const fewest = median(cases[0]?.samples ?? []);
  for (const { stored, ledger, samples } of cases) {
    await ledger.close();
    const cost = median(samples);
    print(`${name}: ${stored} stored orders, ${cost.toFixed(0)} us an order, ${(cost / fewest).toFixed(2)}`);
  }
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((a, b) => a - b)[numbers.length >> 1] ?? 0;
}
