import { type CompiledQuery, type SqlBool, sql } from "kysely";
import { query, run, type SqlStatement, type SqlSteps } from "../../../database/sql-steps.ts";
import { statement } from "../../../database/statement.ts";
import { isCardwrightError } from "../../../errors/cardwright-error.ts";
import type { MessageToSend, OutboxFill, UnsentMessage } from "../order-ledger.ts";
import { resendDelayMs } from "../send-order.ts";
import { readText } from "../stored-text.ts";
import { type Ids, type LedgerContext, type LedgerTarget, type Moment, momentOf } from "./context.ts";
import { traceOf } from "./traces.ts";
import { isAlive } from "./workers.ts";

// Transactions are generators of statements: see SqlSteps in database/sql-steps.ts.

/** The wait before a message is tried again that cannot be decrypted. */
const unreadableDelayMs = 60_000;

/** How often it is looked for messages that wait without a reason. */
const mendIntervalMs = 1_000;

interface IdsAt extends Ids {
  readonly now: number;
}

interface Taking extends Moment {
  readonly worker: string;
  /** The queue no longer recognizes duplicates of messages that were first tried before this time. */
  readonly recognizedSince: number;
  readonly limit: number;
  /** The messages that this worker is sending. */
  readonly inHand: readonly string[];
}

// The three below go along the index of unsent messages by key from where they are. With `order_key = …` instead, a planner
// that has seen many messages of one key goes by position, from the oldest message that was ever sent.

/** Whether no message of its key is unsent before `mine`: the unsent one before it in the index is of another key. */
const isFirstOfKey = sql<SqlBool>`coalesce((
  select earlier.order_key <> mine.order_key from cardwright_outbox as earlier
  where (earlier.order_key, earlier.position) < (mine.order_key, mine.position) and earlier.sent_at is null
  order by earlier.order_key desc, earlier.position desc limit 1
), true)`;

/** The position of the unsent message of its key after `sent`, if there is one. */
const nextOfKey = sql<number | null>`(
  select case when later.order_key = sent.order_key then later.position end from cardwright_outbox as later
  where (later.order_key, later.position) > (sent.order_key, sent.position) and later.sent_at is null
  order by later.order_key, later.position limit 1
)`;

const takeDue = statement(
  ["worker", "now", "believedUntil", "recognizedSince", "limit", "inHand"],
  (target: LedgerTarget, { worker, now, believedUntil, recognizedSince, limit, inHand }: Taking) => {
    const { db, dialect } = target;
    const due = db
      .selectFrom("cardwright_outbox as mine")
      .select("position")
      .where("sent_at", "is", null)
      // Without it, each look would pass all messages that wait for others.
      .where("waits", "=", sql.lit(0))
      .where((eb) => eb.or([eb("not_before", "<=", now), eb("postponed_at", ">", believedUntil)]))
      .where((eb) => eb.or([eb("first_tried_at", "is", null), eb("first_tried_at", ">", recognizedSince)]))
      .where((eb) =>
        eb.or([
          eb("leased_by", "is", null),
          eb("leased_by", "=", worker),
          eb.not(isAlive(target, eb.ref("mine.leased_by"), { now, believedUntil })),
        ]),
      )
      .where((eb) => eb.not(dialect.isOneOf("message_id", inHand)))
      // `waits` may lag behind.
      .where(isFirstOfKey)
      .orderBy("position")
      .limit(limit);
    return (
      db
        .updateTable("cardwright_outbox")
        .set((eb) => ({
          leased_by: worker,
          tries: eb("tries", "+", 1),
          first_tried_at: sql<number>`coalesce(first_tried_at, ${now})`,
        }))
        // Rows that another relay is taking at this moment are its own.
        .where("position", "in", dialect.forUpdateSkipLocked(due))
        .returning(["position", "message_id", "correlation_id", "type", "body", "traceparent", "tracestate"])
    );
  },
);

const putSentAt = statement(["ids", "now"], ({ db, dialect }: LedgerTarget, { ids, now }: IdsAt) =>
  db
    .updateTable("cardwright_outbox")
    .set({ sent_at: now, body: null, leased_by: null, error_code: null })
    .where("position", "in", (eb) =>
      // Another worker may be recording the same, in another order; one that is left out is sent again, and the queue
      // recognizes the duplicate.
      dialect.forUpdateSkipLocked(
        eb
          .selectFrom("cardwright_outbox")
          .select("position")
          .where(dialect.isOneOf("message_id", ids))
          .where("sent_at", "is", null),
      ),
    ),
);

/** The messages after some that were sent wait for no other now. */
export const endWaits: (target: LedgerTarget, values: Ids) => CompiledQuery<unknown> = statement(
  ["ids"],
  ({ db, dialect }: LedgerTarget, { ids }: Ids) =>
    db
      .updateTable("cardwright_outbox")
      .set({ waits: 0 })
      .where("waits", "=", sql.lit(1))
      .where("position", "in", (eb) =>
        eb
          .selectFrom("cardwright_outbox as sent")
          .select(nextOfKey.as("position"))
          .where(dialect.isOneOf("message_id", ids)),
      ),
);

