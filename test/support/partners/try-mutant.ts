import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { defaultProfile, type Profile } from "../../../src/conformance/profile.ts";
import type { ConformanceReport } from "../../../src/conformance/result.ts";
import { type ConformanceOptions, runConformance } from "../../../src/conformance/run.ts";
import { scenarios } from "../../../src/conformance/scenarios/index.ts";
import { fastProfile } from "./fast-profile.ts";
import type { Mutant } from "./mutants.ts";

const folder = new URL("./", import.meta.url);

/** The commands of the partners that are right. */
const partners: { readonly [name in "reference" | "raw"]: readonly [string, string] } = {
  reference: [process.execPath, fileURLToPath(new URL("reference-partner.ts", folder))],
  raw: [process.execPath, fileURLToPath(new URL("raw-partner.ts", folder))],
};

interface PartnerOptions extends ConformanceOptions {
  readonly mutant?: string;
  /** What differs from the fast profile. */
  readonly changes?: Partial<Profile>;
  /** Variables for the partner, as NAME=VALUE. */
  readonly environment?: readonly string[];
}

/** Runs the kit against one of the partners, with a store of its own. */
export async function runPartner(
  name: keyof typeof partners,
  { mutant = "", changes = {}, environment: more = [], ...options }: PartnerOptions = {},
): Promise<ConformanceReport> {
  const store = mkdtempSync(join(tmpdir(), "partner-"));
  const environment = ["/usr/bin/env", `PARTNER_STORE=${join(store, "orders")}`, `MUTANT=${mutant}`, ...more] as const;
  try {
    return await runConformance({
      command: [...environment, ...partners[name]],
      profile: { ...defaultProfile, ...fastProfile, ...changes },
      seed: 1,
      ...options,
    });
  } finally {
    rmSync(store, { recursive: true, force: true });
  }
}

/** The rules that a report says are broken. */
export function brokenRules({ cases }: Pick<ConformanceReport, "cases">): readonly string[] {
  return [...new Set(cases.flatMap(({ checks }) => checks.flatMap(({ passed, rule }) => (passed ? [] : [rule]))))];
}

/** One case of each group, for a mutant that is wrong in another. */
const samples = [
  "CONN-6",
  "REP-3",
  "GATE-2",
  "SHIP-11",
  "EIN-8",
  "EOUT-2",
  "ONCE-1",
  "TOL-3",
  "ORD-1",
  "LOAD-1",
  "HYG-4",
] as const;

/** How a mutant came out. */
export interface MutantResult {
  readonly failed: readonly string[];
  readonly broken: readonly string[];
  readonly cases: number;
  /** What is wrong with the kit: it let the mutant pass, or it named a rule without need. */
  readonly problem?: string;
}

/**
 * Runs a mutant: the cases that are made for it and, when it runs `broadly`, the whole group of these and one case of
 * every other group.
 */
export async function tryMutant(
  { name, only, rules, changes = {} }: Mutant,
  { isBroad = false }: { readonly isBroad?: boolean } = {},
): Promise<MutantResult> {
  const groups = new Set(scenarios.filter(({ id }) => only.includes(id)).map(({ group }) => group));
  const isOfGroup = new Map(scenarios.map(({ id, group }) => [id, groups.has(group)]));
  const broad = [...groups, ...samples.filter((id) => isOfGroup.get(id) !== true)];
  const hasProfile = { secondsPerOrder: 3, loadSeconds: 8, loadOrders: 40, ...changes };
  const { cases } = await runPartner("raw", { only: isBroad ? broad : only, mutant: name, changes: hasProfile });
  const failed = cases.filter(({ checks }) => checks.some(({ passed }) => !passed)).map(({ id }) => id);
  const broken = brokenRules({ cases });
  const result = { failed, broken, cases: cases.length };
  const errors = cases.filter(({ verdict }) => verdict === "error");
  if (errors.length > 0) return { ...result, problem: `${errors[0]?.id}: ${errors[0]?.reason}` };
  const [main = ""] = rules;
  const own = cases.filter(({ id }) => only.includes(id));
  if (!brokenRules({ cases: own }).includes(main)) return { ...result, problem: `${main} was not named` };
  const unrelated = broken.filter((rule) => !rules.includes(rule));
  return unrelated.length === 0 ? result : { ...result, problem: `unrelated: ${unrelated.join(", ")}` };
}
