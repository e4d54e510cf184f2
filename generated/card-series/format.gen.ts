// Generated from spec/card-series-maintenance.xsd (sha256 281cfa7330dba3087f0db09c692159aab3d5d88e755193740b585b895425fb38).
// Do not edit: change the source and run `npm run generate`.

import { createRecogniser } from "./recogniser.gen.ts";
import type { RecordFormat } from "../../src/xml/index.ts";
import { schema, shapes } from "./schema.gen.ts";
import { createSerialiser } from "./serialiser.gen.ts";
import type { CardSeries } from "./types.gen.ts";

/** Documents of <CardSeriesMaintenance> holding <CardSeries> records: what the reader and the writer need to know of them. */
export const cardSeriesFormat: RecordFormat<CardSeries> = {
  schema,
  shapes,
  root: "CardSeriesMaintenance",
  record: "CardSeries",
  recordType: 9,
  recordTag: "CardSeries",
  createRecogniser,
  createSerialiser,
};
