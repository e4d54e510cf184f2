import type { CompiledQuery, Kysely } from "kysely";
import { DatabaseError } from "./database-error.ts";
import { createQueryBuilder } from "./query-builder.ts";
import type { SqlDatabase } from "./sql-database.ts";
import type { SqlDialect } from "./sql-dialect.ts";
import { query, type SqlSteps } from "./sql-steps.ts";

/** One step in the history of a schema. A published step never changes; add another one instead. */
export interface Migration {
  readonly name: string;
  readonly statements: (db: Kysely<unknown>, dialect: SqlDialect) => readonly { compile(): CompiledQuery }[];
}

/** The tables of one part of the package, and how they came to be. */
interface Schema {
  readonly name: string;
  readonly migrations: readonly Migration[];
}

interface MigrationTable {
  cardwright_migration: { schema_name: string; version: number; name: string; applied_at: number };
}

/**
 * Brings a schema up to date, in one transaction: forward only, and safe to call from many processes at once.
 *
 * @throws DatabaseError `SCHEMA_NEWER` when a newer version of this package has migrated the database
 */
export async function migrate(database: SqlDatabase, schema: Schema): Promise<void> {
  await database.write(() => migrationSteps(database, schema), { isLong: true });
}

/**
 * Checks that a schema is up to date, without writing.
 *
 * @throws DatabaseError `SCHEMA_OLDER` when it is not, or has no tables yet; `SCHEMA_NEWER` as {@link migrate} does
 */
export async function assertUpToDate(database: SqlDatabase, schema: Schema): Promise<void> {
  const { name, migrations } = schema;
  const db = createQueryBuilder<MigrationTable>(database.dialect);
  const count = await database.read(function* () {
    const tables = yield* query(database.dialect.tableNamed("cardwright_migration").compile(db));
    return tables.length === 0 ? 0 : (yield* query(appliedSteps(db, name))).length;
  });
  assertNotNewer(schema, count);
  if (count === migrations.length) return;
  throw new DatabaseError(
    count === 0
      ? `The database has no ${name} tables`
      : `The ${name} tables were created by an older version of cardwright`,
    {
      code: "SCHEMA_OLDER",
      details: { applied: count, known: migrations.length },
      help: "Bring the tables up to date first: run `cardwright ledger migrate`, or open the ledger to write.",
    },
  );
}

function assertNotNewer({ name, migrations }: Schema, count: number): void {
  if (count <= migrations.length) return;
  throw new DatabaseError(`The ${name} tables were created by a newer version of cardwright`, {
    code: "SCHEMA_NEWER",
    details: { applied: count, known: migrations.length },
    help: "Use that version or a later one: tables are only ever migrated forward.",
  });
}

function appliedSteps(db: Kysely<MigrationTable>, name: string) {
  return db.selectFrom("cardwright_migration").select("version").where("schema_name", "=", name).compile();
}

function* migrationSteps(database: SqlDatabase, schema: Schema): SqlSteps<void> {
  const { dialect } = database;
  const db = createQueryBuilder<MigrationTable>(dialect);
  // CREATE TABLE IF NOT EXISTS fails when two sessions run it at once.
  yield* query(dialect.lockKey({ purpose: 4081726302 }).compile(db));
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
  const applied = yield* query(appliedSteps(db, schema.name));
  assertNotNewer(schema, applied.length);
  for (const [index, migration] of schema.migrations.entries()) {
    if (index < applied.length) continue;
    for (const statement of migration.statements(createQueryBuilder(dialect), dialect))
      yield* query(statement.compile());
    yield* query(
      db
        .insertInto("cardwright_migration")
        .values({ schema_name: schema.name, version: index + 1, name: migration.name, applied_at: database.now() })
        .compile(),
    );
  }
}
