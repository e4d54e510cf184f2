import { expect, test } from "vitest";
import { changesOf, readReport, writeReport } from "./report-text.ts";

const names = (declared: { readonly [name: string]: string }) =>
  Object.entries(declared).map(([name, text]) => ({
    name,
    declared: text,
    kind: "value" as const,
    summary: "",
    examples: [],
  }));

test("a report is read as it was written", () => {
  const report = writeReport("cardwright", names({ a: "const a: number;", b: "class b {\n    x: 1;\n}" }));
  expect([...readReport(report)]).toEqual([
    ["a", "const a: number;"],
    ["b", "class b {\n    x: 1;\n}"],
  ]);
});

test("what is gone, new and different is told by name", () => {
  const before = readReport(writeReport("cardwright", names({ gone: "1", same: "1", other: "1" })));
  const now = readReport(writeReport("cardwright", names({ fresh: "1", same: "1", other: "2" })));
  expect(changesOf(before, now)).toEqual(["fresh is new", "gone is gone", "other is different"]);
});
