import { type ColumnDefinitionBuilder, type Kysely, sql } from "kysely";
import type { Migration } from "../../../database/migrate.ts";
import type { SqlDialect } from "../../../database/sql-dialect.ts";

const required = (column: ColumnDefinitionBuilder) => column.notNull();
const key = (column: ColumnDefinitionBuilder) => column.primaryKey().notNull();

/** The history of the ledger's tables. */
export const ledgerMigrations: readonly Migration[] = [
  { name: "orders, inbox and outbox", statements: first },
  { name: "content digests in the outbox", statements: second },
  { name: "quarantine, and requests that are not decided", statements: third },
  { name: "when leases and waits were written", statements: fourth },
  { name: "which messages wait for others", statements: fifth },
  { name: "trace context", statements: traceContext },
];

function first(db: Kysely<unknown>, dialect: SqlDialect) {
  const position = ["position", dialect.counter.type, dialect.counter.define] as const;
  const { schema } = db;
  return [
    schema
      .createTable("cardwright_card")
      .addColumn("card_id", "text", key)
      .addColumn("shipment_id", "text", required)
      .addColumn("organisation_id", "text", required)
      .addColumn("state", "text", required)
      .addColumn("state_since", "bigint", required)
      .addColumn("requested_at", "bigint", required)
      .addColumn("request_id", "text", required)
      .addColumn("expected_fields", "text", required)
      .addColumn("accessories", "text", required)
      .addColumn("report_id", "text")
      .addColumn("shipped_id", "text")
      .addColumn("error_code", "text"),
    schema.createIndex("cardwright_card_request").on("cardwright_card").column("request_id"),
    schema.createIndex("cardwright_card_report").on("cardwright_card").column("report_id"),
    schema.createIndex("cardwright_card_shipment").on("cardwright_card").columns(["shipment_id", "card_id"]),
    schema.createIndex("cardwright_card_state").on("cardwright_card").columns(["state", "state_since", "card_id"]),

    schema
      .createTable("cardwright_accessory")
      .addColumn("shipment_id", "text", required)
      .addColumn("accessory_id", "text", required)
      .addColumn("article_id", "text")
      .addColumn("ordered", "integer", required)
      .addColumn("announced", "integer", required)
      .addPrimaryKeyConstraint("cardwright_accessory_key", ["shipment_id", "accessory_id"]),

    schema
      .createTable("cardwright_notice")
      .addColumn(...position)
      .addColumn("message_id", "text", (column) => column.notNull().unique())
      .addColumn("shipment_id", "text", required)
      .addColumn("state", "text", required)
      .addColumn("state_since", "bigint", required)
      .addColumn("card_ids", "text", required)
      .addColumn("accessories", "text", required)
      .addColumn("error_code", "text"),
    schema.createIndex("cardwright_notice_shipment").on("cardwright_notice").columns(["shipment_id", "state"]),
    schema.createIndex("cardwright_notice_state").on("cardwright_notice").columns(["state", "state_since"]),

    schema
      .createTable("cardwright_personal_data")
      .addColumn("card_id", "text", key)
      .addColumn("data", "text", required),

    schema
      .createTable("cardwright_inbox")
      .addColumn("message_id", "text", key)
      .addColumn("received_at", "bigint", required)
      .addColumn("handled_at", "bigint")
      .addColumn("claimed_by", "text"),
    schema
      .createIndex("cardwright_inbox_unhandled")
      .on("cardwright_inbox")
      .column("received_at")
      .where("handled_at" as never, "is", null),

    schema
      .createTable("cardwright_outbox")
      .addColumn(...position)
      .addColumn("message_id", "text", (column) => column.notNull().unique())
      .addColumn("correlation_id", "text")
      .addColumn("type", "text", required)
      .addColumn("order_key", "text", required)
      .addColumn("body", "text")
      .addColumn("staged_at", "bigint", required)
      .addColumn("first_tried_at", "bigint")
      .addColumn("tries", "integer", required)
      .addColumn("not_before", "bigint", required)
      .addColumn("leased_by", "text")
      .addColumn("error_code", "text")
      .addColumn("sent_at", "bigint"),
    // Only unsent messages are searched, and they stay few however many were sent.
    schema
      .createIndex("cardwright_outbox_unsent")
      .on("cardwright_outbox")
      .column("position")
      .where("sent_at" as never, "is", null),
    schema
      .createIndex("cardwright_outbox_order")
      .on("cardwright_outbox")
      .columns(["order_key", "position"])
      .where("sent_at" as never, "is", null),

    schema
      .createTable("cardwright_event")
      .addColumn(...position)
      .addColumn("at", "bigint", required)
      .addColumn("direction", "text", required)
      .addColumn("type", "text", required)
      .addColumn("message_id", "text")
      .addColumn("card_id", "text")
      .addColumn("shipment_id", "text")
      .addColumn("state", "text")
      .addColumn("reason", "text"),
    schema.createIndex("cardwright_event_card").on("cardwright_event").columns(["card_id", "position"]),

    schema
      .createTable("cardwright_worker")
      .addColumn("worker_id", "text", key)
      .addColumn("alive_until", "bigint", required),
  ];
}

