import { randomUUID } from "node:crypto";
import type { Insertable } from "kysely";
import { query, run, type SqlSteps } from "../../../database/sql-steps.ts";
import { statement } from "../../../database/statement.ts";
import type { QuarantineCause, QuarantineOutcome } from "../quarantine.ts";
import { answerOf, bodyOf, boundedCause, envelopeOf, rawText, typeOf } from "../raw-message.ts";
import type { LedgerTables } from "../schema/tables.ts";
import type { Kept } from "./call-in-group.ts";
import type { LedgerContext, LedgerTarget } from "./context.ts";

// Transactions are generators of statements: see SqlSteps in database/sql-steps.ts.

type NewEntryRow = Required<Omit<Insertable<LedgerTables["cardwright_quarantine"]>, "position">>;

const insertEntry = statement(
  [
    "entry_id",
    "message_id",
    "type",
    "reason",
    "cause",
    "state",
    "state_since",
    "received_at",
    "answer_id",
    "answer_code",
    "envelope",
    "body",
    "replay_requested_at",
    "is_replaying",
  ],
  ({ db }: LedgerTarget, row: NewEntryRow) => db.insertInto("cardwright_quarantine").values(row),
);

const lockQuarantine = statement([], ({ db, dialect }: LedgerTarget, _: object) => ({
  compile: () => dialect.lockKey({ purpose: 4081726304 }).compile(db),
}));

const eraseOlder = statement(["before"], ({ db }: LedgerTarget, { before }: { readonly before: number }) =>
  db.deleteFrom("cardwright_quarantine").where("received_at", "<", before),
);

const countEntries = statement([], ({ db }: LedgerTarget, _: object) =>
  db.selectFrom("cardwright_quarantine").select((eb) => eb.fn.countAll().as("entries")),
);

const eraseOldestDecided = statement([], ({ db }: LedgerTarget, _: object) =>
  db
    .deleteFrom("cardwright_quarantine")
    .where("position", "in", (eb) =>
      eb
        .selectFrom("cardwright_quarantine")
        .select("position")
        .where("state", "in", ["replayed", "dismissed"])
        .orderBy("position")
        .limit(1),
    )
    .returning("position"),
);

/** The time before which messages are too old for the quarantine. */
export function quarantinedSince({ quarantine, now }: LedgerContext): number {
  return now() - quarantine.maxAgeMs;
}

/** Erases the messages that are too old for the quarantine. */
export function* eraseTooOld(context: LedgerContext): SqlSteps<void> {
  yield* run(eraseOlder(context, { before: quarantinedSince(context) }));
}

/**
 * Keeps a message that was not handled, unless the quarantine is full of messages that nobody has decided about. To be
 * called at the end of a transaction: other workers that add messages wait for it.
 */
export function* addToQuarantine(
  context: LedgerContext,
  { key, unhandled: { raw, cause }, answer }: Kept,
): SqlSteps<QuarantineOutcome> {
  const { dialect, quarantine, personalData } = context;
  if (!dialect.hasOneWriter) yield* run(lockQuarantine(context, {}));
  yield* eraseTooOld(context);
  const [row] = yield* query(countEntries(context, {}));
  if (Number(row?.entries ?? 0) >= quarantine.maxEntries) {
    const erased = yield* query(eraseOldestDecided(context, {}));
    if (erased.length === 0) return "full";
  }
  const id = randomUUID();
  const envelope = envelopeOf(raw);
  const { applicationProperties: _unwritable, ...withoutProperties } = envelope;
  const body = bodyOf(raw);
  const bodyText = body === undefined ? undefined : rawText(body);
  const given = answerOf(answer);
  const now = context.now();
  yield* run(
    insertEntry(context, {
      entry_id: id,
      message_id: key,
      type: typeOf(raw) ?? null,
      ...causeColumns(cause),
      state: "kept",
      state_since: now,
      received_at: now,
      answer_id: given?.messageId ?? null,
      answer_code: given?.errorCode ?? null,
      envelope: personalData.seal(id, rawText(envelope) ?? JSON.stringify(withoutProperties)),
      body: bodyText === undefined ? null : (personalData.keep(id, bodyText) ?? null),
      replay_requested_at: null,
      is_replaying: 0,
    }),
  );
  return "kept";
}

/** The columns of a cause. */
export function causeColumns(cause: QuarantineCause): { reason: QuarantineCause["reason"]; cause: string } {
  return { reason: cause.reason, cause: JSON.stringify(boundedCause(cause)) };
}
