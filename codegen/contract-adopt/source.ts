import { propertyKey } from "../asyncapi/emit/type-node.ts";
import type { Json } from "../asyncapi/model/json.ts";

/** What the compiler does not know, so that it stops there: the remark beside it says what is to be decided. */
export const undecided = "decide";

/** A member of an object literal, with a remark where it is to be decided. */
export interface Entry {
  readonly name: string;
  /** The expression. The name alone stands for itself. */
  readonly text: string;
  readonly remark?: string | undefined;
}

/** Writes an object literal: on one line if it is short and nothing is to be decided. */
export function objectLiteral(entries: readonly Entry[], indent: string): string {
  const isShort = entries.every(({ text, remark }) => remark === undefined && !text.includes("\n"));
  const line = `{ ${entries.map(member).join(", ")} }`;
  if (isShort && line.length + indent.length <= 100) return entries.length === 0 ? "{}" : line;
  const lines = entries.map((entry) => {
    const remark = entry.remark === undefined ? "" : ` // decide: ${entry.remark}`;
    return `${indent}  ${member(entry)},${remark}`;
  });
  return `{\n${lines.join("\n")}\n${indent}}`;
}

/** Writes a JSON value as source. */
export function literal(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(literal).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([name, inner]) => `${propertyKey(name)}: ${literal(inner)}`);
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`;
}

function member({ name, text }: Entry): string {
  return text === name && /^[\w$]+$/.test(name) ? name : `${propertyKey(name)}: ${text}`;
}

/** Writes how a member of an object is read. */
export function memberAccess(object: string, name: string, isOptional: boolean): string {
  const isIdentifier = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(name);
  const dot = isOptional ? "?." : ".";
  return isIdentifier ? `${object}${dot}${name}` : `${object}${isOptional ? "?." : ""}[${JSON.stringify(name)}]`;
}

/** Writes the type of a member of a type. */
export function memberType(type: string, name: string): string {
  return `${type}[${JSON.stringify(name)}]`;
}
