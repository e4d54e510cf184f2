import { type CardSeries, readCardSeries, writeCardSeries } from "cardwright/card-series";

const blocks: CardSeries[] = [
  { Action: "GenerateCard", CardPrefix: "12345", CardSeriesSequence: "01", Customer: { CustomerID: "C-1" } },
  { Action: "GenerateCard", CardPrefix: "12345", CardSeriesSequence: "01", CardNumber: "1234501001000002" },
];
const file = writeCardSeries(blocks); // a stream; pipe it to a file

for await (const block of readCardSeries(file, { onInvalid: "yield" })) {
  if (block.valid) console.log(block.number, block.line, block.value.Customer?.CustomerID ?? "no customer");
  else console.log(block.number, block.issues); // what is wrong, and at which line and column
}
// 1 3 C-1
// 2 10 no customer
