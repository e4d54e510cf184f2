// Generated from test/fixtures/batch-schemas/gift-order.xsd (sha256 180f08261f4fa80eaefc82cf80be53e83e2c4d712bf69f1e6c9c03651bf58eb5).
// Do not edit: change the source and run `cardwright generate --xsd gift-order.xsd --out .`.

import { createRecogniser } from "./recogniser.gen.ts";
import type { RecordFormat, TypeIndex } from "cardwright/xml";
import { schema, shapes } from "./schema.gen.ts";
import { createSerialiser } from "./serialiser.gen.ts";
import type { Card, giftOrder } from "./types.gen.ts";

/** Documents of <giftOrder> with <card> records: what `RecordReader` and `RecordWriter` need. */
export const cardFormat: RecordFormat<Card, giftOrder> = {
  schema,
  shapes,
  root: "{urn:example:gift-order:2}giftOrder",
  record: "{urn:example:gift-order:2}card",
  recordType: 13 as TypeIndex,
  envelope: {
    type: 14 as TypeIndex,
    path: ["{urn:example:gift-order:2}giftOrder"],
    properties: ["card"],
  },
  recordTag: "card",
  createRecogniser,
  createSerialiser,
};
