import { query, type SqlSteps } from "../../../../database/sql-steps.ts";
import { CardwrightError } from "../../../../errors/cardwright-error.ts";
import { UsageError } from "../../../../errors/usage-error.ts";
import { type DefinedSeries, defineSeries, restoreSeries, type SeriesDefinition } from "../../series.ts";
import type { RegisteredSeries, SeriesKey, SeriesTotals } from "../registered-series.ts";
import type { SeriesRow } from "../schema/tables.ts";
import type { NumberTarget } from "./pools.ts";

// Series numbers are given one after the other, whoever asks.
const lockPurpose = 4081726303;

/** Gives the next series number of a prefix and saves the series. */
export function* defineRegistered(
  { db, dialect }: NumberTarget,
  definition: SeriesDefinition,
  now: number,
): SqlSteps<DefinedSeries> {
  yield* query(dialect.lockKey({ purpose: lockPurpose }).compile(db));
  const existing = yield* query(
    db.selectFrom("cardwright_series").select(["prefix", "series"]).where("prefix", "=", definition.prefix).compile(),
  );
  const defined = defineSeries(
    definition,
    existing.map(({ prefix, series }) => ({ prefix, series: Number(series) })),
  );
  const { prefix, series, name, description, numberOfCards, numberOfBatches } = defined;
  yield* query(
    db
      .insertInto("cardwright_series")
      .values({
        ...{ prefix, series, name, description },
        cards: numberOfCards,
        batches: numberOfBatches,
        state: "defined",
        defined_at: now,
      })
      .compile(),
  );
  return defined;
}

/** Lists series in the order of their numbers. */
export function* listSeries({ db }: NumberTarget, prefix: string | undefined): SqlSteps<readonly RegisteredSeries[]> {
  const all = db.selectFrom("cardwright_series").selectAll().orderBy("prefix").orderBy("series");
  const rows = yield* query((prefix === undefined ? all : all.where("prefix", "=", prefix)).compile());
  return rows.map(seriesOf);
}

/** Finds a series, and locks it until the transaction ends. */
export function* findSeries({ db, dialect }: NumberTarget, { prefix, series }: SeriesKey): SqlSteps<RegisteredSeries> {
  const [row] = yield* query(
    dialect
      .forUpdate(
        db.selectFrom("cardwright_series").selectAll().where("prefix", "=", prefix).where("series", "=", series),
      )
      .compile(),
  );
  if (row !== undefined) return seriesOf(row);
  throw new CardwrightError(`The register has no series ${prefix}-${String(series).padStart(2, "0")}`, {
    code: "SERIES_UNKNOWN",
    details: { prefix, series },
    help: "List the series of the register, or define one (cardwright series list, cardwright series define).",
  });
}

/** Begins to generate a series, or continues. */
export function* beginGeneration(target: NumberTarget, key: SeriesKey, fingerprint: string): SqlSteps<DefinedSeries> {
  const found = yield* findSeries(target, key);
  if (found.state === "generated") {
    throw new UsageError(`The series ${found.prefix}-${String(found.series).padStart(2, "0")} was already generated`, {
      code: "SERIES_ALREADY_GENERATED",
      help: "Export its cards again with the same secret (cardwright series export), or define another series.",
    });
  }
  checkSecret(found, fingerprint);
  yield* query(
    target.db
      .updateTable("cardwright_series")
      .set({ state: "generating", fingerprint })
      .where("prefix", "=", key.prefix)
      .where("series", "=", key.series)
      .compile(),
  );
  return restoreSeries(found);
}

/** Throws unless a series was begun with this fingerprint, or was not begun. */
export function checkSecret(series: RegisteredSeries, fingerprint: string): void {
  if (series.fingerprint === undefined || series.fingerprint === fingerprint) return;
  throw new CardwrightError("The series was begun with another secret, or with other card numbers or PINs", {
    code: "SERIES_OTHER_SECRET",
    details: { prefix: series.prefix, series: series.series },
    help: "Use the secret and the options of the first run: others would give every serial number a second card.",
  });
}

/** Records that a series was generated. */
export function* finishGeneration(
  target: NumberTarget,
  key: SeriesKey,
  totals: SeriesTotals,
  now: number,
): SqlSteps<void> {
  const found = yield* findSeries(target, key);
  if (found.totals !== undefined) {
    if (found.totals.cards === totals.cards && found.totals.sha256 === totals.sha256) return;
    throw new CardwrightError("The cards differ from those that were generated before", {
      code: "SERIES_TOTALS",
      details: { prefix: key.prefix, series: key.series },
      help: "Do not use this file: find out which of the two the encoder has.",
    });
  }
  yield* query(
    target.db
      .updateTable("cardwright_series")
      .set({ state: "generated", generated_cards: totals.cards, sha256: totals.sha256, generated_at: now })
      .where("prefix", "=", key.prefix)
      .where("series", "=", key.series)
      .compile(),
  );
}

function seriesOf(row: SeriesRow): RegisteredSeries {
  const { prefix, name, description, state, fingerprint, sha256 } = row;
  return {
    prefix,
    series: Number(row.series),
    name,
    description,
    numberOfCards: Number(row.cards),
    numberOfBatches: Number(row.batches),
    state,
    fingerprint: fingerprint ?? undefined,
    totals: sha256 === null ? undefined : { cards: Number(row.generated_cards), sha256 },
    definedAt: new Date(Number(row.defined_at)),
    generatedAt: row.generated_at === null ? undefined : new Date(Number(row.generated_at)),
  };
}
