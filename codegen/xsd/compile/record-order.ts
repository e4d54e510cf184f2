import { anyChild, FollowingChildren } from "../../../src/xml/following-children.ts";
import {
  allowsNamespace,
  type ContentState,
  elementAt,
  localName,
  namespaceOf,
  type SchemaModel,
} from "../../../src/xml/schema-model.ts";

/**
 * Why records cannot be read apart from the other children of their parent; `undefined` if they can. What comes beside them must
 * always come before or always after records of a kind, so that a document can be put together again.
 */
export function orderProblem(
  model: SchemaModel,
  states: readonly ContentState[],
  records: readonly string[],
): string | undefined {
  const following = new FollowingChildren(model, states);
  const others = otherChildren(model, states, records);
  for (const record of records)
    for (const other of others)
      if (following.isFree(record, other)) return `${what(other)} may come before and after <${localName(record)}>`;
  for (const one of others)
    for (const other of others)
      for (const record of records)
        if (following.isFree(one, other) && following.mayFollow(one, record) !== following.mayFollow(other, record))
          return `the order of ${what(one)} and ${what(other)} depends on <${localName(record)}>`;
  // A record is known by its name.
  const wildcards = states.flatMap(({ any = [] }) => any.map(([wildcard]) => wildcard));
  const hidden = records.find((record) =>
    wildcards.some(({ namespaces }) => allowsNamespace(namespaces, namespaceOf(record))),
  );
  return hidden === undefined ? undefined : `a wildcard allows other elements of the name <${localName(hidden)}>`;
}

/** Whether the order of the children beside the records is not always the same, so that it must be kept. */
export function keepsOrderAround(
  model: SchemaModel,
  states: readonly ContentState[],
  records: readonly string[],
): boolean {
  const following = new FollowingChildren(model, states);
  const others = otherChildren(model, states, records);
  return (
    others.includes(anyChild) ||
    others.some((one) => others.some((other) => one !== other && following.isFree(one, other)))
  );
}

/** The names of the children that are no records. */
function otherChildren(
  model: SchemaModel,
  states: readonly ContentState[],
  records: readonly string[],
): readonly string[] {
  const names = states.flatMap(({ next, any }) => [
    ...next.flatMap(([element]) => (elementAt(model, element).abstract === true ? [] : elementAt(model, element).name)),
    ...(any === undefined ? [] : [anyChild]),
  ]);
  return [...new Set(names)].filter((name) => !records.includes(name));
}

function what(name: string): string {
  return name === anyChild ? "what a wildcard allows" : `<${localName(name)}>`;
}
