import type { SeriesFacts } from "../series.ts";

/** A prefix and a series number: what names a series. */
export type SeriesKey = Pick<SeriesFacts, "prefix" | "series">;

/** What can be compared when the cards of a series are made a second time, or counted by somebody else. */
export interface SeriesTotals {
  readonly cards: number;
  /** The sha256 of the file of cards. */
  readonly sha256: string;
}

/** A series in the register. */
export interface RegisteredSeries extends SeriesFacts {
  /** `generating` when it was begun and not finished: it can be continued with the same secret only. */
  readonly state: "defined" | "generating" | "generated";
  /** Of the secret, with the way numbers and PINs are made; it reveals nothing of it. Absent before generation. */
  readonly fingerprint: string | undefined;
  readonly totals: SeriesTotals | undefined;
  readonly definedAt: Date;
  readonly generatedAt: Date | undefined;
}
