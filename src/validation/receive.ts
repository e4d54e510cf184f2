import type { ValidationIssue } from "../errors/validation-issue.ts";
import type { MessageDefinition } from "./message-definition.ts";
import { valueAt, withoutPaths } from "./without-paths.ts";

/** The outcome of {@link receive}: the typed payload with what deviates from the full contract, or why it is refused. */
export type Reception<T> =
  | { readonly valid: true; readonly value: T; readonly deviations: readonly ValidationIssue[] }
  | { readonly valid: false; readonly issues: readonly ValidationIssue[] };

/**
 * Checks a payload that has arrived. What breaks only a guess of the contract is accepted, and is among the `deviations`.
 *
 * The full check comes first, as most messages pass it. A property that it refuses because it is blank counts as left out,
 * if what the vendor has said allows that.
 */
export function receive<T>(
  { strict, tolerant }: Pick<MessageDefinition<string, "receive", unknown, T>, "strict" | "tolerant">,
  payload: unknown,
): Reception<T> {
  const full = strict(payload);
  // Whatever may be sent may also arrive, so it has the type of what arrives.
  if (full.valid) return { valid: true, value: payload as T, deviations: [] };
  const relaxed = tolerant(payload);
  if (!relaxed.valid) return relaxed;
  const deviations = full.issues;
  const blanks = deviations.filter((issue) => isBlankProperty(relaxed.value, issue)).map(({ path }) => path);
  const rest = blanks.length === 0 ? relaxed : tolerant(withoutPaths(relaxed.value, blanks));
  return { valid: true, value: rest.valid ? rest.value : relaxed.value, deviations };
}

function isBlankProperty(payload: unknown, { path, keyword }: ValidationIssue): boolean {
  if (path === "" || (keyword !== "minLength" && keyword !== "pattern")) return false;
  const value = valueAt(payload, path);
  const around = valueAt(payload, path.slice(0, path.lastIndexOf("/")));
  return typeof value === "string" && value.trim() === "" && !Array.isArray(around);
}
