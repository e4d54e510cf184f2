import { sql } from "kysely";
import { run, type SqlSteps } from "../../../database/sql-steps.ts";
import { statement } from "../../../database/statement.ts";
import type { OrderChanges, OrderFacts } from "../../orders/index.ts";
import type { LedgerContext, LedgerTarget } from "./context.ts";
import {
  type NewAccessoryRow,
  type NewCardRow,
  type NewNoticeRow,
  rowOfAccessory,
  rowOfCard,
  rowOfNotice,
} from "./rows.ts";

// Transactions are generators of statements: see SqlSteps in database/sql-steps.ts.

const cardColumns = [
  "card_id",
  "shipment_id",
  "organisation_id",
  "state",
  "state_since",
  "requested_at",
  "request_id",
  "expected_fields",
  "accessories",
  "is_undecided",
  "report_id",
  "shipped_id",
  "error_code",
] as const;

// A card that another shipment's request took in the meantime makes it fail, and the transaction is repeated; an upsert
// would overwrite it.
const insertCard = statement(cardColumns, ({ db }: LedgerTarget, row: NewCardRow) =>
  db.insertInto("cardwright_card").values(row),
);

const updateCard = statement(
  cardColumns,
  ({ db }: LedgerTarget, { card_id, requested_at, state_since, ...row }: NewCardRow) =>
    db
      .updateTable("cardwright_card")
      .set(row)
      .set({
        state_since: sql<number>`case when state = ${row.state} then state_since else ${state_since} end`,
        // A card whose request was rejected may be ordered again.
        requested_at: sql<number>`case when request_id = ${row.request_id} then requested_at else ${requested_at} end`,
      })
      .where("card_id", "=", card_id),
);

const putAccessory = statement(
  ["shipment_id", "accessory_id", "article_id", "ordered", "announced"],
  ({ db, dialect }: LedgerTarget, row: NewAccessoryRow) =>
    dialect.upsert(db.insertInto("cardwright_accessory").values(row), {
      key: ["shipment_id", "accessory_id"],
      update: ["article_id", "ordered", "announced"],
    }),
);

const putNotice = statement(
  ["message_id", "shipment_id", "state", "state_since", "card_ids", "accessories", "error_code"],
  ({ db, dialect }: LedgerTarget, row: NewNoticeRow) =>
    dialect.upsert(db.insertInto("cardwright_notice").values(row), {
      key: ["message_id"],
      update: ["state", "state_since", "error_code"],
    }),
);

/** Writes the changes of a decision. The facts it was based on show which cards are new. */
export function* writeChanges(context: LedgerContext, facts: OrderFacts, changes: OrderChanges): SqlSteps<void> {
  const now = context.now();
  for (const card of changes.cards) {
    const write = facts.cards.has(card.cardId) ? updateCard : insertCard;
    yield* run(write(context, rowOfCard(card, { stateSince: now, requestedAt: now })));
  }
  for (const accessory of changes.accessories) yield* run(putAccessory(context, rowOfAccessory(accessory)));
  for (const notice of changes.notices) yield* run(putNotice(context, rowOfNotice(notice, now)));
}
