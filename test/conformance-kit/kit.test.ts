import { describe, expect, test } from "vitest";
import { judges } from "../../src/conformance/judge.ts";
import { allStatements, everywhere, rules } from "../../src/conformance/rules.ts";
import { groups } from "../../src/conformance/scenario.ts";
import { scenarios } from "../../src/conformance/scenarios/index.ts";
import { mutants } from "../support/partners/mutants.ts";
import { brokenRules, runPartner, tryMutant } from "../support/partners/try-mutant.ts";

/** One of each group, the quick ones. */
const sample = [
  "CONN-1",
  "CONN-2",
  "REP-2",
  "GATE-2",
  "SHIP-5",
  "SHIP-9",
  "EIN-1",
  "EOUT-1",
  "ONCE-1",
  "ONCE-11",
  "TOL-1",
  "ORD-2",
  "HYG-1",
];

describe("the scenarios", () => {
  test("are at least 80, in all groups, each with an id of its own", () => {
    expect(scenarios.length).toBeGreaterThanOrEqual(80);
    expect(new Set(scenarios.map(({ id }) => id)).size).toBe(scenarios.length);
    expect([...new Set(scenarios.map(({ group }) => group))]).toEqual([...groups]);
  });

  test("name only rules that exist, and each rule of a whole case has its judge", () => {
    const ofSteps = scenarios.flatMap(({ steps }) => steps.flatMap((step) => ("rule" in step ? [step.rule] : [])));
    const ofCases = [...everywhere, ...scenarios.flatMap(({ rules: own = [] }) => own)];
    expect([...ofSteps, ...ofCases].filter((rule) => !Object.hasOwn(rules, rule))).toEqual([]);
    expect(ofCases.filter((rule) => !Object.hasOwn(judges, rule))).toEqual([]);
    expect(Object.keys(rules).filter((rule) => ![...ofSteps, ...ofCases].includes(rule))).toEqual([]);
  });

  test("exercise each sentence of the guide that binds the partner, unless it says why not", () => {
    const exercised = new Set(Object.values(rules).flatMap(({ statements }) => statements));
    const left = allStatements.filter(
      ({ id, binds, notTestable }) => binds !== "ngoc" && !notTestable && !exercised.has(id),
    );
    expect(left).toEqual([]);
  });

  test("never fail an application for what nobody said: a rule without a sentence is assumed", () => {
    const unfounded = Object.entries(rules).filter(
      ([, rule]) => rule.provenance !== "assumed" && rule.statements.length === 0,
    );
    expect(unfounded).toEqual([]);
  });
});

describe("partners that are right", () => {
  test.each(["reference", "raw"] as const)("the %s partner conforms", async (name) => {
    const report = await runPartner(name, { only: sample });
    expect(brokenRules(report)).toEqual([]);
    expect(report.counts).toMatchObject({ pass: sample.length, fail: 0, error: 0 });
  });
});

describe("partners that are wrong", () => {
  const some = [
    "forgets-report-field",
    "ships-before-report-ok",
    "forgets-accessories",
    "dead-letters-invalid",
    "answers-errors",
    "logs-names",
  ];
  test.each(mutants.filter(({ name }) => some.includes(name)))("$name is told by its own rule", async (mutant) => {
    expect(await tryMutant(mutant)).not.toHaveProperty("problem");
  });
});
