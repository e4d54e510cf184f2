import type { Insertable } from "kysely";
import { run, type SqlSteps } from "../../../database/sql-steps.ts";
import { type StatementTarget, statement } from "../../../database/statement.ts";
import type { OrderChanges } from "../../orders/index.ts";
import type { NotificationMessage, ReceivedMessage } from "../order-ledger.ts";
import type { LedgerTables } from "../schema/tables.ts";
import type { LedgerContext } from "./context.ts";

type EventRow = Insertable<LedgerTables["cardwright_event"]>;

const insertEvent = statement(({ db }: StatementTarget<LedgerTables>, row: EventRow) =>
  db.insertInto("cardwright_event").values(row),
);

/** Writes down that a message came or went: once for each card that it changed, else once for what it names. */
export function* recordMessage(
  context: LedgerContext,
  direction: "in" | "out",
  message: ReceivedMessage | NotificationMessage,
  outcome: Pick<OrderChanges, "cards"> | { readonly refusedBy: string },
): SqlSteps<void> {
  const { payload } = message;
  const refused = "refusedBy" in outcome ? outcome.refusedBy : undefined;
  const event = {
    at: context.now(),
    direction,
    type: message.type,
    message_id: message.messageId,
    reason: refused ?? ("errorCode" in payload ? payload.errorCode : null),
  };
  const changed = "cards" in outcome ? outcome.cards : [];
  const rows = changed.map((card) => ({
    ...event,
    card_id: card.cardId,
    shipment_id: card.shipmentId,
    state: card.state,
  }));
  const named = "card" in payload ? payload.card.cardId : "cardId" in payload ? payload.cardId : undefined;
  const unchanged = { ...event, card_id: named ?? null, shipment_id: payload.shipmentId ?? null, state: null };
  yield* insertEvents(context, rows.length === 0 ? [unchanged] : rows);
}

export function* insertEvents(context: LedgerContext, events: readonly EventRow[]): SqlSteps<void> {
  for (const event of events) yield* run(insertEvent(context, event));
}
