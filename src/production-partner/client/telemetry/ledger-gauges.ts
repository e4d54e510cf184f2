import type { MetricName } from "../../../telemetry/names.ts";
import type { Report, Telemetry } from "../../../telemetry/telemetry.ts";
import type { OrderLedger } from "../../ledger/order-ledger.ts";
import type { OrderRecords, StuckItem } from "../../ledger/order-records.ts";
import type { CardState } from "../../orders/index.ts";

const gauges = [
  "cardwright.outbox.unsent",
  "cardwright.outbox.oldest_age",
  "cardwright.orders",
  "cardwright.stuck",
  "cardwright.quarantine.messages",
  "cardwright.quarantine.fill_ratio",
] as const satisfies readonly MetricName[];
const maxStuck = 1_000;
const cardStates: readonly CardState[] = [
  "requested",
  "rejected",
  "reported",
  "report-refused",
  "acknowledged",
  "announced",
  "shipped",
];
const stuckKinds: readonly StuckItem["kind"][] = [
  "not-answered",
  "report-refused",
  "shipment-refused",
  "not-sent",
  "uncertain",
  "not-handled",
];

/** Reports what waits in a ledger whenever metrics are collected, until the returned function is called. */
export function observeLedger(
  telemetry: Telemetry,
  ledger: OrderLedger & Partial<OrderRecords>,
  now: () => number,
): () => void {
  let looking: Promise<void> | undefined;
  return telemetry.observe(gauges, async (report) => {
    // A ledger that is away is asked once, not every minute again.
    if (looking !== undefined) return;
    looking = look(ledger, report, now).finally(() => {
      looking = undefined;
    });
    await looking;
  });
}

async function look(ledger: OrderLedger & Partial<OrderRecords>, report: Report, now: () => number): Promise<void> {
  // What cannot be known now is left out: an alert on absence finds it.
  await Promise.allSettled([
    ledger.outbox?.().then(({ unsent, oldest }) => {
      report("cardwright.outbox.unsent", unsent);
      report("cardwright.outbox.oldest_age", oldest === undefined ? 0 : Math.max(0, now() - oldest.getTime()) / 1000);
    }),
    ledger.countCards?.().then((counts) => {
      // None is told, too: a gauge that is not reported keeps its last value.
      for (const state of cardStates)
        report("cardwright.orders", counts[state] ?? 0, { "cardwright.order.state": state });
    }),
    ledger.listStuck?.({ limit: maxStuck }).then((items) => {
      const of = Map.groupBy(items, (item) => item.kind);
      for (const kind of stuckKinds) {
        report("cardwright.stuck", of.get(kind)?.length ?? 0, { "cardwright.stuck.reason": kind });
      }
    }),
    ledger.quarantine.fill().then(({ kept, ratio }) => {
      report("cardwright.quarantine.messages", kept);
      report("cardwright.quarantine.fill_ratio", ratio);
    }),
  ]);
}
