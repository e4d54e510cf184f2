import {
  defineCardSeries,
  generateCardSeries,
  openNumberAllocator,
  openSqliteNumberStore,
  SeriesSecret,
} from "cardwright/numbering";

const spring = defineCardSeries({ prefix: "12345", name: "Spring", numberOfCards: 250_000, numberOfBatches: 50 });
const series = generateCardSeries(spring, { secret: SeriesSecret.create(), cardNumbers: { digits: 16 } });

await using store = await openSqliteNumberStore({ path: ":memory:" }); // a file for one machine; openPostgresNumberStore for many
await using numbers = await openNumberAllocator({
  store,
  pool: { name: "12345-01", first: 1, last: series.numberOfCards },
});

const { serialNumber } = series.cardAt(await numbers.allocate());
console.log(serialNumber.format()); // 1234501001000001
