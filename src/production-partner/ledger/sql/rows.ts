import type { Insertable, Selectable } from "kysely";
import type { AccessoryOrder, CardOrder, ShippedNotice } from "../../orders/index.ts";
import type { LedgerTables } from "../schema/tables.ts";

type CardRow = Selectable<LedgerTables["cardwright_card"]>;
type AccessoryRow = Selectable<LedgerTables["cardwright_accessory"]>;
type NoticeRow = Selectable<LedgerTables["cardwright_notice"]>;

export function cardOf(row: CardRow): CardOrder {
  return {
    cardId: row.card_id,
    shipmentId: row.shipment_id,
    organisationId: row.organisation_id,
    state: row.state,
    requestId: row.request_id,
    // Written by `rowOfCard`, and by nobody else.
    expectedReportDataFields: JSON.parse(row.expected_fields) as string[],
    accessories: JSON.parse(row.accessories) as CardOrder["accessories"],
    ...(row.report_id === null ? {} : { reportId: row.report_id }),
    ...(row.shipped_id === null ? {} : { shippedId: row.shipped_id }),
    ...(row.error_code === null ? {} : { errorCode: row.error_code }),
  };
}

export function rowOfCard(
  card: CardOrder,
  times: { readonly stateSince: number; readonly requestedAt: number },
): Insertable<LedgerTables["cardwright_card"]> {
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
    report_id: card.reportId ?? null,
    shipped_id: card.shippedId ?? null,
    error_code: card.errorCode ?? null,
  };
}

export function accessoryOf(row: AccessoryRow): AccessoryOrder {
  return {
    shipmentId: row.shipment_id,
    accessoryId: row.accessory_id,
    ...(row.article_id === null ? {} : { articleId: row.article_id }),
    ordered: row.ordered,
    announced: row.announced,
  };
}

export function rowOfAccessory(accessory: AccessoryOrder): Insertable<LedgerTables["cardwright_accessory"]> {
  return {
    shipment_id: accessory.shipmentId,
    accessory_id: accessory.accessoryId,
    article_id: accessory.articleId ?? null,
    ordered: accessory.ordered,
    announced: accessory.announced,
  };
}

export function noticeOf(row: NoticeRow): ShippedNotice {
  return {
    messageId: row.message_id,
    shipmentId: row.shipment_id,
    state: row.state,
    // Written by `rowOfNotice`, and by nobody else.
    cardIds: JSON.parse(row.card_ids) as string[],
    accessories: JSON.parse(row.accessories) as ShippedNotice["accessories"],
    ...(row.error_code === null ? {} : { errorCode: row.error_code }),
  };
}

export function rowOfNotice(notice: ShippedNotice, stateSince: number): Insertable<LedgerTables["cardwright_notice"]> {
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
