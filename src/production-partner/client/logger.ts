import { errorToJson } from "../../errors/error-json.ts";
import { describeProblem } from "./describe-problem.ts";
import type { Problem, ProblemListener } from "./problem.ts";

/** How much an entry of a log matters. */
export type LoggerLevel = "debug" | "info" | "warn" | "error";

/**
 * A logger: `console`, a logger of `pino`, or anything with these four methods. Each is called with the facts and a
 * sentence. The facts survive `JSON.stringify`.
 */
export type Logger = { readonly [level in LoggerLevel]: (facts: object, message: string) => unknown };

/** Returns a listener that writes each problem to a log before it passes it on. */
export function logged(logger: Logger | undefined, listener: ProblemListener): ProblemListener {
  return (problem) => {
    makeSerialisable(problem);
    logger?.[levelOf(problem)]({ ...problem }, describeProblem(problem));
    listener(problem);
  };
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
