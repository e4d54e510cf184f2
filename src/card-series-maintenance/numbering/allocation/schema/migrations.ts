import { type ColumnDefinitionBuilder, type Kysely, sql } from "kysely";
import type { Migration } from "../../../../database/migrate.ts";

const required = (column: ColumnDefinitionBuilder) => column.notNull();

/** The history of the tables of a number store. */
export const numberMigrations: readonly Migration[] = [
  { name: "pools and blocks", statements: first },
  { name: "register of series", statements: register },
];

/** Version 0.1.0 created the same tables without recording a migration: they are kept as they are. */
function first({ schema }: Kysely<unknown>) {
  return [
    schema
      .createTable("cardwright_number_pool")
      .ifNotExists()
      .addColumn("name", "text", (column) => column.primaryKey())
      .addColumn("first_number", "bigint", required)
      .addColumn("last_number", "bigint", required)
      .addColumn("next_number", "bigint", required),
    schema
      .createTable("cardwright_number_block")
      .ifNotExists()
      .addColumn("id", "text", (column) => column.primaryKey())
      .addColumn("pool", "text", (column) => column.notNull().references("cardwright_number_pool.name"))
      .addColumn("first_number", "bigint", required)
      .addColumn("last_number", "bigint", required)
      .addColumn("state", "text", (column) =>
        column.notNull().check(sql`state in ('leased', 'settled', 'free', 'late')`),
      )
      .addColumn("owner", "text", required)
      .addColumn("leased_at", "bigint", required)
      .addColumn("expires_at", "bigint", required),
    schema
      .createIndex("cardwright_number_block_state")
      .ifNotExists()
      .on("cardwright_number_block")
      .columns(["pool", "state", "first_number"]),
  ];
}

function register({ schema }: Kysely<unknown>) {
  return [
    schema
      .createTable("cardwright_series")
      .addColumn("prefix", "text", required)
      .addColumn("series", "bigint", required)
      .addColumn("name", "text", required)
      .addColumn("description", "text", required)
      .addColumn("cards", "bigint", required)
      .addColumn("batches", "bigint", required)
      .addColumn("state", "text", (column) =>
        column.notNull().check(sql`state in ('defined', 'generating', 'generated')`),
      )
      .addColumn("fingerprint", "text")
      .addColumn("generated_cards", "bigint")
      .addColumn("sha256", "text")
      .addColumn("defined_at", "bigint", required)
      .addColumn("generated_at", "bigint")
      .addPrimaryKeyConstraint("cardwright_series_key", ["prefix", "series"]),
  ];
}
