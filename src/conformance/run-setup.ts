import type { Contract } from "../production-partner/contract/index.ts";
import type { QueueView, ServiceBusBroker } from "../sandbox/index.ts";
import type { NgocSide } from "../sandbox/ngoc/counterpart.ts";
import type { Application } from "./application.ts";
import type { Attendance } from "./attendance.ts";
import type { CaseLog } from "./case-log.ts";
import type { ConformanceCounterpart } from "./counterpart.ts";
import type { Profile } from "./profile.ts";
import type { CheckResult } from "./result.ts";
import { allStatements, ruleOf } from "./rules.ts";

/** What all cases of a run share. */
export interface RunSetup {
  readonly application: Application;
  readonly counterpart: ConformanceCounterpart;
  readonly sandbox: {
    readonly broker: ServiceBusBroker;
    readonly toPartner: QueueView;
    readonly fromPartner: QueueView;
  };
  readonly contract: Contract;
  readonly side: NgocSide;
  readonly profile: Profile;
  readonly signal: AbortSignal;
  /** Asks a person to do what neither the kit nor the application does by itself. */
  readonly attendance: Attendance;
  /** How many links were refused since the run began, for want of a right: an application opens them as it starts. */
  readonly refusedLinks: () => number;
}

/** What is used by the steps of one case. */
export interface CaseScope extends RunSetup {
  readonly key: string;
  readonly log: CaseLog;
  readonly random: () => number;
}

/** Makes the result of a rule; `got` is what came instead, `undefined` when it was kept. */
export function checkResult(rule: string, got: string | undefined): CheckResult {
  const { says, level, provenance, statements } = ruleOf(rule);
  return {
    rule,
    level,
    provenance,
    passed: got === undefined,
    expected: says,
    ...(got !== undefined && { got }),
    statements: statements.flatMap((id) => {
      const statement = allStatements.find((one) => one.id === id);
      return statement === undefined ? [] : [{ id, quote: statement.quote }];
    }),
  };
}
