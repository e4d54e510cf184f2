import { query, type SqlSteps } from "../../../database/sql-steps.ts";
import type { CardOrder } from "../../orders/index.ts";
import type { ShipmentView } from "../order-ledger.ts";
import { isText } from "../stored-text.ts";
import type { LedgerContext } from "./context.ts";
import { accessoryOf, cardOf, noticeOf } from "./rows.ts";

// Transactions are generators of statements: see SqlSteps in database/sql-steps.ts.

/** Finds a card. */
export function* findCard({ db }: LedgerContext, cardId: string): SqlSteps<CardOrder | undefined> {
  if (!isText(cardId)) return undefined;
  const [row] = yield* query(db.selectFrom("cardwright_card").selectAll().where("card_id", "=", cardId).compile());
  return row === undefined ? undefined : cardOf(row);
}

/** Finds a shipment with its cards, accessories and notices. */
export function* findShipment({ db }: LedgerContext, shipmentId: string): SqlSteps<ShipmentView | undefined> {
  if (!isText(shipmentId)) return undefined;
  const cards = yield* query(
    db
      .selectFrom("cardwright_card")
      .selectAll()
      .where("shipment_id", "=", shipmentId)
      .orderBy("requested_at")
      .orderBy("card_id")
      .compile(),
  );
  const [first] = cards;
  if (first === undefined) return undefined;
  const accessories = yield* query(
    db
      .selectFrom("cardwright_accessory")
      .selectAll()
      .where("shipment_id", "=", shipmentId)
      .orderBy("accessory_id")
      .compile(),
  );
  const notices = yield* query(
    db.selectFrom("cardwright_notice").selectAll().where("shipment_id", "=", shipmentId).orderBy("position").compile(),
  );
  return {
    shipmentId,
    organisationId: first.organisation_id,
    cards: cards.map(cardOf),
    accessories: accessories.map(accessoryOf),
    notices: notices.map(noticeOf),
  };
}
