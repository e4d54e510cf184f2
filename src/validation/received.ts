import type { Check, CheckError } from "./check.ts";
import { issuesOf } from "./issues.ts";
import type { Validation, Validator } from "./validation.ts";
import { valueAt, withoutPaths } from "./without-paths.ts";

// What is left out can bring to light what stood behind it, such as another alternative. A few rounds are enough for that.
const maxRounds = 5;

const guess = "assumed:";

/**
 * Makes a typed validator of a compiled check for what has arrived, which enforces only what the vendor has said.
 *
 * Where the kind of a value is a guess of the contract, a value of another kind is left out of a copy: the property, the entry of
 * a map, or the item of a list. So is a property that is `null` although the contract has no `null` there. Without anything to leave
 * out, the value itself is returned.
 */
export function receivedValidator<T>(check: Check): Validator<T> {
  return (value, options): Validation<T> => {
    // The check accepts exactly the values of T: both are generated from one schema.
    if (check(value)) return { valid: true, value: value as T };
    const errors = check.errors ?? [];
    const causes = causesOf(errors, value);
    let left = value;
    let pending = causes;
    for (let round = 0; round < maxRounds && pending.every(({ paths }) => paths !== undefined); round++) {
      left = withoutPaths(
        left,
        pending.flatMap(({ paths }) => paths ?? []),
      );
      if (check(left)) return { valid: true, value: left as T };
      pending = causesOf(check.errors ?? [], left);
    }
    const reasons = causes.filter(({ paths }) => paths === undefined).flatMap((cause) => cause.errors);
    const limit = options?.firstIssueOnly ? 1 : Infinity;
    return { valid: false, issues: issuesOf(asWritten(reasons.length > 0 ? reasons : errors), limit) };
  };
}

/** An error with those of the alternatives that were tried. */
interface Cause {
  readonly errors: readonly CheckError[];
  readonly error: CheckError;
  /** What to leave out so that the error goes away; undefined when nothing may be left out. */
  readonly paths: readonly string[] | undefined;
}

function causesOf(errors: readonly CheckError[], value: unknown): readonly Cause[] {
  const causes: Cause[] = [];
  for (const error of errors) {
    const { keyword, instancePath } = error;
    const isNull = isNullProperty(value, instancePath);
    const whole = instancePath !== "" && (isNull || keyword.startsWith(guess)) ? [instancePath] : undefined;
    const branches = alternativesOf(error, causes);
    const tried = branches.flatMap((branch) => branch.flatMap((cause) => cause.errors));
    const paths = branches.length > 0 && !isNull ? least(branches, instancePath, whole) : whole;
    causes.push({ error, paths, errors: [...tried, error] });
  }
  return causes;
}

/** Takes the errors of the alternatives that a keyword tried from the errors before, by alternative. */
function alternativesOf(
  { keyword, instancePath, schemaPath, params }: CheckError,
  before: Cause[],
): readonly Cause[][] {
  const { tried } = params;
  if (Array.isArray(tried)) {
    const branches = tried.toReversed().map((count: number) => {
      const branch: Cause[] = [];
      for (let taken = 0; taken < count; taken += branch[0]?.errors.length ?? count)
        branch.unshift(...before.splice(-1));
      return branch;
    });
    return branches.toReversed();
  }
  if (keyword !== "contains" && keyword !== "propertyNames") return [];
  const isTried = (cause: Cause | undefined) =>
    cause?.error.schemaPath.startsWith(`${schemaPath}/`) && cause.error.instancePath.startsWith(instancePath);
  const first = before.findLastIndex((cause) => !isTried(cause)) + 1;
  return [before.splice(first).map((cause) => ({ ...cause, paths: undefined }))];
}

/** The least that makes one of the alternatives fit: rather parts of the value than all of it. */
function least(branches: readonly (readonly Cause[])[], path: string, whole: Cause["paths"]): Cause["paths"] {
  // Values that tell alternatives apart are no guess about this value: another alternative was meant.
  const isMeant = ({ error }: Cause) => !/^(?:assumed:)?(?:const|enum)$/.test(error.keyword);
  const fitting = branches
    .filter((causes) => causes.every((cause) => cause.paths !== undefined && isMeant(cause)))
    .map((causes) => causes.flatMap(({ paths }) => paths ?? []));
  const inParts = fitting.filter((paths) => !paths.includes(path)).sort((a, b) => a.length - b.length);
  return inParts[0] ?? whole ?? fitting[0];
}

function isNullProperty(value: unknown, path: string): boolean {
  if (path === "") return false;
  const around = valueAt(value, path.slice(0, path.lastIndexOf("/")));
  return !Array.isArray(around) && valueAt(value, path) === null;
}

/** The errors in the words of the contract. A value whose kind is a guess of one part and not of another has one error. */
function asWritten(errors: readonly CheckError[]): readonly CheckError[] {
  const isSaid = new Set(errors.map(({ instancePath, keyword }) => `${keyword} ${instancePath}`));
  return errors.flatMap((error): readonly CheckError[] => {
    const { instancePath, keyword, schemaPath } = error;
    const plain = keyword.replace(guess, "");
    if (plain !== keyword && isSaid.has(`${plain} ${instancePath}`)) return [];
    return [{ ...error, keyword: plain, schemaPath: schemaPath.replaceAll(guess, "") }];
  });
}
