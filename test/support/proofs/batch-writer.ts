// One process of the batch soak: creates batch files from rows that are the same in every run.
import { createBatch } from "../../../src/card-series-maintenance/jobs/create/create-batch.ts";

const [folder = "", rows = "", maxBlocks = ""] = process.argv.slice(2);
const half = Math.ceil(Number(rows) / 2);

function* generateRows() {
  for (let row = 1; row <= Number(rows); row++) {
    const amount = row % 3 === 0 ? { CurrencyID: "USD", Amount: `${row % 500}.50` } : {};
    // Two series, because one holds 999,999 cards.
    yield { ...amount, AlternateID: `R${row}`, CardSeriesSequence: row <= half ? "01" : "02" };
  }
}

await createBatch({
  source: { rows: generateRows() },
  mapping: { constants: { CardPrefix: "12345", TypeCode: "ROW", UserName: "Clerk & Söhne" } },
  folder,
  name: "soak",
  maxBlocks: Number(maxBlocks),
});
