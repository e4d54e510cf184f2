// Generated from spec/card-series-maintenance.xsd (sha256 6fe43b940e865c56dbadc193988e3d41509934421ab1991b8ee9c7bc1933944c).
// Do not edit: change the source and run `npm run generate`.

import { createRecogniser } from "./recogniser.gen.ts";
import type { RecordFormat, TypeIndex } from "../../src/xml/index.ts";
import { schema, shapes } from "./schema.gen.ts";
import { createSerialiser } from "./serialiser.gen.ts";
import type { CardSeries } from "./types.gen.ts";

/** Documents of <CardSeriesMaintenance> with <CardSeries> records: what `RecordReader` and `RecordWriter` need. */
export const cardSeriesFormat: RecordFormat<CardSeries> = {
  schema,
  shapes,
  root: "CardSeriesMaintenance",
  record: "CardSeries",
  recordType: 9 as TypeIndex,
  recordTag: "CardSeries",
  createRecogniser,
  createSerialiser,
};
