/** One finding in a specification, with its place and the remedy: a reason to refuse it, or a warning. */
export interface Problem {
  readonly file: string;
  /** JSON pointer (or XPath-like path) into the file. */
  readonly pointer: string;
  /** 1-based. */
  readonly line: number;
  /** 1-based. */
  readonly column: number;
  readonly message: string;
  readonly remedy: string;
  /** What can be left out so that the specification can be used all the same; absent where nothing can. */
  readonly omission?: Omission;
}

/** A part of a document that can be left out because the check then only accepts more. */
export interface Omission {
  /** What the option `accept` names: the pointer, with `FILE#` before it where that is not the document itself. */
  readonly accept: string;
  readonly file: string;
  readonly pointer: string;
  /**
   * A keyword of a schema; a member of its `properties` or their like; a whole schema, instead of which any value is accepted; or
   * a message's payload, likewise.
   */
  readonly what: "keyword" | "member" | "schema" | "payload";
  /** Why it is this part that has to be left out, where that is not what the problem itself names. */
  readonly reason?: string;
}

/** Thrown when a specification is refused; holds every problem found. */
export class SpecError extends Error {
  override readonly name: string = "SpecError";
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(formatProblem).join("\n"));
    this.problems = problems;
  }
}

/** Formats a problem as `file:line:column pointer`, what is wrong, what to do, and how to go on without it. */
export function formatProblem(problem: Problem): string {
  const { omission } = problem;
  const lines = [place(problem), `  ${problem.message}`, `  Remedy: ${problem.remedy}`];
  if (omission !== undefined) {
    lines.push(`  Or ${omissionEffects[omission.what]}: --accept ${quoted(omission.accept)}`);
  }
  return lines.join("\n");
}

const omissionEffects: { readonly [what in Omission["what"]]: string } = {
  keyword: "leave the keyword out",
  member: "leave it out",
  schema: "let any value pass here",
  payload: "let any payload pass",
};

/** Formats a warning in two lines: the place with what was found, and what to do. */
export function formatWarning(warning: Problem): string {
  return `${place(warning)}\n  Warning: ${warning.message}\n  ${warning.remedy}`;
}

function place({ file, line, column, pointer }: Problem): string {
  return `${file}:${line}:${column} ${pointer || "(root)"}`;
}

/** Quotes an argument where a shell would not take it as it is. */
function quoted(argument: string): string {
  return /^[\w./#~-]+$/.test(argument) && !argument.startsWith("~")
    ? argument
    : `'${argument.replaceAll("'", `'\\''`)}'`;
}
