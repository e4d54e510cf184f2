import { expect, test } from "vitest";
import { exampleDocuments, longDocument, runDifferential } from "./differential.ts";

// The bounded form of `npm run soak -- card-series-differential`.
test("reads mutated files alike in every way, and as libxml2 does", () => {
  const report = runDifferential({ seed: 4, size: 1500, documents: exampleDocuments() });
  expect(report.disagreements).toEqual([]);
  expect(report.valid).toBeGreaterThan(10);
  expect(report.withBlocks).toBeGreaterThan(100);
});

test("reads long files alike in every way, whichever reader reads most of them", () => {
  const report = runDifferential({ seed: 4, size: 20, documents: [longDocument()] });
  expect(report.disagreements).toEqual([]);
  expect(report.withBlocks).toBeGreaterThan(10);
});
