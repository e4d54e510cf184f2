import {
  defineSeries,
  generateSeries,
  openNumberAllocator,
  openSqliteNumberStore,
  SeriesSecret,
} from "cardwright/numbering";

const spring = defineSeries({ prefix: "12345", name: "Spring", numberOfCards: 250_000, numberOfBatches: 50 });
const series = generateSeries(spring, { secret: SeriesSecret.create(), cardNumbers: { digits: 16 } });

// A file, shared by the processes of one machine; for several machines use openPostgresNumberStore.
await using store = await openSqliteNumberStore({ path: ":memory:" });
await using numbers = await openNumberAllocator({
  store,
  pool: { name: "12345-01", first: 1, last: series.numberOfCards },
});

const { serialNumber } = series.cardAt(await numbers.allocate());
console.log(serialNumber.format()); // 1234501001000001
