import { queryInChunks } from "../../database/chunks.ts";
import type { SqlSteps } from "../../database/sql-steps.ts";
import type { OrderChanges, OrderFacts } from "../../orders/index.ts";
import type { LedgerContext } from "./context.ts";
import { rowOfAccessory, rowOfCard, rowOfNotice } from "./rows.ts";

/** Writes what a decision changes. The facts it was made from tell what is new. */
export function* writeChanges(context: LedgerContext, facts: OrderFacts, changes: OrderChanges): SqlSteps<void> {
  const { db } = context;
  const now = context.now();
  const rows = changes.cards.map((card) => rowOfCard(card, { stateSince: now, requestedAt: now }));

  // A card that another shipment's request took in the meantime makes a plain insert fail, and the transaction is
  // repeated; "on conflict" would overwrite it.
  yield* queryInChunks(
    rows.filter((row) => !facts.cards.has(row.card_id)),
    (fresh) => db.insertInto("cardwright_card").values(fresh).compile(),
  );
  yield* queryInChunks(
    rows.filter((row) => facts.cards.has(row.card_id)),
    (known) =>
      db
        .insertInto("cardwright_card")
        .values(known)
        .onConflict((conflict) =>
          conflict.column("card_id").doUpdateSet((eb) => ({
            // A card whose request was rejected may be ordered again, in another shipment.
            shipment_id: eb.ref("excluded.shipment_id"),
            organisation_id: eb.ref("excluded.organisation_id"),
            request_id: eb.ref("excluded.request_id"),
            requested_at: eb
              .case()
              .when("excluded.request_id", "=", eb.ref("cardwright_card.request_id"))
              .then(eb.ref("cardwright_card.requested_at"))
              .else(eb.ref("excluded.requested_at"))
              .end(),
            expected_fields: eb.ref("excluded.expected_fields"),
            accessories: eb.ref("excluded.accessories"),
            state: eb.ref("excluded.state"),
            state_since: eb.ref("excluded.state_since"),
            report_id: eb.ref("excluded.report_id"),
            shipped_id: eb.ref("excluded.shipped_id"),
            error_code: eb.ref("excluded.error_code"),
          })),
        )
        .compile(),
  );
  yield* queryInChunks(changes.accessories.map(rowOfAccessory), (accessories) =>
    db
      .insertInto("cardwright_accessory")
      .values(accessories)
      .onConflict((conflict) =>
        conflict.columns(["shipment_id", "accessory_id"]).doUpdateSet((eb) => ({
          article_id: eb.ref("excluded.article_id"),
          ordered: eb.ref("excluded.ordered"),
          announced: eb.ref("excluded.announced"),
        })),
      )
      .compile(),
  );
  yield* queryInChunks(
    changes.notices.map((notice) => rowOfNotice(notice, now)),
    (notices) =>
      db
        .insertInto("cardwright_notice")
        .values(notices)
        .onConflict((conflict) =>
          conflict.column("message_id").doUpdateSet((eb) => ({
            state: eb.ref("excluded.state"),
            state_since: eb.ref("excluded.state_since"),
            error_code: eb.ref("excluded.error_code"),
          })),
        )
        .compile(),
  );
}
