import type { Change } from "../contract-diff/compare-contracts.ts";
import type { Verdict } from "../contract-diff/rules.ts";

const verdicts: readonly Verdict[] = ["breaking", "compatible", "documentation"];

/** Lists changes by verdict, worst first. */
export function describeChanges(changes: readonly Change[]): string {
  const sections = verdicts.flatMap((verdict) => {
    const lines = changes.filter((change) => change.verdict === verdict).map(line);
    return lines.length === 0 ? [] : [`${verdict.toUpperCase()} (${lines.length})\n${lines.join("\n")}\n`];
  });
  return sections.length === 0 ? "The contracts have the same meaning." : sections.join("\n");
}

function line({ rule, message, direction, at, detail, effect }: Change): string {
  const whom = message === "" ? "contract" : `${message} (${direction === "both" ? "send and receive" : direction})`;
  return `  ${whom}: ${rule}: ${detail}\n    ${at.file}:${at.line} ${at.pointer}\n    ${effect}`;
}
