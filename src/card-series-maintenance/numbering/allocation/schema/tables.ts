import type { ColumnType, Selectable } from "kysely";

/** A 64-bit integer: PostgreSQL returns it as text. */
type Bigint = ColumnType<number | string, number, number>;

/** A 64-bit integer that may be missing. */
type OptionalBigint = ColumnType<number | string | null, number | null | undefined, number | null>;

/** The tables of a number store. */
export interface NumberTables {
  cardwright_number_pool: { name: string; first_number: Bigint; last_number: Bigint; next_number: Bigint };
  cardwright_number_block: {
    id: string;
    pool: string;
    first_number: Bigint;
    last_number: Bigint;
    state: BlockState;
    owner: string;
    leased_at: Bigint;
    expires_at: Bigint;
  };
  cardwright_series: SeriesTable;
}

/** A series of the register. */
interface SeriesTable {
  prefix: string;
  series: Bigint;
  name: string;
  description: string;
  cards: Bigint;
  batches: Bigint;
  state: "defined" | "generating" | "generated";
  fingerprint: ColumnType<string | null, string | null | undefined, string | null>;
  generated_cards: OptionalBigint;
  sha256: ColumnType<string | null, string | null | undefined, string | null>;
  defined_at: Bigint;
  generated_at: OptionalBigint;
}

/** A row of the register. */
export type SeriesRow = Selectable<SeriesTable>;

/**
 * The state of a block of numbers.
 *
 * - `leased`: leased, maybe past the end of the lease
 * - `settled`: all numbers were used
 * - `free`: given back in time; can be leased again
 * - `late`: given back after the lease; never leased again, because a report may already have listed it as a gap
 */
export type BlockState = "leased" | "settled" | "free" | "late";
