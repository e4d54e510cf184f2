import type { Migration } from "../../../../src/database/migrate.ts";
import { ledgerMigrations } from "../../../../src/production-partner/ledger/schema/migrations.ts";

const tables = ["card", "accessory", "notice", "personal_data", "inbox", "outbox", "event", "worker", "quarantine"];

/** What a later version within the same minor may do to the tables: add columns to each of them, an index and a table. */
const addition: Migration = {
  name: "a column in every table",
  statements: ({ schema }) => [
    ...tables.map((table) =>
      schema
        .alterTable(`cardwright_${table}`)
        .addColumn("from_next_version", "text")
        .addColumn("also_from_next_version", "integer", (column) => column.notNull().defaultTo(0)),
    ),
    schema.createIndex("cardwright_card_next").on("cardwright_card").column("from_next_version"),
    schema.createTable("cardwright_next").addColumn("id", "text", (column) => column.primaryKey()),
  ],
};

/** Makes this process one of the next version: this version with one more migration. Disposing takes it back. */
export function becomeNextVersion(): Disposable {
  // It is an array; only its type says that nobody may change it.
  const migrations = ledgerMigrations as Migration[];
  migrations.push(addition);
  return { [Symbol.dispose]: () => void migrations.pop() };
}
