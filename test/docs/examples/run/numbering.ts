import assert from "node:assert/strict";
import {
  type CardPin,
  CardSerialNumber,
  cardNumberLimits,
  createCardNumberSource,
  createPinSource,
  defineSeries,
  type Masked,
  maskNumber,
  openSqliteSeriesRegister,
  restoreSeries,
  SeriesSecret,
  serialNumberLimits,
} from "cardwright/numbering";

// example: createCardNumberSource, cardNumberLimits
const secret = SeriesSecret.create(); // keep secret.reveal() in your secret store
const cardNumberOf = createCardNumberSource(secret, { digits: cardNumberLimits.maxDigits });
const serial = CardSerialNumber.parse("1234501001000001");
assert.equal(cardNumberOf(serial).reveal().length, 16);

// example: createPinSource, CardPin
const pin: CardPin = createPinSource(secret, { digits: 4 })(serial);
assert.match(pin.reveal(), /^\d{4}$/);

// example: Masked
// What is secret shows itself nowhere by accident: not in a text, not in JSON.
const masked: Masked = pin;
assert.ok(!JSON.stringify({ masked }).includes(pin.reveal()));

// example: serialNumberLimits
assert.equal(serialNumberLimits.series, 99);

// example: maskNumber
assert.ok(!maskNumber("1234501001000001").includes("1234501001000001"));

// example: restoreSeries
const spring = defineSeries({ prefix: "12345", name: "Spring", numberOfCards: 1_000 });
const saved = JSON.stringify(spring); // to a database, and back
assert.equal(restoreSeries(JSON.parse(saved)).numberOfCards, 1_000);

// example: openSqliteSeriesRegister
await using register = await openSqliteSeriesRegister({ path: ":memory:" });
console.log(register);
