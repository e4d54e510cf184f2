import { query, run, type SqlSteps } from "../../../database/sql-steps.ts";
import { statement } from "../../../database/statement.ts";
import { decideFinished, decideReceived, factsNeededFor, factsNeededToFinish } from "../../orders/index.ts";
import type { FinishOptions, Receipt, ReceivedOrderMessage, ReceiveOptions, StagedMessage } from "../order-ledger.ts";
import type { QuarantineOutcome, Unhandled } from "../quarantine.ts";
import { messagesAnswered } from "../send-order.ts";
import { inboxKey } from "../stored-text.ts";
import { writeChanges } from "./changes.ts";
import { type LedgerContext, type LedgerTarget, momentOf } from "./context.ts";
import { recordMessage } from "./events.ts";
import { loadFacts, lockShipments, shipmentsToLock } from "./facts.ts";
import { markSent } from "./outbox.ts";
import { addToQuarantine } from "./quarantine.ts";
import { applyAnswer, beginReplay, endReplay, replayStateOf } from "./replay.ts";
import { stageAnswer, stageMessages } from "./stage.ts";
import { isAlive } from "./workers.ts";

// Transactions are generators of statements: see SqlSteps in database/sql-steps.ts.

const enterInbox = statement(
  ["message_id", "received_at", "claimed_by"],
  ({ db, dialect }: LedgerTarget, row: { message_id: string; received_at: number; claimed_by: string }) =>
    dialect
      .upsert(db.insertInto("cardwright_inbox").values(row), { key: ["message_id"], update: [] })
      .returning("message_id"),
);

const putHandledAt = statement(
  ["messageId", "now"],
  ({ db }: LedgerTarget, { messageId, now }: { readonly messageId: string; readonly now: number }) =>
    db.updateTable("cardwright_inbox").set({ handled_at: now, claimed_by: null }).where("message_id", "=", messageId),
);

// Updates the data of a card whose request was rejected, and that is ordered again.
const putPersonalData = statement(
  ["card_id", "data"],
  ({ db, dialect }: LedgerTarget, row: { card_id: string; data: string }) =>
    dialect.upsert(db.insertInto("cardwright_personal_data").values(row), { key: ["card_id"], update: ["data"] }),
);

/** Records a received message with its effect: see `OrderLedger.receive`. */
export function* receive(
  context: LedgerContext,
  message: ReceivedOrderMessage,
  { raw, answerRefusal, replayOf }: ReceiveOptions,
): SqlSteps<Receipt> {
  const { messageId, fact } = message;
  const replay = replayOf === undefined ? undefined : yield* replayStateOf(context, replayOf);
  if (replay === "over") return { kind: "handled" };
  if (replay === "begun" || (replay === undefined && !(yield* enter(context, messageId)))) {
    return yield* receiveAgain(context, messageId);
  }

  yield* lockShipments(context, yield* shipmentsToLock(context, message));
  const facts = yield* loadFacts(context, factsNeededFor(message), fact.kind === "card-requested");
  const decision = decideReceived(facts, message);
  if (!decision.ok) {
    const { refusal } = decision;
    const cause = { reason: "refused", refusal } as const;
    yield* recordMessage(context, "in", message, { cards: [], refusedBy: refusal.reason });
    if (replayOf !== undefined) {
      yield* endReplay(context, replayOf, cause);
      return { kind: "refused", refusal, quarantine: "kept" };
    }
    const answer = answerRefusal(refusal);
    yield* run(putHandledAt(context, { messageId, now: context.now() }));
    if (answer !== undefined) yield* stageAnswer(context, answer);
    return { kind: "refused", refusal, quarantine: yield* addToQuarantine(context, messageId, { raw, cause }, answer) };
  }
  yield* writeChanges(context, facts, decision.changes);
  yield* recordMessage(context, "in", message, decision.changes);
  yield* markSent(context, messagesAnswered(message, decision.changes));
  if (fact.kind === "card-requested") {
    const data = context.personalData.keep(fact.cardId, JSON.stringify(fact.kept));
    if (data !== undefined) yield* run(putPersonalData(context, { card_id: fact.cardId, data }));
  }
  if (replayOf !== undefined) yield* beginReplay(context, replayOf, messageId);
  return { kind: "new" };
}

/** Records a message that cannot be used, and stages the answer to it. */
export function* receiveInvalid(
  context: LedgerContext,
  messageId: string,
  { answer, ...unhandled }: Unhandled & { readonly answer?: StagedMessage },
): SqlSteps<{ readonly kind: "new"; readonly quarantine: QuarantineOutcome } | { readonly kind: "handled" }> {
  const key = inboxKey(messageId);
  if (!(yield* enter(context, key))) return { kind: "handled" };
  yield* run(putHandledAt(context, { messageId: key, now: context.now() }));
  if (answer !== undefined) yield* stageMessages(context, [answer]);
  return { kind: "new", quarantine: yield* addToQuarantine(context, key, unhandled, answer) };
}

/** Records that the application has finished with a message, and stages its answer to it. */
export function* finish(
  context: LedgerContext,
  message: ReceivedOrderMessage,
  { answer, unhandled, replayOf }: FinishOptions,
): SqlSteps<{ readonly quarantine?: QuarantineOutcome }> {
  const { messageId } = message;
  yield* run(putHandledAt(context, { messageId, now: context.now() }));
  if (answer === undefined) yield* decideAccessories(context, message);
  else if (replayOf === undefined) yield* stageMessages(context, [answer]);
  else yield* applyAnswer(context, message, answer);
  if (replayOf !== undefined) {
    yield* endReplay(context, replayOf, unhandled?.cause);
    return unhandled === undefined ? {} : { quarantine: "kept" };
  }
  return unhandled === undefined ? {} : { quarantine: yield* addToQuarantine(context, messageId, unhandled, answer) };
}

/** Makes the accessories of a request part of its shipment, now that the application has taken it. */
function* decideAccessories(context: LedgerContext, message: ReceivedOrderMessage): SqlSteps<void> {
  const needed = factsNeededToFinish(message);
  if (needed === undefined) return;
  yield* lockShipments(context, yield* shipmentsToLock(context, message));
  const facts = yield* loadFacts(context, needed);
  yield* writeChanges(context, facts, decideFinished(facts, message.messageId).changes);
}

/** Gives up the claim of this worker on a message. */
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

/** Enters a message id into the inbox and claims it; false when it was entered before. */
function* enter(context: LedgerContext, messageId: string): SqlSteps<boolean> {
  const row = { message_id: messageId, received_at: context.now(), claimed_by: context.worker };
  const entered = yield* query(enterInbox(context, row));
  return entered.length > 0;
}

function* receiveAgain(context: LedgerContext, messageId: string): SqlSteps<Receipt> {
  const { db, worker } = context;
  // One statement, so that of two workers who find that the previous one is gone, only one takes over.
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
          eb.not(isAlive(context, eb.ref("cardwright_inbox.claimed_by"), momentOf(context))),
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
