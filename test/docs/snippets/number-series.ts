import { defineSeries, generateSeries, SeriesSecret } from "cardwright/numbering";

const secret = SeriesSecret.create(); // keep secret.reveal() in your secret store
const spring = defineSeries({ prefix: "12345", name: "Spring", numberOfCards: 250_000, numberOfBatches: 50 });
const series = generateSeries(spring, { secret, cardNumbers: { digits: 16 }, pins: { digits: 4 } });

for (const { serialNumber } of series.cards({ batch: 3 })) {
  // serialNumber.format(), cardNumber.reveal(), pin.reveal()
  console.log(serialNumber.format()); // 1234501003010001, the first of batch 3
  break;
}
