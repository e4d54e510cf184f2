import { expect, test } from "vitest";
import { builtInMutants, judge } from "../../support/proofs/contract/mutation.ts";
import { SourceChecker } from "../../support/proofs/contract/source-checker.ts";

// npm run soak -- contract-mutants tries all of them, against all sources, and runs those that compile.
const some = [
  "rename ExternalProductionData.shipmentId",
  "remove CardProduced.produced",
  "remove code UNKNOWN_CARD",
  "rename message EXTERNAL_PRODUCTION_SHIPPED_OK",
];

test("a field, a code or a message that is renamed or removed in the contract is named by the type checker in the binding", async () => {
  const checker = new SourceChecker(["src/production-partner/contract"]);
  expect(checker.check()).toEqual([]);
  const mutants = (await builtInMutants()).filter(({ name }) => some.includes(name));
  expect(mutants.map(({ name }) => name).sort()).toEqual([...some].sort());
  for (const mutant of mutants) {
    const { namedBy } = await judge(mutant, checker);
    expect({ mutant: mutant.name, namedBy }).toEqual({ mutant: mutant.name, namedBy: "binding" });
  }
});
