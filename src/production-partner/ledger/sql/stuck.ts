import { type SqlBool, sql } from "kysely";
import { query, type SqlSteps } from "../../../database/sql-steps.ts";
import { assertDuration } from "../ledger-options.ts";
import type { StuckItem } from "../order-records.ts";
import { limitOf } from "../page-cursor.ts";
import { type LedgerContext, maxClockSkewMs } from "./context.ts";

// Transactions are generators of statements: see SqlSteps in database/sql-steps.ts.

const hourMs = 60 * 60 * 1000;

/** Lists orders and messages that need attention, the oldest first. */
export function* listStuck(
  context: LedgerContext,
  options: { readonly olderThanMs?: number; readonly limit?: number },
): SqlSteps<readonly StuckItem[]> {
  const { olderThanMs = hourMs } = options;
  assertDuration("olderThanMs", olderThanMs, 0);
  const now = context.now();
  const before: Before = { timeMs: now - olderThanMs, aheadMs: now + maxClockSkewMs };
  const limit = limitOf(options);
  const items = [
    ...(yield* stuckCards(context, before, limit)),
    ...(yield* stuckShipments(context, before, limit)),
    ...(yield* stuckMessages(context, before, limit)),
  ];
  return items
    .map((item) => (item.since.getTime() > before.aheadMs ? { ...item, isDatedAhead: true as const } : item))
    .sort((a, b) => a.since.getTime() - b.since.getTime());
}

/** Whether a time lies before one, or so far ahead that a wrong clock wrote it. */
interface Before {
  readonly timeMs: number;
  readonly aheadMs: number;
}

function isBefore(column: "state_since" | "staged_at" | "received_at", { timeMs, aheadMs }: Before) {
  const time = sql.ref(column);
  return sql<SqlBool>`(${time} <= ${timeMs} or ${time} > ${aheadMs})`;
}

function* stuckCards({ db }: LedgerContext, before: Before, limit: number): SqlSteps<readonly StuckItem[]> {
  const kinds = [
    { kind: "not-answered", state: "reported" },
    { kind: "report-refused", state: "report-refused" },
    // A card whose shipment is refused is acknowledged again, and keeps the code.
    { kind: "shipment-refused", state: "acknowledged" },
  ] as const;
  const items: StuckItem[] = [];
  for (const { kind, state } of kinds) {
    let cards = db
      .selectFrom("cardwright_card")
      .select(["card_id", "shipment_id", "report_id", "shipped_id", "error_code", "state_since"])
      .where("state", "=", state)
      .where(isBefore("state_since", before));
    if (kind === "shipment-refused") cards = cards.where("error_code", "is not", null);
    const rows = yield* query(cards.orderBy("state_since").limit(limit).compile());
    for (const row of rows) {
      const messageId = kind === "shipment-refused" ? row.shipped_id : row.report_id;
      items.push({
        kind,
        since: new Date(Number(row.state_since)),
        cardId: row.card_id,
        shipmentId: row.shipment_id,
        ...(messageId !== null && { messageId }),
        ...(row.error_code !== null && { reason: row.error_code }),
      });
    }
  }
  return items;
}

function* stuckShipments({ db }: LedgerContext, before: Before, limit: number): SqlSteps<readonly StuckItem[]> {
  const rows = yield* query(
    db
      .selectFrom("cardwright_notice")
      .select(["message_id", "shipment_id", "state_since"])
      .where("state", "=", "announced")
      .where(isBefore("state_since", before))
      .orderBy("state_since")
      .limit(limit)
      .compile(),
  );
  return rows.map((row) => ({
    kind: "not-answered" as const,
    since: new Date(Number(row.state_since)),
    messageId: row.message_id,
    shipmentId: row.shipment_id,
  }));
}

function* stuckMessages(context: LedgerContext, before: Before, limit: number): SqlSteps<readonly StuckItem[]> {
  const { db, duplicateWindowMs } = context;
  const uncertainBefore = context.now() - duplicateWindowMs;
  const unsent = yield* query(
    db
      .selectFrom("cardwright_outbox")
      .select(["message_id", "staged_at", "first_tried_at", "error_code"])
      .where("sent_at", "is", null)
      .where(isBefore("staged_at", before))
      .orderBy("position")
      .limit(limit)
      .compile(),
  );
  const unhandled = yield* query(
    db
      .selectFrom("cardwright_inbox")
      .select(["message_id", "received_at"])
      .where("handled_at", "is", null)
      .where(isBefore("received_at", before))
      .orderBy("received_at")
      .limit(limit)
      .compile(),
  );
  return [
    ...unsent.map((row) => ({
      kind:
        row.first_tried_at !== null && Number(row.first_tried_at) <= uncertainBefore
          ? ("uncertain" as const)
          : ("not-sent" as const),
      since: new Date(Number(row.staged_at)),
      messageId: row.message_id,
      ...(row.error_code !== null && { reason: row.error_code }),
    })),
    ...unhandled.map((row) => ({
      kind: "not-handled" as const,
      since: new Date(Number(row.received_at)),
      messageId: row.message_id,
    })),
  ];
}
