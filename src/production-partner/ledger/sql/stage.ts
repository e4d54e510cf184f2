import type { Insertable } from "kysely";
import { query, run, type SqlSteps } from "../../../database/sql-steps.ts";
import { statement } from "../../../database/statement.ts";
import { decideSent, factsNeededFor, OrderRefusedError, type OrderRules } from "../../orders/index.ts";
import type { Draft, StagedMessage } from "../order-ledger.ts";
import type { LedgerTables } from "../schema/tables.ts";
import { orderKeyOf, withExisting } from "../send-order.ts";
import { isText, storeText } from "../stored-text.ts";
import { writeChanges } from "./changes.ts";
import type { Ids, LedgerContext, LedgerTarget } from "./context.ts";
import { recordMessage } from "./events.ts";
import { loadFacts, loadOrganisations, lockShipments, shipmentsToLock } from "./facts.ts";

// Transactions are generators of statements: see SqlSteps in database/sql-steps.ts.

const ordersOf = statement(["ids"], ({ db, dialect }: LedgerTarget, { ids }: Ids) =>
  db
    .selectFrom("cardwright_card")
    .select(["card_id", "shipment_id", "organisation_id"])
    .where(dialect.isOneOf("card_id", ids)),
);

const stagedOf = statement(["ids"], ({ db, dialect }: LedgerTarget, { ids }: Ids) =>
  db.selectFrom("cardwright_outbox").select("message_id").where(dialect.isOneOf("message_id", ids)),
);

/** Without the columns that stay empty until a relay takes the message. */
type NewMessageRow = Omit<
  Insertable<LedgerTables["cardwright_outbox"]>,
  "position" | "first_tried_at" | "postponed_at" | "leased_by" | "error_code" | "sent_at"
>;

const insertMessage = statement(
  [
    "message_id",
    "correlation_id",
    "type",
    "order_key",
    "body",
    "content_digest",
    "staged_at",
    "tries",
    "not_before",
    "traceparent",
    "tracestate",
  ],
  ({ db }: LedgerTarget, row: NewMessageRow) => db.insertInto("cardwright_outbox").values(row),
);

/** Makes the messages of a draft and stages them. */
export function* stageDraft(context: LedgerContext, draft: Draft): SqlSteps<readonly StagedMessage[]> {
  // The application may report any text.
  const cardIds = draft.cardIds.filter(isText);
  const rows = cardIds.length === 0 ? [] : yield* query(ordersOf(context, { ids: cardIds }));
  const messages = draft.compose({
    cards: new Map(
      rows.map((row) => [row.card_id, { shipmentId: row.shipment_id, organisationId: row.organisation_id }]),
    ),
    shipments: yield* loadOrganisations(context, draft.shipmentIds),
  });
  return yield* stageMessages(context, messages, draft.rules);
}

/**
 * Puts the answer to a refused message into the outbox. It changes no order, so it locks nothing: its card may belong to
 * another shipment than the message named, and two such messages would wait for each other.
 */
export function* stageAnswer(context: LedgerContext, answer: StagedMessage): SqlSteps<void> {
  yield* recordMessage(context, "out", answer, { cards: [] });
  yield* insertIntoOutbox(context, answer);
}

/** Puts messages into the outbox with their effect on the orders; a refusal undoes the transaction. */
export function* stageMessages(
  context: LedgerContext,
  messages: readonly StagedMessage[],
  rules?: OrderRules,
): SqlSteps<readonly StagedMessage[]> {
  // For messages with a digest, the rules find the existing one.
  const ids = messages.filter((message) => digestOf(message) === undefined).map(({ messageId }) => messageId);
  const staged = ids.length === 0 ? [] : yield* query(stagedOf(context, { ids }));
  const known = new Set(staged.map((row) => row.message_id));
  const fresh = messages.filter(({ messageId }) => !known.has(messageId));
  const shipmentIds: string[] = [];
  for (const message of fresh) shipmentIds.push(...(yield* shipmentsToLock(context, message)));
  yield* lockShipments(context, shipmentIds);
  const existing = new Map<string, string>();
  for (const message of fresh) {
    const facts = yield* loadFacts(context, factsNeededFor(message, rules));
    const decision = decideSent(facts, message, rules);
    if (!decision.ok) throw new OrderRefusedError(decision.refusal);
    if (decision.existing !== undefined) {
      existing.set(message.messageId, decision.existing);
      continue;
    }
    yield* writeChanges(context, facts, decision.changes);
    yield* recordMessage(context, "out", message, decision.changes);
    yield* insertIntoOutbox(context, message);
  }
  return withExisting(messages, existing);
}

function* insertIntoOutbox(context: LedgerContext, message: StagedMessage): SqlSteps<void> {
  const { messageId, correlationId, type, body, trace } = message;
  const digest = digestOf(message);
  yield* run(
    insertMessage(context, {
      message_id: messageId,
      correlation_id: correlationId === undefined ? null : storeText(correlationId),
      type,
      order_key: orderKeyOf(message),
      body: context.personalData.seal(messageId, body),
      content_digest: digest === undefined ? null : context.personalData.seal(messageId, digest),
      staged_at: context.now(),
      tries: 0,
      not_before: 0,
      traceparent: trace?.traceparent ?? null,
      tracestate: trace?.tracestate ?? null,
    }),
  );
}

/** The digest of a message's content; `undefined` for one that may be repeated. */
function digestOf({ fact }: StagedMessage): string | undefined {
  return "digest" in fact ? fact.digest : undefined;
}
