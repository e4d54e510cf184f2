import { type BatchContract, defineBatchContract } from "cardwright/card-series";
import { cardFormat } from "./gift-order/format.gen.ts";

export const contract: BatchContract = defineBatchContract({
  schema: cardFormat,
  binding: {
    fields: {
      CardPrefix: "/kind",
      CardSeriesSequence: "/run",
      CustomerID: "/owner/client",
      // Where a path does not say it, a function reads the value.
      Amount: { path: "/load/text", read: ({ load }) => (load?.currency === "EUR" ? load.text : undefined) },
      CurrencyID: "/load/currency",
    },
    // What stands around the cards of a file, where the schema requires something there.
    envelope: { release: "2.1", sender: "Example Retail" },
  },
});
