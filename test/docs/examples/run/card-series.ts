import assert from "node:assert/strict";
import {
  blockFields,
  CardSeriesError,
  CardSeriesRules,
  defaultXmlLimits,
  type MixedSeries,
  readCardSeries,
  validateCardSeries,
} from "cardwright/card-series";

// example: validateCardSeries, CardSeriesError
const file = "<CardSeriesMaintenance><CardSeries Action='Nothing'/></CardSeriesMaintenance>";
const { blocks, failures } = await validateCardSeries([Buffer.from(file)]);
assert.equal(blocks, 1);
for (const { number, issues } of failures) console.log(number, issues);
try {
  for await (const block of readCardSeries([Buffer.from("<CardSeriesMaintenance>")])) console.log(block);
} catch (error) {
  assert.ok(error instanceof CardSeriesError);
  console.log(error.code, error.line, error.column);
}

// example: defaultXmlLimits
// What a file may hold at most; a file of yours that holds more is read with higher ones.
const limits = { ...defaultXmlLimits, text: 2 * defaultXmlLimits.text };
for await (const block of readCardSeries([Buffer.from(file)], { limits, onInvalid: "yield" })) console.log(block);

// example: blockFields
// The columns that a CSV file may have for a card.
assert.ok(blockFields.some((name) => name === "CustomerID"));

// example: CardSeriesRules, MixedSeries
const mixedSeries: MixedSeries = "refused-with-customer";
const rules = new CardSeriesRules({ mixedSeries });
console.log(rules.check({ Action: "GenerateCard", CardPrefix: "12345", CardSeriesSequence: "01" }));
