import { query, run, type SqlSteps } from "../../../database/sql-steps.ts";
import type { TraceContext } from "../../../telemetry/trace-context.ts";
import { decideFinished, decideReceived, decideSent, factsNeededFor, factsNeededToFinish } from "../../orders/index.ts";
import type { FinishOptions, Receipt, ReceivedOrderMessage, StagedMessage } from "../order-ledger.ts";
import type { QuarantineCause, QuarantineOutcome } from "../quarantine.ts";
import { unknownEntry } from "../quarantine-error.ts";
import { messagesAnswered } from "../send-order.ts";
import { isText } from "../stored-text.ts";
import type { LedgerContext } from "./context.ts";
import { receiveAgain } from "./enter.ts";
import { loadFacts, loadOrders } from "./load-orders.ts";
import { lockShipments, shipmentsToLock } from "./lock-shipments.ts";
import { PendingWrites } from "./pending-writes.ts";
import { causeColumns } from "./quarantine.ts";

// Transactions are generators of statements: see SqlSteps in database/sql-steps.ts.

/**
 * Begins or continues the replay of an entry.
 *
 * - `new`: the message has not changed the orders
 * - `begun`: it has, and the application has not finished with it: the inbox says who handles it
 * - `over`: the entry was replayed or dismissed
 *
 * The entry stays locked until the end of the transaction, so that the message has its effect once.
 */
function* replayStateOf({ db, dialect }: LedgerContext, id: string): SqlSteps<"new" | "begun" | "over"> {
  if (!isText(id)) throw unknownEntry(id);
  const entry = db.selectFrom("cardwright_quarantine").select(["state", "is_replaying"]).where("entry_id", "=", id);
  const [row] = yield* query(dialect.forUpdate(entry).compile());
  if (row === undefined) throw unknownEntry(id);
  if (row.state !== "kept") return "over";
  return row.is_replaying === 0 ? "new" : "begun";
}

/** Records that a replayed message has changed the orders: the inbox holds it again until the application has finished. */
function* beginReplay(
  context: LedgerContext,
  id: string,
  { key, trace }: { readonly key: string; readonly trace: TraceContext | undefined },
): SqlSteps<void> {
  const { db, dialect, worker, now } = context;
  yield* run(db.updateTable("cardwright_quarantine").set({ is_replaying: 1 }).where("entry_id", "=", id).compile());
  const { traceparent = null, tracestate = null } = trace ?? {};
  const row = { message_id: key, received_at: now(), handled_at: null, claimed_by: worker, traceparent, tracestate };
  yield* run(
    dialect
      .upsert(db.insertInto("cardwright_inbox").values(row), {
        key: ["message_id"],
        update: ["received_at", "handled_at", "claimed_by", "traceparent", "tracestate"],
      })
      .compile(),
  );
}

/** Records the end of a replay: the message was handled, or stays in the quarantine for this cause. */
function* endReplay({ db, now }: LedgerContext, id: string, cause: QuarantineCause | undefined): SqlSteps<void> {
  yield* run(
    db
      .updateTable("cardwright_quarantine")
      .set({
        is_replaying: 0,
        replay_requested_at: null,
        ...(cause === undefined ? { state: "replayed" as const, state_since: now() } : causeColumns(cause)),
      })
      .where("entry_id", "=", id)
      .where("state", "=", "kept")
      .compile(),
  );
}

/** Records a replayed message with its effect, unless it was recorded before: see `OrderLedger.receive`. */
export function* receiveReplay(
  context: LedgerContext,
  message: ReceivedOrderMessage,
  { id, trace }: { readonly id: string; readonly trace: TraceContext | undefined },
): SqlSteps<Receipt> {
  const { messageId, fact } = message;
  const state = yield* replayStateOf(context, id);
  if (state === "over") return { kind: "handled" };
  if (state === "begun") return (yield* receiveAgain(context, [messageId])).get(messageId) ?? { kind: "busy" };
  yield* lockShipments(context, yield* shipmentsToLock(context, [message]));
  const needed = factsNeededFor(message);
  const book = yield* loadOrders(context, [needed], fact.kind === "card-requested" ? [fact.cardId] : []);
  const facts = book.facts(needed);
  const decision = decideReceived(facts, message);
  const writes = new PendingWrites(context);
  if (!decision.ok) {
    const { refusal } = decision;
    writes.record("in", message, { cards: [], refusedBy: refusal.reason });
    yield* writes.write();
    yield* endReplay(context, id, { reason: "refused", refusal });
    return { kind: "refused", refusal, quarantine: "kept" };
  }
  writes.change(decision.changes, facts.cards);
  writes.record("in", message, decision.changes);
  writes.sent(messagesAnswered(message, decision.changes));
  if (fact.kind === "card-requested") {
    const data = context.personalData.keep(fact.cardId, JSON.stringify(fact.kept));
    if (data !== undefined) writes.personalData(fact.cardId, data);
  }
  yield* writes.write();
  yield* beginReplay(context, id, { key: messageId, trace });
  return { kind: "new" };
}

/** Records that the application has finished with a replayed message: see `OrderLedger.finish`. */
export function* finishReplay(
  context: LedgerContext,
  message: ReceivedOrderMessage,
  { answer, unhandled, replayOf }: FinishOptions & { readonly replayOf: string },
): SqlSteps<{ readonly quarantine?: QuarantineOutcome }> {
  const writes = new PendingWrites(context);
  writes.handled(message.messageId);
  if (answer === undefined) yield* decideAccessories(context, message, writes);
  else yield* applyAnswer(context, message, answer, writes);
  yield* writes.write();
  yield* endReplay(context, replayOf, unhandled?.cause);
  return unhandled === undefined ? {} : { quarantine: "kept" };
}

/** Makes the accessories of a request part of its shipment, now that the application has taken it. */
function* decideAccessories(
  context: LedgerContext,
  message: ReceivedOrderMessage,
  writes: PendingWrites,
): SqlSteps<void> {
  const needed = factsNeededToFinish(message);
  if (needed === undefined) return;
  yield* lockShipments(context, yield* shipmentsToLock(context, [message]));
  const facts = yield* loadFacts(context, needed);
  writes.change(decideFinished(facts, message.messageId).changes, facts.cards);
}

/** Lets the application's answer to a replayed message change the orders. It is not sent: NGOC was answered before. */
function* applyAnswer(
  context: LedgerContext,
  message: ReceivedOrderMessage,
  answer: StagedMessage,
  writes: PendingWrites,
): SqlSteps<void> {
  yield* lockShipments(context, yield* shipmentsToLock(context, [answer]));
  const facts = yield* loadFacts(context, factsNeededFor(answer));
  const decision = decideSent(facts, answer);
  if (!decision.ok || decision.changes.cards.length === 0) return;
  const { errorCode } = answer.fact.kind === "error-sent" ? answer.fact : { errorCode: undefined };
  writes.change(decision.changes, facts.cards);
  writes.record("in", message, {
    ...decision.changes,
    ...(errorCode !== undefined && { refusedBy: errorCode }),
  });
}
