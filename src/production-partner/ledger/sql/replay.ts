import { query, run, type SqlSteps } from "../../../database/sql-steps.ts";
import { decideSent, factsNeededFor } from "../../orders/index.ts";
import type { ReceivedOrderMessage, StagedMessage } from "../order-ledger.ts";
import type { QuarantineCause } from "../quarantine.ts";
import { unknownEntry } from "../quarantine-error.ts";
import { isText } from "../stored-text.ts";
import { writeChanges } from "./changes.ts";
import type { LedgerContext } from "./context.ts";
import { recordMessage } from "./events.ts";
import { loadFacts, lockShipments, shipmentsToLock } from "./facts.ts";
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
export function* replayStateOf({ db, dialect }: LedgerContext, id: string): SqlSteps<"new" | "begun" | "over"> {
  if (!isText(id)) throw unknownEntry(id);
  const entry = db.selectFrom("cardwright_quarantine").select(["state", "is_replaying"]).where("entry_id", "=", id);
  const [row] = yield* query(dialect.forUpdate(entry).compile());
  if (row === undefined) throw unknownEntry(id);
  if (row.state !== "kept") return "over";
  return row.is_replaying === 0 ? "new" : "begun";
}

/** Records that a replayed message has changed the orders: the inbox holds it again until the application has finished. */
export function* beginReplay(context: LedgerContext, id: string, key: string): SqlSteps<void> {
  const { db, dialect, worker, now } = context;
  yield* run(db.updateTable("cardwright_quarantine").set({ is_replaying: 1 }).where("entry_id", "=", id).compile());
  const row = { message_id: key, received_at: now(), handled_at: null, claimed_by: worker };
  yield* run(
    dialect
      .upsert(db.insertInto("cardwright_inbox").values(row), {
        key: ["message_id"],
        update: ["received_at", "handled_at", "claimed_by"],
      })
      .compile(),
  );
}

/** Records the end of a replay: the message was handled, or stays in the quarantine for this cause. */
export function* endReplay({ db, now }: LedgerContext, id: string, cause: QuarantineCause | undefined): SqlSteps<void> {
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

/** Lets the application's answer to a replayed message change the orders. It is not sent: NGOC was answered before. */
export function* applyAnswer(
  context: LedgerContext,
  message: ReceivedOrderMessage,
  answer: StagedMessage,
): SqlSteps<void> {
  yield* lockShipments(context, yield* shipmentsToLock(context, answer));
  const facts = yield* loadFacts(context, factsNeededFor(answer));
  const decision = decideSent(facts, answer);
  if (!decision.ok || decision.changes.cards.length === 0) return;
  const { errorCode } = answer.fact.kind === "error-sent" ? answer.fact : { errorCode: undefined };
  yield* writeChanges(context, facts, decision.changes);
  yield* recordMessage(context, "in", message, {
    ...decision.changes,
    ...(errorCode !== undefined && { refusedBy: errorCode }),
  });
}
