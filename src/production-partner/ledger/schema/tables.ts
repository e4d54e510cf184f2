import type { ColumnType, Generated } from "kysely";
import type { CardState, ShippedNotice } from "../../orders/index.ts";

/** A 64-bit integer: PostgreSQL gives it as text. Times are milliseconds since 1970. */
type Whole = ColumnType<number | string, number, number>;
type WholeOrNull = ColumnType<number | string | null, number | null, number | null>;

/** The tables of the ledger. Lists are JSON text. */
export interface LedgerTables {
  cardwright_card: {
    card_id: string;
    shipment_id: string;
    organisation_id: string;
    state: CardState;
    state_since: Whole;
    requested_at: Whole;
    request_id: string;
    expected_fields: string;
    accessories: string;
    report_id: string | null;
    shipped_id: string | null;
    error_code: string | null;
  };
  cardwright_accessory: {
    shipment_id: string;
    accessory_id: string;
    article_id: string | null;
    ordered: number;
    announced: number;
  };
  cardwright_notice: {
    position: Generated<number | string>;
    message_id: string;
    shipment_id: string;
    state: ShippedNotice["state"];
    state_since: Whole;
    card_ids: string;
    accessories: string;
    error_code: string | null;
  };
  /** What a request says beyond the order itself: names, addresses, card elements. The only table to purge. */
  cardwright_personal_data: { card_id: string; data: string };
  cardwright_inbox: {
    message_id: string;
    received_at: Whole;
    handled_at: WholeOrNull;
    claimed_by: string | null;
  };
  cardwright_outbox: {
    position: Generated<number | string>;
    message_id: string;
    correlation_id: string | null;
    type: string;
    /** Messages with the same key are sent one after the other. */
    order_key: string;
    /** The payload, until it is sent. */
    body: string | null;
    /** By which a report that says the same is recognized, until it is purged. */
    content_digest: string | null;
    staged_at: Whole;
    first_tried_at: WholeOrNull;
    tries: number;
    not_before: Whole;
    leased_by: string | null;
    error_code: string | null;
    sent_at: WholeOrNull;
  };
  /** What happened, in order: never changed, never deleted, no personal data. */
  cardwright_event: {
    position: Generated<number | string>;
    at: Whole;
    direction: "in" | "out" | "operator";
    type: string;
    message_id: string | null;
    card_id: string | null;
    shipment_id: string | null;
    /** The card's state afterwards, when it changed. */
    state: CardState | null;
    /** The error code of an Error Notification, or the rule that refused the message. */
    reason: string | null;
  };
  /** Processes that have the ledger open; claims and leases are theirs as long as they live. */
  cardwright_worker: { worker_id: string; alive_until: Whole };
}
