import { createBatch } from "cardwright/card-series";

const report = await createBatch({
  source: { csv: "customers.csv" }, // or { jsonLines: path }, or { rows: any iterable }
  mapping: {
    columns: { CustomerID: "customer_no", Amount: "gift" },
    constants: { CardPrefix: "12345", CardSeriesSequence: "01", CurrencyID: "USD" },
  },
  folder: "outgoing",
  name: "spring",
  maxBlocks: 10_000,
  onBadRow: "skip",
  onProgress: ({ rows, files }) => console.error(`${rows} rows, ${files} files`),
});
console.log(report.blocks, report.files.length, report.rejected);
