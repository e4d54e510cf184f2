import type { Contract } from "../production-partner/contract/index.ts";
import { ngocSideOf } from "../sandbox/ngoc/counterpart.ts";
import type { NgocContract } from "../sandbox/ngoc/ngoc-options.ts";
import type { ConformanceRunner } from "../sandbox/process/conformance-host.ts";

/** The conformance kit for the sandbox's page. It is loaded when it is first asked for. */
export function conformanceRunner(spoken: NgocContract<Contract> | undefined): ConformanceRunner {
  const load = () => import("../conformance/index.ts");
  return {
    scenarios: async () => (await load()).scenarios.map(({ id, title, group }) => ({ id, title, group })),
    run: async ({ only, ...times }, { onAttach, onWaiting, onCase }, signal) => {
      const kit = await load();
      const report = await kit.runConformance({
        only,
        profile: { ...kit.defaultProfile, ...times },
        ...(spoken !== undefined && {
          contract: { contract: spoken.contract, side: ngocSideOf(spoken.counterpart) },
        }),
        repeatWith: (id, seed) => `cardwright conform --attach --only ${id} --seed ${seed}`,
        onAttach,
        onWaiting,
        onCase: ({ id, title, group, verdict, reason, checks }) =>
          onCase({
            ...{ id, title, group, verdict },
            ...(reason !== undefined && { reason }),
            broken: checks.flatMap(({ passed, level, expected, got = "" }) =>
              passed ? [] : [{ level, expected, got }],
            ),
          }),
        signal,
      });
      return {
        conforms: report.conforms,
        summary: kit.summaryText(report),
        json: JSON.stringify(report),
        html: kit.htmlReport(report),
      };
    },
  };
}
