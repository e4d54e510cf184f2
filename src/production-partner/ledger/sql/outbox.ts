import { sql } from "kysely";
import { query, run, type SqlSteps } from "../../../database/sql-steps.ts";
import { isOneOf, type StatementTarget, statement } from "../../../database/statement.ts";
import { isCardwrightError } from "../../../errors/cardwright-error.ts";
import type { NotificationMessage, UnsentMessage } from "../order-ledger.ts";
import type { LedgerTables } from "../schema/tables.ts";
import { resendDelayMs } from "../send-order.ts";
import type { LedgerContext } from "./context.ts";
import { isAlive } from "./workers.ts";

// How soon a message is tried again whose key is not there.
const unreadableMs = 60_000;

type Target = StatementTarget<LedgerTables>;

interface Taking {
  readonly worker: string;
  readonly now: number;
  /** What was tried first before this time is no longer recognized by the queue. */
  readonly recognizedSince: number;
  readonly limit: number;
}

const takeDue = statement((target: Target, { worker, now, recognizedSince, limit }: Taking) => {
  const { db, dialect } = target;
  const due = db
    .selectFrom("cardwright_outbox as mine")
    .select("position")
    .where("sent_at", "is", null)
    .where("not_before", "<=", now)
    .where((eb) => eb.or([eb("first_tried_at", "is", null), eb("first_tried_at", ">", recognizedSince)]))
    .where((eb) =>
      eb.or([
        eb("leased_by", "is", null),
        eb("leased_by", "=", worker),
        eb.not(isAlive(target, eb.ref("mine.leased_by"), now)),
      ]),
    )
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("cardwright_outbox as earlier")
            .select("earlier.position")
            .whereRef("earlier.order_key", "=", "mine.order_key")
            .where("earlier.sent_at", "is", null)
            .whereRef("earlier.position", "<", "mine.position"),
        ),
      ),
    )
    .orderBy("position")
    .limit(limit)
    // Rows that another relay is taking at this moment are its own.
    .$if(dialect === "postgres", (select) => select.forUpdate().skipLocked());
  return db
    .updateTable("cardwright_outbox")
    .set((eb) => ({
      leased_by: worker,
      tries: eb("tries", "+", 1),
      first_tried_at: sql<number>`coalesce(first_tried_at, ${now})`,
    }))
    .where("position", "in", due)
    .returning(["position", "message_id", "correlation_id", "type", "body"]);
});

const putSentAt = statement(({ db, dialect }: Target, { ids, now }: { readonly ids: readonly string[]; now: number }) =>
  db
    .updateTable("cardwright_outbox")
    .set({ sent_at: now, body: null, leased_by: null, error_code: null })
    .where(isOneOf(dialect, "message_id", ids))
    .where("sent_at", "is", null),
);

const unsentOf = statement(({ db, dialect }: Target, { ids, now }: { readonly ids: readonly string[]; now: number }) =>
  db
    .selectFrom("cardwright_outbox as mine")
    .select("message_id")
    .select((eb) =>
      eb
        .selectFrom("cardwright_outbox as first")
        .select("first.position")
        .whereRef("first.order_key", "=", "mine.order_key")
        .where("first.sent_at", "is", null)
        .whereRef("first.position", "<=", "mine.position")
        .where("first.not_before", ">", now)
        .limit(1)
        .as("put_off_by"),
    )
    .where(isOneOf(dialect, "message_id", ids))
    .where("sent_at", "is", null),
);

export function* takeUnsent(context: LedgerContext, limit: number): SqlSteps<readonly NotificationMessage[]> {
  const { worker, duplicateWindowMs, personalData } = context;
  const now = context.now();
  const rows = yield* query(takeDue(context, { worker, now, recognizedSince: now - duplicateWindowMs, limit }));
  const messages: NotificationMessage[] = [];
  for (const row of [...rows].sort((a, b) => Number(a.position) - Number(b.position))) {
    const { type, message_id: messageId, correlation_id: correlationId, body } = row;
    try {
      const payload = JSON.parse(personalData.open(messageId, body ?? ""));
      const about = { type, messageId, ...(correlationId === null ? {} : { correlationId }) };
      // Written by `stageMessages`, from a message that fits the contract.
      messages.push({ ...about, payload } as NotificationMessage);
    } catch (error) {
      if (!isCardwrightError(error)) throw error;
      // Its key is not there: the others are not kept waiting.
      yield* postpone(context, messageId, { errorCode: error.code, longestMs: unreadableMs });
    }
  }
  return messages;
}

export function* markSent(context: LedgerContext, ids: readonly string[]): SqlSteps<void> {
  if (ids.length > 0) yield* run(putSentAt(context, { ids, now: context.now() }));
}

export function* postpone(
  { db, now }: LedgerContext,
  messageId: string,
  failure: { readonly errorCode: string; readonly longestMs: number },
): SqlSteps<void> {
  const unsent = db.selectFrom("cardwright_outbox").where("message_id", "=", messageId).where("sent_at", "is", null);
  const [row] = yield* query(unsent.select("tries").compile());
  const delayMs = resendDelayMs(row?.tries ?? 1, failure.longestMs);
  yield* query(
    db
      .updateTable("cardwright_outbox")
      .set({ not_before: now() + delayMs, leased_by: null, error_code: failure.errorCode })
      .where("message_id", "=", messageId)
      .where("sent_at", "is", null)
      .compile(),
  );
}

export function* listUnsent(context: LedgerContext, ids: readonly string[]): SqlSteps<readonly UnsentMessage[]> {
  const rows = yield* query(unsentOf(context, { ids, now: context.now() }));
  return rows.map((row) => ({ messageId: row.message_id, isPutOff: row.put_off_by !== null }));
}
