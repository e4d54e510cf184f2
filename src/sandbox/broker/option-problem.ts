import { ConfigurationError } from "../../errors/configuration-error.ts";

/** The allowed options with their types; `list` is an array. */
export type OptionKinds = {
  readonly [option: string]: readonly ("string" | "number" | "boolean" | "object" | "function" | "list")[];
};

/**
 * Describes the first error in options that no compiler has checked, from JavaScript or a file: not an object, an
 * unknown option (often misspelt, so that it would have no effect), a value of the wrong type, or a missing option.
 *
 * @param what the object the options belong to; the description begins with it
 * @param required the options that are required
 */
export function optionProblem(
  what: string,
  given: unknown,
  kinds: OptionKinds,
  required: readonly string[] = [],
): string | undefined {
  if (kindOf(given) !== "object") return `${what}: expected an object`;
  // An object, as just checked.
  const options = new Map<string, unknown>(Object.entries(given as object));
  for (const [option, value] of options) {
    const allowed: readonly string[] | undefined = Object.hasOwn(kinds, option) ? kinds[option] : undefined;
    if (allowed === undefined)
      return `${what}: unknown option "${option}", expected one of ${Object.keys(kinds).join(", ")}`;
    if (value !== undefined && !allowed.includes(kindOf(value)))
      return `${what}: ${option} must be of type ${allowed.join(" or ")}`;
  }
  const missing = required.find((option) => options.get(option) === undefined);
  return missing === undefined ? undefined : `${what}: ${missing} is missing`;
}

/** Creates the error for invalid options of the broker. */
export function brokerOption(problem: string): ConfigurationError {
  return new ConfigurationError(problem, {
    code: "BROKER_OPTION",
    help: "Correct the options of ServiceBusBroker.start.",
  });
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "list" : typeof value;
}
