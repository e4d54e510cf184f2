import type { ValidationIssue } from "../../errors/validation-issue.ts";
import type { MessageDefinition } from "../../validation/message-definition.ts";

const namesOf = new WeakMap<object, ReadonlySet<string>>();

/**
 * Leaves out of the paths of issues what the contract does not name, with `*` in its place: the names of undeclared properties and
 * the keys of maps may be personal data, and issues go into logs, reports and answers.
 */
export function discreet(
  issues: readonly ValidationIssue[],
  { properties }: Pick<MessageDefinition, "properties">,
): readonly ValidationIssue[] {
  return issues.map((issue) => {
    const path = discreetPath(issue.path, properties);
    return path === issue.path ? issue : { ...issue, path, message: `${path}: expected ${issue.expected}` };
  });
}

function discreetPath(path: string, properties: readonly string[]): string {
  const names = namesOf.get(properties) ?? new Set(properties);
  namesOf.set(properties, names);
  return path
    .split("/")
    .map((segment, index) => {
      const name = segment.replaceAll("~1", "/").replaceAll("~0", "~");
      return index === 0 || names.has(name) || /^\d{1,9}$/.test(name) ? segment : "*";
    })
    .join("/");
}
