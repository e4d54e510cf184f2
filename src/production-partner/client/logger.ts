import { errorToJson } from "../../errors/error-json.ts";
import type { LogField } from "../../telemetry/names.ts";
import type { Telemetry } from "../../telemetry/telemetry.ts";
import { type TraceContext, traceIds } from "../../telemetry/trace-context.ts";
import { describeProblem } from "./describe-problem.ts";
import type { Problem, ProblemListener, TracedListener } from "./problem.ts";
import { countProblem } from "./telemetry/problem-metrics.ts";

/** How much an entry of a log matters. */
export type LoggerLevel = "debug" | "info" | "warn" | "error";

/**
 * A logger: `console`, a logger of `pino`, or anything with these four methods. Each is called with the facts and a
 * sentence. The facts survive `JSON.stringify`.
 */
export type Logger = { readonly [level in LoggerLevel]: (facts: object, message: string) => unknown };

/**
 * Returns a listener that counts each problem, and writes it to a log, with the ids of its trace, before it passes it on.
 */
export function logged(
  logger: Logger | undefined,
  listener: ProblemListener,
  telemetry: Telemetry | undefined,
): TracedListener {
  return (problem, trace) => {
    makeSerialisable(problem);
    if (telemetry !== undefined) countProblem(telemetry, problem);
    const ids = telemetry && logger && traceFields(trace ?? telemetry.current()?.context);
    logger?.[levelOf(problem)]({ ...problem, ...ids }, describeProblem(problem));
    listener(problem);
  };
}

/** The ids by which a log record is found from its trace, by the names that OpenTelemetry gives them in JSON logs. */
function traceFields(context: TraceContext | undefined): { readonly [name in LogField]?: string } {
  const ids = context && traceIds(context);
  return ids === undefined ? {} : { trace_id: ids.traceId, span_id: ids.spanId, trace_flags: ids.flags };
}

/** How much a problem matters: `info` for the end of one, `error` when a person must act, else `warn`. */
function levelOf({ kind }: Problem): LoggerLevel {
  if (kind === "ledger-restored" || kind === "connection-restored" || kind === "handler-finished") return "info";
  const needsSomebody: readonly Problem["kind"][] = [
    "given-up-message",
    "ledger-unavailable",
    "quarantine-filling",
    "quarantine-full",
  ];
  return needsSomebody.includes(kind) ? "error" : "warn";
}

/** `JSON.stringify` leaves everything out of an error but what it has of its own: an error of the application too must be whole. */
function makeSerialisable(problem: Problem): void {
  const error = "error" in problem ? problem.error : undefined;
  if (!(error instanceof Error) || "toJSON" in error || !Object.isExtensible(error)) return;
  Object.defineProperty(error, "toJSON", { value: () => errorToJson(error), configurable: true, writable: true });
}
