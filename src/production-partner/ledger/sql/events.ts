import type { Insertable } from "kysely";
import { run, type SqlSteps } from "../../../database/sql-steps.ts";
import { statement } from "../../../database/statement.ts";
import { isStorableId, type OrderChanges } from "../../orders/index.ts";
import { aboutOf } from "../about.ts";
import type { ReceivedOrderMessage, StagedMessage } from "../order-ledger.ts";
import type { LedgerTables } from "../schema/tables.ts";
import type { LedgerContext, LedgerTarget } from "./context.ts";

// Transactions are generators of statements: see SqlSteps in database/sql-steps.ts.

type EventRow = Required<Omit<Insertable<LedgerTables["cardwright_event"]>, "position">>;

const insertEvent = statement(
  ["at", "direction", "type", "message_id", "card_id", "shipment_id", "state", "reason"],
  ({ db }: LedgerTarget, row: EventRow) => db.insertInto("cardwright_event").values(row),
);

/**
 * Records that a message was received or staged: one event for each card that it changed, else one for the card or
 * shipment that it names.
 */
export function* recordMessage(
  context: LedgerContext,
  direction: "in" | "out",
  { type, messageId, fact }: ReceivedOrderMessage | StagedMessage,
  outcome: Pick<OrderChanges, "cards"> & { readonly refusedBy?: string },
): SqlSteps<void> {
  const { cardId, shipmentId, errorCode } = aboutOf(fact);
  const event = {
    at: context.now(),
    direction,
    type,
    message_id: messageId,
    reason: outcome.refusedBy ?? errorCode ?? null,
  };
  const rows = outcome.cards.map((card) => ({
    ...event,
    card_id: card.cardId,
    shipment_id: card.shipmentId,
    state: card.state,
  }));
  const unchanged = { ...event, card_id: storable(cardId), shipment_id: storable(shipmentId), state: null };
  yield* insertEvents(context, rows.length === 0 ? [unchanged] : rows);
}

/** Our answer to a message that cannot be used may name ids that no database can store. */
function storable(id: string | undefined): string | null {
  return id !== undefined && isStorableId(id) ? id : null;
}

/** Adds events to the history. */
export function* insertEvents(context: LedgerContext, events: readonly EventRow[]): SqlSteps<void> {
  for (const event of events) yield* run(insertEvent(context, event));
}
