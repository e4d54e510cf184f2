import { query, run, type SqlSteps } from "../../../database/sql-steps.ts";
import { type Correction, decideCorrection, factsNeededForCorrection, OrderRefusedError } from "../../orders/index.ts";
import type { LedgerContext } from "./context.ts";
import { loadFacts } from "./load-orders.ts";
import { lockShipments, shipmentsOf } from "./lock-shipments.ts";
import { endWaits } from "./outbox.ts";
import { PendingWrites } from "./pending-writes.ts";

// Transactions are generators of statements: see SqlSteps in database/sql-steps.ts.

/** Applies a correction by a person, and withdraws the messages it is about from the outbox. */
export function* correct(context: LedgerContext, correction: Correction): SqlSteps<void> {
  const needed = factsNeededForCorrection(correction);
  yield* lockShipments(context, yield* shipmentsOf(context, [needed]));
  const facts = yield* loadFacts(context, needed);
  const decision = decideCorrection(facts, correction);
  if (!decision.ok) throw new OrderRefusedError(decision.refusal);
  const { changes } = decision;
  const writes = new PendingWrites(context);
  writes.change(changes, facts.cards);

  const messageIds = [...changes.notices.map(({ messageId }) => messageId), ...changes.cards.map(reportedBy)];
  const event = { at: context.now(), direction: "operator", type: correction.kind, reason: null } as const;
  for (const card of changes.cards) {
    writes.event({
      ...event,
      message_id: "messageId" in correction ? correction.messageId : (card.reportId ?? null),
      card_id: card.cardId,
      shipment_id: card.shipmentId,
      state: card.state,
    });
  }
  yield* writes.write();
  // Messages that are still in the outbox: either a later one replaces them, or NGOC has them already.
  yield* query(
    context.db
      .updateTable("cardwright_outbox")
      .set({ sent_at: context.now(), body: null, leased_by: null, error_code: "WITHDRAWN" })
      .where("message_id", "in", messageIds)
      .where("sent_at", "is", null)
      .compile(),
  );
  yield* run(endWaits(context, { ids: messageIds }));
}

function reportedBy(card: { readonly state: string; readonly reportId?: string; readonly shippedId?: string }): string {
  return (card.state === "shipped" ? card.shippedId : card.reportId) ?? "";
}

/** Writes what an operator did with a message into the history of every card that it concerns. Returns their number. */
export function* noteOperator(
  context: LedgerContext,
  { messageId, type }: { readonly messageId: string; readonly type: string },
): SqlSteps<number> {
  const concerned = yield* query(
    context.db
      .selectFrom("cardwright_event")
      .select(["card_id", "shipment_id"])
      .distinct()
      .where("message_id", "=", messageId)
      .where("card_id", "is not", null)
      .compile(),
  );
  const writes = new PendingWrites(context);
  for (const { card_id, shipment_id } of concerned) {
    writes.event({
      at: context.now(),
      direction: "operator",
      type,
      message_id: messageId,
      card_id,
      shipment_id,
      state: null,
      reason: null,
    });
  }
  yield* writes.write();
  return concerned.length;
}

/** Lets a message be sent again, as if it had never been tried. */
export function* resend({ db }: LedgerContext, messageId: string): SqlSteps<void> {
  yield* query(
    db
      .updateTable("cardwright_outbox")
      .set({ first_tried_at: null, tries: 0, not_before: 0, leased_by: null })
      .where("message_id", "=", messageId)
      .where("sent_at", "is", null)
      .compile(),
  );
}
