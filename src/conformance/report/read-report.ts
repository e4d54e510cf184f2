import { ConfigurationError } from "../../errors/configuration-error.ts";
import { batchGroups, batchScenarios } from "../batch/batch-scenarios.ts";
import type { ConformanceReport } from "../result.ts";
import { groups } from "../scenario.ts";
import { scenarios } from "../scenarios/index.ts";

/**
 * Reads a JSON report of an earlier run.
 *
 * @throws ConfigurationError `CONFORM_REPORT` for what is none
 */
export function readReport(text: string, name: string): ConformanceReport {
  try {
    const read = JSON.parse(text) as ConformanceReport;
    if (read.version === 1 && Array.isArray(read.cases)) return read;
  } catch {
    // Answered below.
  }
  throw new ConfigurationError(`${name} is not a report of cardwright conform`, {
    code: "CONFORM_REPORT",
    help: "Pass a file that `cardwright conform --report FILE` wrote.",
  });
}

/** The scenarios to run again. */
export function notPassed({ cases }: ConformanceReport): readonly string[] {
  return cases.filter(({ verdict }) => verdict !== "pass" && verdict !== "omit").map(({ id }) => id);
}

/** @throws ConfigurationError `CONFORM_SCENARIO` for an id or group that does not exist: nothing would be tested */
export function assertKnown(names: readonly string[], about: ConformanceReport["about"] = "partner"): void {
  const all: readonly { readonly id: string }[] = about === "batch" ? batchScenarios : scenarios;
  const inUse: readonly string[] = about === "batch" ? batchGroups : groups;
  const known = new Set([...inUse, ...all.map(({ id }) => id.toLowerCase())]);
  const unknown = names.find((name) => !known.has(name.toLowerCase()));
  if (unknown === undefined) return;
  throw new ConfigurationError(`Unknown scenario or group "${unknown}"`, {
    code: "CONFORM_SCENARIO",
    help: `Groups: ${inUse.join(", ")}. List the scenarios with --list.`,
  });
}
