import type { Insertable } from "kysely";
import { query, run, type SqlSteps } from "../../../database/sql-steps.ts";
import { isOneOf, type StatementTarget, statement } from "../../../database/statement.ts";
import { contentDigest, decideSent, factsNeededFor, OrderRefusedError } from "../../orders/index.ts";
import type { Draft, NotificationMessage } from "../order-ledger.ts";
import type { LedgerTables } from "../schema/tables.ts";
import { orderKeyOf, standing } from "../send-order.ts";
import { writeChanges } from "./changes.ts";
import type { LedgerContext } from "./context.ts";
import { recordMessage } from "./events.ts";
import { loadFacts, loadOrganisations, lockShipments, shipmentsToLock } from "./facts.ts";

type Target = StatementTarget<LedgerTables>;
type Ids = { readonly ids: readonly string[] };

const ordersOf = statement(({ db, dialect }: Target, { ids }: Ids) =>
  db
    .selectFrom("cardwright_card")
    .select(["card_id", "shipment_id", "organisation_id"])
    .where(isOneOf(dialect, "card_id", ids)),
);

const stagedOf = statement(({ db, dialect }: Target, { ids }: Ids) =>
  db
    .selectFrom("cardwright_outbox")
    .select("message_id")
    .where(isOneOf(dialect, "message_id", ids)),
);

const insertMessage = statement(({ db }: Target, row: Insertable<LedgerTables["cardwright_outbox"]>) =>
  db.insertInto("cardwright_outbox").values(row),
);

/** Makes the messages of a draft and stages them. */
export function* stageDraft(context: LedgerContext, draft: Draft): SqlSteps<readonly NotificationMessage[]> {
  const { cardIds } = draft;
  const rows = cardIds.length === 0 ? [] : yield* query(ordersOf(context, { ids: cardIds }));
  const messages = draft.compose({
    cards: new Map(
      rows.map((row) => [row.card_id, { shipmentId: row.shipment_id, organisationId: row.organisation_id }]),
    ),
    shipments: yield* loadOrganisations(context, draft.shipmentIds),
  });
  return yield* stageMessages(context, messages);
}

/** Puts messages into the outbox with their effect on the orders; a refusal undoes the transaction. */
export function* stageMessages(
  context: LedgerContext,
  messages: readonly NotificationMessage[],
): SqlSteps<readonly NotificationMessage[]> {
  // Of the others, the rules know which are there.
  const ids = messages.filter((message) => contentDigest(message) === undefined).map(({ messageId }) => messageId);
  const staged = ids.length === 0 ? [] : yield* query(stagedOf(context, { ids }));
  const known = new Set(staged.map((row) => row.message_id));
  const fresh = messages.filter(({ messageId }) => !known.has(messageId));
  const shipmentIds: string[] = [];
  for (const message of fresh) shipmentIds.push(...(yield* shipmentsToLock(context, message)));
  yield* lockShipments(context, shipmentIds);
  const repeated = new Map<string, string>();
  for (const message of fresh) {
    const facts = yield* loadFacts(context, factsNeededFor(message));
    const decision = decideSent(facts, message);
    if (!decision.ok) throw new OrderRefusedError(decision.refusal);
    if (decision.repeats !== undefined) {
      repeated.set(message.messageId, decision.repeats);
      continue;
    }
    yield* writeChanges(context, facts, decision.changes);
    yield* recordMessage(context, "out", message, decision.changes);
    yield* insertIntoOutbox(context, message);
  }
  return standing(messages, repeated);
}

function* insertIntoOutbox(context: LedgerContext, message: NotificationMessage): SqlSteps<void> {
  const { messageId, correlationId = null, type, payload } = message;
  const digest = contentDigest(message);
  yield* run(
    insertMessage(context, {
      message_id: messageId,
      correlation_id: correlationId,
      type,
      order_key: orderKeyOf(message),
      body: context.personalData.seal(messageId, JSON.stringify(payload)),
      content_digest: digest === undefined ? null : context.personalData.seal(messageId, digest),
      staged_at: context.now(),
      tries: 0,
      not_before: 0,
    }),
  );
}
