import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { loadSpoken } from "../../src/cli/contract-module.ts";
import { judges } from "../../src/conformance/judge.ts";
import { allStatements, everywhere, rules } from "../../src/conformance/rules.ts";
import { groups } from "../../src/conformance/scenario.ts";
import { scenarios } from "../../src/conformance/scenarios/index.ts";
import { ngocSideOf } from "../../src/sandbox/ngoc/counterpart.ts";
import { conformanceCoveragePage, coverageOf } from "../docs/conformance-coverage-page.ts";
import { mutants } from "../support/partners/mutants.ts";
import { runPythonPartner, whyNoPython } from "../support/partners/python-partner.ts";
import { brokenRules, runPartner, tryMutant } from "../support/partners/try-mutant.ts";

/** Rules that are only ever broken together with another one. */
const notFirst = ["gate-named", "gate-all", "needless-error"];

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
  "ONCE-18",
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
    const binding = allStatements.filter(({ binds }) => binds !== "ngoc");
    expect(binding.length).toBeGreaterThanOrEqual(30);
    const left = binding.filter((one) => !one.notTestable && coverageOf(one).scenarios.length === 0);
    expect(left).toEqual([]);
    // What is said to be not testable is not tested either.
    expect(binding.filter((one) => one.notTestable && coverageOf(one).rules.length > 0)).toEqual([]);
  });

  test("stand in the table of the documentation", () => {
    const page = readFileSync(new URL("../../docs/conformance-coverage.md", import.meta.url), "utf8");
    expect(page, "Run: npm run docs:snippets").toBe(conformanceCoveragePage());
  });

  test("never fail an application for what nobody said: a rule without a sentence is assumed", () => {
    const unfounded = Object.entries(rules).filter(
      ([, rule]) => rule.provenance !== "assumed" && rule.statements.length === 0,
    );
    expect(unfounded).toEqual([]);
  });
});

describe("mutants", () => {
  test("are at least 60, each with a name of its own, and with rules and cases that exist", () => {
    expect(mutants.length).toBeGreaterThanOrEqual(60);
    expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
    expect(mutants.flatMap((one) => one.rules).filter((rule) => !Object.hasOwn(rules, rule))).toEqual([]);
    const ids = scenarios.map(({ id }) => id);
    expect(mutants.flatMap(({ only }) => only).filter((id) => !ids.includes(id))).toEqual([]);
  });

  // What a partner that is wrong does not break yet proves nothing about the rule.
  test("break each rule", () => {
    const broken = new Set(mutants.flatMap((one) => one.rules.slice(0, 1)));
    expect(Object.keys(rules).filter((rule) => !broken.has(rule))).toEqual(notFirst);
  });
});

const why = whyNoPython();
// Beside each other: most of the time the kit waits.
describe.concurrent("whole partners", () => {
  test.for(["reference", "raw"] as const)("the %s partner conforms", async (name, { expect }) => {
    const report = await runPartner(name, { only: sample });
    expect(brokenRules(report)).toEqual([]);
    expect(report.counts).toMatchObject({ pass: sample.length, fail: 0, error: 0 });
  });

  test.skipIf(why !== undefined)(
    `the partner in Python conforms${why === undefined ? "" : ` (skipped: ${why})`}`,
    { timeout: 90_000 },
    async ({ skip, expect }) => {
      const only = ["CONN-1", "REP-2", "SHIP-9", "EIN-7", "EOUT-2", "ONCE-18"];
      const report = await runPythonPartner({ only });
      if (report === undefined) return skip("port 5671 is in use");
      expect(brokenRules(report)).toEqual([]);
      expect(report.counts).toMatchObject({ pass: only.length, fail: 0, error: 0 });
    },
  );

  test("one that is wrong runs its whole group and one case of every other", async ({ expect }) => {
    const [mutant] = mutants.filter(({ name }) => name === "refuses-blanks");
    const result = mutant && (await tryMutant(mutant, { isBroad: true }));
    expect(result).toMatchObject({ failed: ["TOL-7"], cases: 21 });
    expect(result).not.toHaveProperty("problem");
  });
});

describe("the stricter reading of the gate", () => {
  // Ships a shipment only when all of its produced cards are acknowledged: wrong by the other reading alone.
  test("is kept by a partner that waits for the whole shipment", async () => {
    const report = await runPartner("raw", {
      mutant: "ships-only-complete",
      only: ["GATE-3", "GATE-5", "GATE-6", "SHIP-2", "SHIP-4"],
      changes: { reportOkGateAllProduced: true, partialDeliveries: false },
    });
    expect(brokenRules(report)).toEqual([]);
    expect(report.counts).toMatchObject({ pass: 4, omit: 1 });
  });
});

describe("a partner with a contract of its own", () => {
  test("is played in the words of its contract", async () => {
    const module = fileURLToPath(new URL("../support/partners/vendor-b-module.ts", import.meta.url));
    const { contract, counterpart } = await loadSpoken(module);
    const report = await runPartner("reference", {
      only: ["REP-2", "GATE-3", "SHIP-5", "EIN-1", "EOUT-1", "SHIP-7"],
      contract: { contract, side: ngocSideOf(counterpart) },
      environment: [`PARTNER_CONTRACT=${module}`],
      changes: { accessories: false },
    });
    expect(brokenRules(report)).toEqual([]);
    expect(report.counts).toMatchObject({ pass: 5, omit: 1 });
    const types = report.cases.flatMap(({ wire }) => wire.map(({ subject }) => subject));
    expect(types).toEqual(expect.arrayContaining(["job.created", "credential.produced", "delivery.left", "fault"]));
  });
});

describe("partners that are wrong", () => {
  const some = [
    "forgets-report-field",
    "ships-before-report-ok",
    "forgets-accessories",
    "abandons-invalid",
    "answers-errors",
    "new-id-on-resend",
    "logs-names",
  ];
  test.each(mutants.filter(({ name }) => some.includes(name)))("$name is told by its own rule", async (mutant) => {
    expect(await tryMutant(mutant)).not.toHaveProperty("problem");
  });
});
