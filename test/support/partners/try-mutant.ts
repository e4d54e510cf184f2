import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { defaultProfile } from "../../../src/conformance/profile.ts";
import type { ConformanceReport } from "../../../src/conformance/result.ts";
import { runConformance } from "../../../src/conformance/run.ts";
import { fastProfile } from "./fast-profile.ts";
import type { Mutant } from "./mutants.ts";

const folder = new URL("./", import.meta.url);

/** The commands of the partners that are right. */
export const partners: { readonly [name in "reference" | "raw"]: readonly [string, string] } = {
  reference: [process.execPath, fileURLToPath(new URL("reference-partner.ts", folder))],
  raw: [process.execPath, fileURLToPath(new URL("raw-partner.ts", folder))],
};

/** Runs the kit against one of the partners, with a store of its own. */
export async function runPartner(
  name: keyof typeof partners,
  options: { readonly only?: readonly string[]; readonly mutant?: string; readonly seed?: number } = {},
): Promise<ConformanceReport> {
  const { only = [], mutant = "", seed = 1 } = options;
  const store = mkdtempSync(join(tmpdir(), "partner-"));
  const environment = ["/usr/bin/env", `PARTNER_STORE=${join(store, "orders")}`, `MUTANT=${mutant}`] as const;
  try {
    return await runConformance({
      command: [...environment, ...partners[name]],
      profile: { ...defaultProfile, ...fastProfile, ...(mutant !== "" && { secondsPerOrder: 4 }) },
      only,
      seed,
    });
  } finally {
    rmSync(store, { recursive: true, force: true });
  }
}

/** The rules that a report says are broken. */
export function brokenRules({ cases }: ConformanceReport): readonly string[] {
  return [...new Set(cases.flatMap(({ checks }) => checks.flatMap(({ passed, rule }) => (passed ? [] : [rule]))))];
}

/** What is wrong with the kit: a mutant that it let pass, or a rule that it named without need. */
export async function tryMutant({
  name,
  only,
  rules,
}: Mutant): Promise<{ readonly broken: readonly string[]; readonly problem?: string }> {
  const broken = brokenRules(await runPartner("raw", { only, mutant: name }));
  const [main = ""] = rules;
  if (!broken.includes(main)) return { broken, problem: `${main} was not named` };
  const unrelated = broken.filter((rule) => !rules.includes(rule));
  return unrelated.length === 0 ? { broken } : { broken, problem: `unrelated: ${unrelated.join(", ")}` };
}
