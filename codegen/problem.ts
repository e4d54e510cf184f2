/** One reason why a specification cannot be turned into code, with the place and the remedy. */
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

/** Formats a problem as `file:line:column pointer`, what is wrong, and what to do. */
function formatProblem(problem: Problem): string {
  const where = `${problem.file}:${problem.line}:${problem.column}`;
  return `${where} ${problem.pointer || "(root)"}\n  ${problem.message}\n  Remedy: ${problem.remedy}`;
}
