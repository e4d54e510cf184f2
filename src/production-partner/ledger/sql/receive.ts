import { query, run, type SqlSteps } from "../../../database/sql-steps.ts";
import { type StatementTarget, statement } from "../../../database/statement.ts";
import { decideReceived, factsNeededFor, type Refusal } from "../../orders/index.ts";
import type { NotificationMessage, Receipt, ReceivedMessage } from "../order-ledger.ts";
import type { LedgerTables } from "../schema/tables.ts";
import { messagesAnswered } from "../send-order.ts";
import { writeChanges } from "./changes.ts";
import type { LedgerContext } from "./context.ts";
import { recordMessage } from "./events.ts";
import { loadFacts, lockShipments, shipmentsToLock } from "./facts.ts";
import { markSent } from "./outbox.ts";
import { stageMessages } from "./stage.ts";
import { isAlive } from "./workers.ts";

type Target = StatementTarget<LedgerTables>;

const enterInbox = statement(({ db }: Target, row: { message_id: string; received_at: number; claimed_by: string }) =>
  db
    .insertInto("cardwright_inbox")
    .values(row)
    .onConflict((conflict) => conflict.column("message_id").doNothing())
    .returning("message_id"),
);

const putHandledAt = statement(({ db }: Target, { messageId, now }: { readonly messageId: string; now: number }) =>
  db.updateTable("cardwright_inbox").set({ handled_at: now, claimed_by: null }).where("message_id", "=", messageId),
);

const putPersonalData = statement(({ db }: Target, row: { card_id: string; data: string }) =>
  db
    .insertInto("cardwright_personal_data")
    .values(row)
    // Of a card whose request was rejected, and that is ordered again.
    .onConflict((conflict) => conflict.column("card_id").doUpdateSet({ data: row.data })),
);

export function* receive(
  context: LedgerContext,
  message: ReceivedMessage,
  answerRefusal: (refusal: Refusal) => NotificationMessage | undefined,
): SqlSteps<Receipt> {
  const { messageId } = message;
  if (!(yield* enter(context, messageId))) return yield* receiveAgain(context, messageId);

  yield* lockShipments(context, yield* shipmentsToLock(context, message));
  const facts = yield* loadFacts(context, factsNeededFor(message), message.type === "EXTERNAL_PRODUCTION_REQUEST_SENT");
  const decision = decideReceived(facts, message);
  if (!decision.ok) {
    const { refusal } = decision;
    yield* recordMessage(context, "in", message, { refusedBy: refusal.reason });
    yield* finish(context, messageId, answerRefusal(refusal));
    return { kind: "refused", refusal };
  }
  yield* writeChanges(context, facts, decision.changes);
  yield* recordMessage(context, "in", message, decision.changes);
  yield* markSent(context, messagesAnswered(message, decision.changes));
  if (message.type === "EXTERNAL_PRODUCTION_REQUEST_SENT") {
    const data = context.personalData.keep(message);
    if (data !== undefined) yield* run(putPersonalData(context, { card_id: message.payload.card.cardId, data }));
  }
  return { kind: "new" };
}

export function* receiveInvalid(
  context: LedgerContext,
  messageId: string,
  answer: NotificationMessage | undefined,
): SqlSteps<{ readonly kind: "new" | "handled" }> {
  if (!(yield* enter(context, messageId))) return { kind: "handled" };
  yield* finish(context, messageId, answer);
  return { kind: "new" };
}

export function* finish(
  context: LedgerContext,
  messageId: string,
  answer: NotificationMessage | undefined,
): SqlSteps<void> {
  yield* run(putHandledAt(context, { messageId, now: context.now() }));
  if (answer !== undefined) yield* stageMessages(context, [answer]);
}

export function* release({ db, worker }: LedgerContext, messageId: string): SqlSteps<void> {
  yield* query(
    db
      .updateTable("cardwright_inbox")
      .set({ claimed_by: null })
      .where("message_id", "=", messageId)
      .where("claimed_by", "=", worker)
      .compile(),
  );
}

/** Writes a message id down and claims it; false when it is there already. */
function* enter(context: LedgerContext, messageId: string): SqlSteps<boolean> {
  const row = { message_id: messageId, received_at: context.now(), claimed_by: context.worker };
  const entered = yield* query(enterInbox(context, row));
  return entered.length > 0;
}

function* receiveAgain(context: LedgerContext, messageId: string): SqlSteps<Receipt> {
  const { db, worker } = context;
  // One statement, so that of two workers who see that the one before is gone, only one takes over.
  const claimed = yield* query(
    db
      .updateTable("cardwright_inbox")
      .set({ claimed_by: worker })
      .where("message_id", "=", messageId)
      .where("handled_at", "is", null)
      .where((eb) =>
        eb.or([
          eb("claimed_by", "is", null),
          eb("claimed_by", "=", worker),
          eb.not(isAlive(context, eb.ref("cardwright_inbox.claimed_by"), context.now())),
        ]),
      )
      .returning("message_id")
      .compile(),
  );
  if (claimed.length > 0) return { kind: "unhandled" };
  const [row] = yield* query(
    db.selectFrom("cardwright_inbox").select("handled_at").where("message_id", "=", messageId).compile(),
  );
  return { kind: row?.handled_at == null ? "busy" : "handled" };
}