/**
 * The same of all keys that have waiting messages: another transaction may have staged one at the same moment. The sum keeps
 * a planner that knows of few waiting messages from looking through all of them.
 */
const endLostWaits = sql`
  with recursive waiting (order_key) as (
    select min(order_key) from cardwright_outbox where sent_at is null and waits = 1
    union all
    select (select min(next.order_key) from cardwright_outbox as next
      where next.sent_at is null and next.waits = 1 and next.order_key > waiting.order_key)
    from waiting where waiting.order_key is not null
  ), freed (position) as (
    select (select first.position from cardwright_outbox as first
      where (first.order_key, first.position) >= (waiting.order_key, 0) and first.sent_at is null
      order by first.order_key, first.position limit 1)
    from waiting where waiting.order_key is not null
  )
  update cardwright_outbox set waits = 0 from freed
  where cardwright_outbox.position = freed.position and cardwright_outbox.waits + 0 = 1`;

const unsentOf = statement(
  ["ids", "now", "believedUntil"],
  ({ db, dialect }: LedgerTarget, { ids, now, believedUntil }: Ids & Moment) =>
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
          .where((each) =>
            each.or([each("first.postponed_at", "is", null), each("first.postponed_at", "<=", believedUntil)]),
          )
          .limit(1)
          .as("put_off_by"),
      )
      .where(dialect.isOneOf("message_id", ids))
      .where("sent_at", "is", null),
);

/** Takes messages to send now, oldest first: see `OrderLedger.takeUnsent`. */
export function* takeUnsent(
  context: LedgerContext,
  { limit, inHand }: { readonly limit: number; readonly inHand: readonly string[] },
): SqlSteps<readonly MessageToSend[]> {
  const { worker, duplicateWindowMs, personalData } = context;
  const moment = momentOf(context);
  if (performance.now() >= context.mended.atMs + mendIntervalMs) {
    context.mended.atMs = performance.now();
    yield* mendWaits(context);
  }
  const recognizedSince = moment.now - duplicateWindowMs;
  const rows = yield* query(takeDue(context, { ...moment, worker, recognizedSince, limit, inHand }));
  const messages: MessageToSend[] = [];
  for (const row of [...rows].sort((a, b) => Number(a.position) - Number(b.position))) {
    const { type, message_id: messageId, correlation_id: correlationId } = row;
    const trace = traceOf(row);
    try {
      const body = personalData.open(messageId, row.body ?? "");
      messages.push({
        type,
        messageId,
        ...(correlationId !== null && { correlationId: readText(correlationId) }),
        body,
        ...(trace !== undefined && { trace }),
      });
    } catch (error) {
      if (!isCardwrightError(error)) throw error;
      // Its key is missing; the others must not wait for it.
      yield* postpone(context, messageId, { errorCode: error.code, maxDelayMs: unreadableDelayMs });
    }
  }
  return messages;
}

/** The statements that record that messages have reached the queue. */
export function putSent(context: LedgerContext, ids: readonly string[], now: number): readonly SqlStatement[] {
  return [putSentAt(context, { ids, now }), endWaits(context, { ids })];
}

/** Lets messages go that wait for none any more, whatever the reason. */
function* mendWaits({ db }: LedgerContext): SqlSteps<void> {
  yield* run(endLostWaits.compile(db));
}

/** Records that a message could not be sent, and sets the time of the next try. */
export function* postpone(
  context: LedgerContext,
  messageId: string,
  failure: { readonly errorCode: string; readonly maxDelayMs: number },
): SqlSteps<void> {
  const { db } = context;
  const now = context.now();
  const unsent = db.selectFrom("cardwright_outbox").where("message_id", "=", messageId).where("sent_at", "is", null);
  const [row] = yield* query(unsent.select("tries").compile());
  const delayMs = resendDelayMs(row?.tries ?? 1, failure.maxDelayMs);
  yield* query(
    db
      .updateTable("cardwright_outbox")
      .set({ not_before: now + delayMs, postponed_at: now, leased_by: null, error_code: failure.errorCode })
      .where("message_id", "=", messageId)
      .where("sent_at", "is", null)
      .compile(),
  );
}

/** Returns how much waits to be sent. */
export function* outboxFill({ db }: LedgerContext): SqlSteps<OutboxFill> {
  const [row] = yield* query(
    db
      .selectFrom("cardwright_outbox")
      .select((eb) => [eb.fn.countAll().as("unsent"), eb.fn.min("staged_at").as("oldest")])
      .where("sent_at", "is", null)
      .compile(),
  );
  const unsent = Number(row?.unsent ?? 0);
  return { unsent, ...(unsent > 0 && { oldest: new Date(Number(row?.oldest)) }) };
}

/** Returns which of these messages have not reached the queue. */
export function* listUnsent(context: LedgerContext, ids: readonly string[]): SqlSteps<readonly UnsentMessage[]> {
  const rows = yield* query(unsentOf(context, { ids, ...momentOf(context) }));
  return rows.map((row) => ({ messageId: row.message_id, isPutOff: row.put_off_by !== null }));
}
