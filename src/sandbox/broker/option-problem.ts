import { CardwrightError } from "../../errors/cardwright-error.ts";

/** The options that there are, each with what it may be; `list` stands for an array. */
export type OptionKinds = {
  readonly [option: string]: readonly ("string" | "number" | "boolean" | "object" | "function" | "list")[];
};

/**
 * Says what is wrong with options from JavaScript or a file, which no compiler has checked: no object, an option that there
 * is not (most often misspelt, so that it would do nothing), a value of another kind, or one that is missing.
 *
 * @param what whose options they are, to begin the sentence with
 * @param required the options that may not be left out
 */
export function optionProblem(
  what: string,
  given: unknown,
  kinds: OptionKinds,
  required: readonly string[] = [],
): string | undefined {
  if (kindOf(given) !== "object") return `${what}: must be an object`;
  // An object, as was just found.
  const options = new Map<string, unknown>(Object.entries(given as object));
  for (const [option, value] of options) {
    const allowed: readonly string[] | undefined = Object.hasOwn(kinds, option) ? kinds[option] : undefined;
    if (allowed === undefined) return `${what}: there is no "${option}", only ${Object.keys(kinds).join(", ")}`;
    if (value !== undefined && !allowed.includes(kindOf(value)))
      return `${what}: ${option} must be of type ${allowed.join(" or ")}`;
  }
  const missing = required.find((option) => options.get(option) === undefined);
  return missing === undefined ? undefined : `${what}: ${missing} is missing`;
}

/** The error of options of the broker that cannot be. */
export function brokerOption(problem: string): CardwrightError {
  return new CardwrightError(`${problem}.`, {
    code: "BROKER_OPTION",
    help: "Correct it in the options of the broker.",
  });
}

function kindOf(value: unknown): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "list" : typeof value;
}
