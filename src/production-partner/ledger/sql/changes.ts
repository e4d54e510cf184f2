import { type Insertable, sql } from "kysely";
import { run, type SqlSteps } from "../../../database/sql-steps.ts";
import { type StatementTarget, statement } from "../../../database/statement.ts";
import type { OrderChanges, OrderFacts } from "../../orders/index.ts";
import type { LedgerTables } from "../schema/tables.ts";
import type { LedgerContext } from "./context.ts";
import { rowOfAccessory, rowOfCard, rowOfNotice } from "./rows.ts";

type Target = StatementTarget<LedgerTables>;
type CardRow = Insertable<LedgerTables["cardwright_card"]>;
type AccessoryRow = Insertable<LedgerTables["cardwright_accessory"]>;
type NoticeRow = Insertable<LedgerTables["cardwright_notice"]>;

// A card that another shipment's request took in the meantime makes it fail, and the transaction is repeated; "on
// conflict" would overwrite it.
const insertCard = statement(({ db }: Target, row: CardRow) => db.insertInto("cardwright_card").values(row));

const updateCard = statement(({ db }: Target, { card_id, requested_at, ...row }: CardRow) =>
  db
    .updateTable("cardwright_card")
    .set(row)
    // A card whose request was rejected may be ordered again.
    .set({
      requested_at: sql<number>`case when request_id = ${row.request_id} then requested_at else ${requested_at} end`,
    })
    .where("card_id", "=", card_id),
);

const putAccessory = statement(({ db }: Target, row: AccessoryRow) =>
  db
    .insertInto("cardwright_accessory")
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(["shipment_id", "accessory_id"]).doUpdateSet((eb) => ({
        article_id: eb.ref("excluded.article_id"),
        ordered: eb.ref("excluded.ordered"),
        announced: eb.ref("excluded.announced"),
      })),
    ),
);

const putNotice = statement(({ db }: Target, row: NoticeRow) =>
  db
    .insertInto("cardwright_notice")
    .values(row)
    .onConflict((conflict) =>
      conflict.column("message_id").doUpdateSet((eb) => ({
        state: eb.ref("excluded.state"),
        state_since: eb.ref("excluded.state_since"),
        error_code: eb.ref("excluded.error_code"),
      })),
    ),
);

/** Writes what a decision changes. The facts it was made from tell what is new. */
export function* writeChanges(context: LedgerContext, facts: OrderFacts, changes: OrderChanges): SqlSteps<void> {
  const now = context.now();
  for (const card of changes.cards) {
    const write = facts.cards.has(card.cardId) ? updateCard : insertCard;
    yield* run(write(context, rowOfCard(card, { stateSince: now, requestedAt: now })));
  }
  for (const accessory of changes.accessories) yield* run(putAccessory(context, rowOfAccessory(accessory)));
  for (const notice of changes.notices) yield* run(putNotice(context, rowOfNotice(notice, now)));
}
