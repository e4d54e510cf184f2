import type { Member, TypeNode } from "./type-node.ts";

const width = 100;

/** Writes a type as source: on one line when it fits and nothing in it is documented, else broken over lines. */
export function printType(type: TypeNode): string {
  if (!isDocumented(type)) {
    const line = onOneLine(type);
    if (line.length <= width) return line;
  }
  switch (type.kind) {
    case "text":
      return type.text;
    case "object":
      return printMembers(type.members);
    case "array":
      return `readonly ${operand(type.item)}[]`;
    case "tuple":
      return onOneLine(type, printType);
    case "union":
      return `\n${type.of.map((each) => `  | ${indent(operand(each)).trimStart()}`).join("\n")}`;
    case "intersection":
      return type.of.map(operand).join(" & ");
  }
}

/** Writes an object's members between braces, one a line. */
function printMembers(members: readonly Member[]): string {
  const lines = members.map(({ doc, key, type }) => indent(`${doc}readonly ${key}:${spaced(printType(type))};`));
  return `{\n${lines.join("\n")}\n}`;
}

/** Puts a space before a type that begins on the same line. */
export function spaced(type: string): string {
  return type.startsWith("\n") ? type : ` ${type}`;
}

function onOneLine(type: TypeNode, print: (part: TypeNode) => string = (part) => onOneLine(part)): string {
  const inner = (part: TypeNode) => (needsParens(part) ? `(${print(part)})` : print(part));
  switch (type.kind) {
    case "text":
      return type.text;
    case "object":
      return `{ ${type.members.map((member) => `readonly ${member.key}: ${print(member.type)}`).join("; ")} }`;
    case "array":
      return `readonly ${inner(type.item)}[]`;
    case "tuple": {
      const items = type.items.map((item, index) => (index < type.least ? print(item) : `${inner(item)}?`));
      return `readonly [${[...items, ...(type.rest ? [`...${inner(type.rest)}[]`] : [])].join(", ")}]`;
    }
    case "union":
      return type.of.map(inner).join(" | ");
    case "intersection":
      return type.of.map(inner).join(" & ");
  }
}

function operand(type: TypeNode): string {
  return needsParens(type) ? `(${printType(type)})` : printType(type);
}

function needsParens({ kind }: TypeNode): boolean {
  return kind === "union" || kind === "intersection" || kind === "array" || kind === "tuple";
}

function isDocumented(type: TypeNode): boolean {
  switch (type.kind) {
    case "text":
      return false;
    case "object":
      return type.members.some(({ doc, type: member }) => doc !== "" || isDocumented(member));
    case "array":
      return isDocumented(type.item);
    case "tuple":
      return [...type.items, ...(type.rest ? [type.rest] : [])].some(isDocumented);
    case "union":
    case "intersection":
      return type.of.some(isDocumented);
  }
}

function indent(source: string): string {
  return `  ${source.replaceAll("\n", "\n  ")}`.replaceAll(/^ +$/gm, "");
}
