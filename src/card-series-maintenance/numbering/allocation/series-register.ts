import type { SqlDatabase } from "../../../database/sql-database.ts";
import type { DefinedSeries, SeriesDefinition } from "../series.ts";
import type { RegisteredSeries, SeriesKey, SeriesTotals } from "./registered-series.ts";
import { beginGeneration, defineRegistered, findSeries, finishGeneration, listSeries } from "./sql/series.ts";
import { openNumberDatabase } from "./sql-number-store.ts";

/**
 * The register of series, in the database of the number allocation. It gives the series numbers, so that two processes
 * never define the same one, and sees to it that a series is generated once.
 */
export interface SeriesRegister extends AsyncDisposable {
  /**
   * Defines the next series of a prefix and saves it.
   *
   * @throws CardwrightError as `defineSeries` does
   */
  define(definition: SeriesDefinition): Promise<DefinedSeries>;
  /** Lists all series, or those of a prefix, in the order of their numbers. */
  list(prefix?: string): Promise<readonly RegisteredSeries[]>;
  /** @throws CardwrightError `SERIES_UNKNOWN` */
  show(key: SeriesKey): Promise<RegisteredSeries>;
  /**
   * Begins to generate a series, or continues what was begun with the same fingerprint.
   *
   * @throws CardwrightError `SERIES_UNKNOWN`; `SERIES_OTHER_SECRET` when it was begun with another fingerprint
   * @throws UsageError `SERIES_ALREADY_GENERATED`
   */
  begin(key: SeriesKey, fingerprint: string): Promise<DefinedSeries>;
  /** Records that a series was generated; doing so again with the same totals changes nothing. */
  finish(key: SeriesKey, totals: SeriesTotals): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the register in an SQLite file, for any number of processes on one machine.
 *
 * @throws CardwrightError `NUMBER_STORE_UNAVAILABLE` when the file cannot be opened
 * @example
 * await using register = await openSqliteSeriesRegister({ path: "cards.db" });
 * const spring = await register.define({ prefix: "12345", name: "Spring", numberOfCards: 1_000 });
 */
export async function openSqliteSeriesRegister(options: { readonly path: string }): Promise<SeriesRegister> {
  const { openSqliteDatabase } = await import("../../../database/sqlite/sqlite-database.ts");
  return openRegister(() => openSqliteDatabase(options));
}

/** Opens the register in PostgreSQL, for any number of machines. Needs the package `pg`. */
export async function openPostgresSeriesRegister(options: {
  readonly connectionString: string;
}): Promise<SeriesRegister> {
  const { openPostgresDatabase } = await import("../../../database/postgres/postgres-database.ts");
  return openRegister(() => openPostgresDatabase({ ...options, maxConnections: 2 }));
}

async function openRegister(open: () => Promise<SqlDatabase>): Promise<SeriesRegister> {
  const { target, run, close, now } = await openNumberDatabase(open);
  return {
    define: (definition) => run(() => defineRegistered(target, definition, now())),
    list: (prefix) => run(() => listSeries(target, prefix)),
    show: (key) => run(() => findSeries(target, key)),
    begin: (key, fingerprint) => run(() => beginGeneration(target, key, fingerprint)),
    finish: (key, totals) => run(() => finishGeneration(target, key, totals, now())),
    close,
    [Symbol.asyncDispose]: close,
  };
}
