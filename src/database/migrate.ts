import { type CompiledQuery, type Kysely, sql } from "kysely";
import { DatabaseError } from "./database-error.ts";
import type { SqlDatabase, SqlDialect } from "./sql-database.ts";
import { query, type SqlSteps } from "./sql-steps.ts";
import { statementsFor } from "./statements.ts";

/** One step of a schema's history. Never changed once published; a further one is added instead. */
export interface Migration {
  readonly name: string;
  readonly statements: (db: Kysely<unknown>, dialect: SqlDialect) => readonly { compile(): CompiledQuery }[];
}

interface MigrationTable {
  cardwright_migration: { schema_name: string; version: number; name: string; applied_at: number };
}

/**
 * Brings a schema up to date, in one transaction: forward only, and safe to call from many processes at once.
 *
 * @throws DatabaseError `SCHEMA_NEWER` when a newer version of this package has been at the database
 */
export async function migrate(
  database: SqlDatabase,
  schema: { readonly name: string; readonly migrations: readonly Migration[] },
): Promise<void> {
  await database.write(() => migrationSteps(database, schema));
}

function* migrationSteps(
  database: SqlDatabase,
  schema: { readonly name: string; readonly migrations: readonly Migration[] },
): SqlSteps<void> {
  const { dialect } = database;
  const db = statementsFor<MigrationTable>(dialect);
  // CREATE TABLE IF NOT EXISTS fails when two sessions run it at once; the lock's number is arbitrary.
  if (dialect === "postgres") yield* query(sql`select pg_advisory_xact_lock(4081726302)`.compile(db));
  yield* query(
    db.schema
      .createTable("cardwright_migration")
      .ifNotExists()
      .addColumn("schema_name", "text", (column) => column.notNull())
      .addColumn("version", "integer", (column) => column.notNull())
      .addColumn("name", "text", (column) => column.notNull())
      .addColumn("applied_at", "bigint", (column) => column.notNull())
      .addPrimaryKeyConstraint("cardwright_migration_key", ["schema_name", "version"])
      .compile(),
  );
  const applied = yield* query(
    db.selectFrom("cardwright_migration").select("version").where("schema_name", "=", schema.name).compile(),
  );
  if (applied.length > schema.migrations.length) {
    throw new DatabaseError(`The ${schema.name} tables were made by a newer version of cardwright`, {
      code: "SCHEMA_NEWER",
      details: { applied: applied.length, known: schema.migrations.length },
      help: "Use that version or a later one; tables are never taken back.",
    });
  }
  for (const [index, migration] of schema.migrations.entries()) {
    if (index < applied.length) continue;
    for (const statement of migration.statements(statementsFor(dialect), dialect)) yield* query(statement.compile());
    yield* query(
      db
        .insertInto("cardwright_migration")
        .values({ schema_name: schema.name, version: index + 1, name: migration.name, applied_at: database.now() })
        .compile(),
    );
  }
}
