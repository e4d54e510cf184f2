import { bounded } from "../../../telemetry/bounded.ts";
import { errorType } from "../../../telemetry/error-type.ts";
import type { Telemetry } from "../../../telemetry/telemetry.ts";
import type { Problem } from "../problem.ts";

// Beyond these, paths are counted together.
const maxPaths = 200;

/** Counts problems by kind, and what they tell by its own metric. */
export function countProblem(telemetry: Telemetry, problem: Problem): void {
  const { kind } = problem;
  const failure = "error" in problem ? { "error.type": errorType(problem.error) } : {};
  telemetry.record("cardwright.client.problems", 1, { "cardwright.problem.kind": kind, ...failure });
  switch (kind) {
    case "settlement-failed":
      telemetry.record("cardwright.client.settlement.failures", 1, failure);
      break;
    case "ledger-unavailable":
    case "connection":
      telemetry.record("cardwright.client.pauses", 1, { "cardwright.problem.kind": kind, ...failure });
      break;
    case "ledger-restored":
    case "connection-restored":
      telemetry.record("cardwright.client.pause.duration", problem.forMs / 1000, { "cardwright.problem.kind": kind });
      break;
    case "given-up-message":
      telemetry.record("cardwright.client.dead_letters", 1, { "cardwright.message.type": problem.type });
      break;
    case "refused-message": {
      const reason = { "cardwright.refusal.reason": problem.refusal.reason };
      telemetry.record("cardwright.client.refusals", 1, { "cardwright.message.type": problem.type, ...reason });
      telemetry.current()?.set(reason);
      break;
    }
    default:
  }
}

/** Makes what counts the deviations of messages. Their paths are those of the contract, and still not without end. */
export function deviationCounter(telemetry: Telemetry): (type: string, path: string) => void {
  const limited = bounded(maxPaths);
  return (type, path) =>
    telemetry.record("cardwright.client.deviations", 1, {
      "cardwright.message.type": type,
      "cardwright.deviation.path": limited(path),
    });
}
