import type { Selectable } from "kysely";
import { query, type SqlSteps } from "../../../database/sql-steps.ts";
import type { Page, PageOptions } from "../page.ts";
import { cursorOf, limitOf, pageOf } from "../page-cursor.ts";
import type {
  QuarantineCause,
  QuarantinedMessage,
  QuarantineEntry,
  QuarantineFill,
  QuarantineFilter,
} from "../quarantine.ts";
import { decidedEntry, entryWithoutBody, unknownEntry } from "../quarantine-error.ts";
import { fillOf } from "../quarantine-fill.ts";
import { rawMessageOf, type StoredBody, type StoredEnvelope } from "../raw-message.ts";
import type { LedgerTables } from "../schema/tables.ts";
import { isText } from "../stored-text.ts";
import type { LedgerContext } from "./context.ts";
import { causeColumns, quarantinedSince } from "./quarantine.ts";

// Transactions are generators of statements: see SqlSteps in database/sql-steps.ts.

type EntryRow = Selectable<LedgerTables["cardwright_quarantine"]>;

/** Lists entries, the oldest first. */
export function* listEntries(
  context: LedgerContext,
  options: PageOptions & QuarantineFilter,
): SqlSteps<Page<QuarantineEntry>> {
  const { state, reason, type } = options;
  const limit = limitOf(options);
  const [after = "0"] = cursorOf(options, "number") ?? [];
  let entries = context.db
    .selectFrom("cardwright_quarantine")
    .selectAll()
    .where("position", ">", Number(after))
    .where("received_at", ">=", quarantinedSince(context));
  if (state !== undefined) entries = entries.where("state", "=", state);
  if (reason !== undefined) entries = entries.where("reason", "=", reason);
  if (type !== undefined) entries = entries.where("type", "=", type);
  const rows = yield* query(
    entries
      .orderBy("position")
      .limit(limit + 1)
      .compile(),
  );
  return pageOf(rows, limit, entryOf, (row) => [row.position]);
}

/** Finds an entry with its content. */
export function* showEntry(context: LedgerContext, id: string): SqlSteps<QuarantinedMessage | undefined> {
  const row = yield* findEntry(context, id);
  return row === undefined ? undefined : messageOf(context, row);
}

/** Returns how full the quarantine is. */
export function* quarantineFill(context: LedgerContext): SqlSteps<QuarantineFill> {
  const { db, quarantine, now } = context;
  const [row] = yield* query(
    db
      .selectFrom("cardwright_quarantine")
      .select((eb) => [eb.fn.countAll().as("kept"), eb.fn.min("received_at").as("oldest")])
      .where("state", "=", "kept")
      .where("received_at", ">=", quarantinedSince(context))
      .compile(),
  );
  const oldest = row?.oldest ?? null;
  return fillOf(quarantine, Number(row?.kept ?? 0), oldest === null ? undefined : Number(oldest), now());
}

/** Returns an entry to be replayed. */
export function* takeForReplay(context: LedgerContext, id: string): SqlSteps<QuarantinedMessage> {
  const row = yield* findReplayable(context, id);
  const message = messageOf(context, row);
  return { ...message, raw: { ...message.raw, messageId: row.message_id } };
}

/** Records that a replay is wanted. */
export function* requestReplay(context: LedgerContext, id: string): SqlSteps<void> {
  yield* findReplayable(context, id);
  yield* query(
    context.db
      .updateTable("cardwright_quarantine")
      .set({ replay_requested_at: context.now() })
      .where("entry_id", "=", id)
      .where("replay_requested_at", "is", null)
      .compile(),
  );
}

/** Returns the ids of entries whose replay was requested. */
export function* listRequested(context: LedgerContext, limit: number): SqlSteps<readonly string[]> {
  const rows = yield* query(
    context.db
      .selectFrom("cardwright_quarantine")
      .select("entry_id")
      .where("replay_requested_at", "is not", null)
      .where("state", "=", "kept")
      .where("received_at", ">=", quarantinedSince(context))
      .orderBy("replay_requested_at")
      .orderBy("position")
      .limit(limit)
      .compile(),
  );
  return rows.map((row) => row.entry_id);
}

/** Records why a replay was not possible. */
export function* keepEntry({ db }: LedgerContext, id: string, cause: QuarantineCause): SqlSteps<void> {
  yield* query(
    db
      .updateTable("cardwright_quarantine")
      .set({ ...causeColumns(cause), replay_requested_at: null })
      .where("entry_id", "=", id)
      .where("state", "=", "kept")
      .compile(),
  );
}

/** Records that a message needs no handling. */
export function* dismissEntry(context: LedgerContext, id: string): SqlSteps<void> {
  const { db, now } = context;
  const row = yield* findEntry(context, id);
  if (row === undefined) throw unknownEntry(id);
  if (row.state === "replayed") throw decidedEntry(id, row.state);
  if (row.state === "dismissed") return;
  yield* query(
    db
      .updateTable("cardwright_quarantine")
      .set({ state: "dismissed", state_since: now(), replay_requested_at: null, is_replaying: 0 })
      .where("entry_id", "=", id)
      .compile(),
  );
  // Nobody will finish a replay that has begun.
  if (row.is_replaying !== 0) {
    yield* query(
      db
        .updateTable("cardwright_inbox")
        .set({ handled_at: now(), claimed_by: null })
        .where("message_id", "=", row.message_id)
        .compile(),
    );
  }
}

function* findEntry(context: LedgerContext, id: string): SqlSteps<EntryRow | undefined> {
  if (!isText(id)) return undefined;
  const entry = context.db
    .selectFrom("cardwright_quarantine")
    .selectAll()
    .where("entry_id", "=", id)
    .where("received_at", ">=", quarantinedSince(context));
  const [row] = yield* query(entry.compile());
  return row;
}

function* findReplayable(context: LedgerContext, id: string): SqlSteps<EntryRow> {
  const row = yield* findEntry(context, id);
  if (row === undefined) throw unknownEntry(id);
  if (row.state !== "kept") throw decidedEntry(id, row.state);
  if (row.body === null) throw entryWithoutBody(id);
  return row;
}

function entryOf(row: EntryRow): QuarantineEntry {
  const { answer_id: messageId, answer_code: errorCode } = row;
  return {
    id: row.entry_id,
    state: row.state,
    stateSince: new Date(Number(row.state_since)),
    receivedAt: new Date(Number(row.received_at)),
    ...(row.type !== null && { type: row.type }),
    messageId: row.message_id,
    // Written only by `causeColumns`.
    cause: JSON.parse(row.cause) as QuarantineCause,
    ...(messageId !== null && errorCode !== null && { answer: { messageId, errorCode } }),
    isReplayRequested: row.replay_requested_at !== null,
    isReplaying: row.is_replaying !== 0,
    hasBody: row.body !== null,
  };
}

function messageOf({ personalData }: LedgerContext, row: EntryRow): QuarantinedMessage {
  // Written only by `addToQuarantine`.
  const envelope = JSON.parse(personalData.open(row.entry_id, row.envelope)) as StoredEnvelope;
  const body = row.body === null ? undefined : (JSON.parse(personalData.open(row.entry_id, row.body)) as StoredBody);
  return { ...entryOf(row), raw: rawMessageOf(envelope, body) };
}
