const width = 100;

/** A type as source; `isCompound` when it needs parentheses as an operand. */
export interface Printed {
  readonly text: string;
  readonly isCompound: boolean;
}

/** A member of an object as source: its doc comment with the line break, what stands before the colon, and its type. */
export interface PrintedMember {
  readonly doc: string;
  readonly key: string;
  readonly type: string;
}

/** Writes an object: on one line when it fits and nothing in it is documented, else one member a line. */
export function printObject(members: readonly PrintedMember[]): string {
  const isDocumented = members.some(({ doc }) => doc !== "");
  const line = `{ ${members.map(({ key, type }) => `readonly ${key}: ${type}`).join("; ")} }`;
  if (!isDocumented && fits(line)) return line;
  return `{\n${members.map((member) => indent(printMember(member))).join("\n")}\n}`;
}

/** Writes a member as it stands on lines of its own. */
export function printMember({ doc, key, type }: PrintedMember): string {
  return `${doc}readonly ${key}:${spaced(type)};`;
}

export function printArray(item: Printed): string {
  return `readonly ${operand(item)}[]`;
}

/** Writes a tuple of which the first `least` items must be there. */
export function printTuple(items: readonly Printed[], least: number, rest?: Printed): string {
  const parts = items.map((item, index) => (index < least ? item.text : `${operand(item)}?`));
  return `readonly [${[...parts, ...(rest ? [`...${operand(rest)}[]`] : [])].join(", ")}]`;
}

/** Writes a union: on one line when it fits, else one alternative a line, beginning with a line break. */
export function printUnion(types: readonly Printed[]): string {
  const parts = types.map(operand);
  const line = parts.join(" | ");
  if (parts.length === 1 || fits(line)) return line;
  return `\n${parts.map((part) => `  | ${indent(part).trimStart()}`).join("\n")}`;
}

export function printIntersection(types: readonly Printed[]): string {
  return types.map(operand).join(" & ");
}

/** Puts a space before a type that begins on the same line. */
export function spaced(type: string): string {
  return type.startsWith("\n") ? type : ` ${type}`;
}

function operand({ text, isCompound }: Printed): string {
  return isCompound ? `(${text})` : text;
}

function fits(line: string): boolean {
  return line.length <= width && !line.includes("\n");
}

function indent(source: string): string {
  return `  ${source.replaceAll("\n", "\n  ")}`.replaceAll(/^ +$/gm, "");
}
