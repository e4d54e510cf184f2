import type { ColumnType, Generated } from "kysely";
import type { CardState, ShippedNotice } from "../../orders/index.ts";
import type { QuarantineCause, QuarantineState } from "../quarantine.ts";

/** A 64-bit integer: PostgreSQL returns it as text. Times are milliseconds since 1970. */
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
    /** 1 while the application has not decided about the request, and its accessories are not part of the shipment. */
    is_undecided: number;
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
  /**
   * The personal data of a request: names, addresses, card elements. Purged, as are the digests and bodies of the
   * outbox.
   */
  cardwright_personal_data: { card_id: string; data: string };
  cardwright_inbox: {
    message_id: string;
    received_at: Whole;
    handled_at: WholeOrNull;
    claimed_by: string | null;
    /** The trace in which it was handled first. */
    traceparent: string | null;
    tracestate: string | null;
  };
  cardwright_outbox: {
    position: Generated<number | string>;
    message_id: string;
    correlation_id: string | null;
    type: string;
    /** Messages with the same key are sent one after the other. */
    order_key: string;
    /**
     * 0 when no earlier message with the same key is unsent. 1 may lag behind: see `mendWaits`; so a message is taken only
     * when there is really none.
     */
    waits: Generated<number>;
    /** The message as it is sent, as JSON text, until it is sent. */
    body: string | null;
    /** Identifies a report with the same content, until it is purged. */
    content_digest: string | null;
    staged_at: Whole;
    first_tried_at: WholeOrNull;
    tries: number;
    not_before: Whole;
    /** When `not_before` was written; null for rows of earlier versions. */
    postponed_at: WholeOrNull;
    leased_by: string | null;
    error_code: string | null;
    sent_at: WholeOrNull;
    /** The trace in which it was staged. */
    traceparent: string | null;
    tracestate: string | null;
  };
  /** The history of orders: never changed, never deleted, without personal data. */
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
  /** Messages that were consumed without having been handled. */
  cardwright_quarantine: {
    position: Generated<number | string>;
    entry_id: string;
    /** The key of the message in the inbox. */
    message_id: string;
    type: string | null;
    reason: QuarantineCause["reason"];
    /** A {@link QuarantineCause}. */
    cause: string;
    state: QuarantineState;
    state_since: Whole;
    received_at: Whole;
    answer_id: string | null;
    answer_code: string | null;
    envelope: string;
    /** Until it is purged; none when personal data is left out. */
    body: string | null;
    replay_requested_at: WholeOrNull;
    /** 1 while a replay has changed the orders and the application has not finished with it. */
    is_replaying: number;
  };
  /** Processes that have the ledger open; their claims and leases are valid while they are alive. */
  cardwright_worker: {
    worker_id: string;
    alive_until: Whole;
    /** When `alive_until` was written; null for rows of earlier versions. */
    seen_at: WholeOrNull;
  };
}
