import type { Insertable, Selectable } from "kysely";
import type { AccessoryOrder, CardOrder, ShippedNotice } from "../../orders/index.ts";
import type { LedgerTables } from "../schema/tables.ts";

// Rows of the tables, and the order records that they hold.

/** A row to write: with every column but those that the database fills in. */
type NewRow<Table extends keyof LedgerTables> = Required<Omit<Insertable<LedgerTables[Table]>, "position">>;

export type NewCardRow = NewRow<"cardwright_card">;
export type NewAccessoryRow = NewRow<"cardwright_accessory">;
export type NewNoticeRow = NewRow<"cardwright_notice">;

/** Reads a card. */
export function cardOf(row: Selectable<LedgerTables["cardwright_card"]>): CardOrder {
  return {
    cardId: row.card_id,
    shipmentId: row.shipment_id,
    organisationId: row.organisation_id,
    state: row.state,
    requestId: row.request_id,
    // Written only by `rowOfCard`.
    expectedReportDataFields: JSON.parse(row.expected_fields) as string[],
    accessories: JSON.parse(row.accessories) as CardOrder["accessories"],
    ...(row.is_undecided !== 0 && { isUndecided: true }),
    ...(row.report_id !== null && { reportId: row.report_id }),
    ...(row.shipped_id !== null && { shippedId: row.shipped_id }),
    ...(row.error_code !== null && { errorCode: row.error_code }),
  };
}

/** Makes the row of a card. */
export function rowOfCard(
  card: CardOrder,
  times: { readonly stateSince: number; readonly requestedAt: number },
): NewCardRow {
  return {
    card_id: card.cardId,
    shipment_id: card.shipmentId,
    organisation_id: card.organisationId,
    state: card.state,
    state_since: times.stateSince,
    requested_at: times.requestedAt,
    request_id: card.requestId,
    expected_fields: JSON.stringify(card.expectedReportDataFields),
    accessories: JSON.stringify(card.accessories),
    is_undecided: card.isUndecided === true ? 1 : 0,
    report_id: card.reportId ?? null,
    shipped_id: card.shippedId ?? null,
    error_code: card.errorCode ?? null,
  };
}

/** Reads an accessory. */
export function accessoryOf(row: Selectable<LedgerTables["cardwright_accessory"]>): AccessoryOrder {
  return {
    shipmentId: row.shipment_id,
    accessoryId: row.accessory_id,
    ...(row.article_id !== null && { articleId: row.article_id }),
    ordered: row.ordered,
    announced: row.announced,
  };
}

/** Makes the row of an accessory. */
export function rowOfAccessory(accessory: AccessoryOrder): NewAccessoryRow {
  return {
    shipment_id: accessory.shipmentId,
    accessory_id: accessory.accessoryId,
    article_id: accessory.articleId ?? null,
    ordered: accessory.ordered,
    announced: accessory.announced,
  };
}

/** Reads a notice of shipment. */
export function noticeOf(row: Selectable<LedgerTables["cardwright_notice"]>): ShippedNotice {
  return {
    messageId: row.message_id,
    shipmentId: row.shipment_id,
    state: row.state,
    // Written only by `rowOfNotice`.
    cardIds: JSON.parse(row.card_ids) as string[],
    accessories: JSON.parse(row.accessories) as ShippedNotice["accessories"],
    ...(row.error_code !== null && { errorCode: row.error_code }),
  };
}

/** Makes the row of a notice of shipment. */
export function rowOfNotice(notice: ShippedNotice, stateSince: number): NewNoticeRow {
  return {
    message_id: notice.messageId,
    shipment_id: notice.shipmentId,
    state: notice.state,
    state_since: stateSince,
    card_ids: JSON.stringify(notice.cardIds),
    accessories: JSON.stringify(notice.accessories),
    error_code: notice.errorCode ?? null,
  };
}