function second({ schema }: Kysely<unknown>) {
  return [
    schema.alterTable("cardwright_outbox").addColumn("content_digest", "text"),
    // Only rows that have something to purge.
    schema
      .createIndex("cardwright_outbox_content")
      .on("cardwright_outbox")
      .column("position")
      .where("content_digest" as never, "is not", null),
  ];
}

function third({ schema }: Kysely<unknown>, { counter }: SqlDialect) {
  return [
    // The requests of earlier versions count as decided: their accessories are part of the shipment already.
    schema
      .alterTable("cardwright_card")
      .addColumn("is_undecided", "integer", (column) => column.notNull().defaultTo(0)),
    schema
      .createTable("cardwright_quarantine")
      .addColumn("position", counter.type, counter.define)
      .addColumn("entry_id", "text", (column) => column.notNull().unique())
      .addColumn("message_id", "text", required)
      .addColumn("type", "text")
      .addColumn("reason", "text", required)
      .addColumn("cause", "text", required)
      .addColumn("state", "text", required)
      .addColumn("state_since", "bigint", required)
      .addColumn("received_at", "bigint", required)
      .addColumn("answer_id", "text")
      .addColumn("answer_code", "text")
      .addColumn("envelope", "text", required)
      .addColumn("body", "text")
      .addColumn("replay_requested_at", "bigint")
      .addColumn("is_replaying", "integer", required),
    schema.createIndex("cardwright_quarantine_state").on("cardwright_quarantine").columns(["state", "received_at"]),
    schema.createIndex("cardwright_quarantine_age").on("cardwright_quarantine").column("received_at"),
    schema
      .createIndex("cardwright_quarantine_requested")
      .on("cardwright_quarantine")
      .column("replay_requested_at")
      .where("replay_requested_at" as never, "is not", null),
  ];
}

function fourth({ schema }: Kysely<unknown>) {
  return [
    schema.alterTable("cardwright_worker").addColumn("seen_at", "bigint"),
    schema.alterTable("cardwright_outbox").addColumn("postponed_at", "bigint"),
  ];
}

function fifth({ schema }: Kysely<unknown>) {
  return [
    // Of the messages of earlier versions it is looked up, as it always was.
    schema.alterTable("cardwright_outbox").addColumn("waits", "integer", (column) => column.notNull().defaultTo(0)),
    schema.dropIndex("cardwright_outbox_unsent"),
    schema
      .createIndex("cardwright_outbox_next")
      .on("cardwright_outbox")
      .column("position")
      .where("sent_at" as never, "is", null)
      .where("waits" as never, "=", sql.lit(0)),
    schema
      .createIndex("cardwright_outbox_waiting")
      .on("cardwright_outbox")
      .columns(["order_key", "position"])
      .where("sent_at" as never, "is", null)
      .where("waits" as never, "=", sql.lit(1)),
  ];
}

/** The context of the span that wrote a message, and of the one that handled it first. */
function traceContext({ schema }: Kysely<unknown>) {
  return ["cardwright_outbox", "cardwright_inbox"].flatMap((table) => [
    schema.alterTable(table).addColumn("traceparent", "text"),
    schema.alterTable(table).addColumn("tracestate", "text"),
  ]);
}
