import { expect, test } from "vitest";
import { compileExamples, readDocstringExamples } from "./docstring-examples.ts";

test("every example of a docstring compiles", () => {
  const examples = readDocstringExamples();
  expect(examples.length).toBeGreaterThan(20);
  // One more, which is wrong: otherwise nothing would say that they are compiled.
  const code = "await using sandbox = await ProductionPartnerSandbox.begin();";
  expect(compileExamples([...examples, { place: "src/index.ts:1", file: "src/index.ts", code }])).toEqual([
    "src/index.ts:1: Property 'begin' does not exist on type 'typeof ProductionPartnerSandbox'.",
  ]);
});
