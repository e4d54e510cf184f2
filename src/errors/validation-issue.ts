/** One thing that is wrong with a value. Holds no part of the value itself, so it may be logged. */
export interface ValidationIssue {
  /** JSON pointer to what is wrong, or to where something is missing; empty for the whole value. */
  readonly path: string;
  /** The rule that is broken, by its JSON Schema keyword, such as `required` or `minLength`. */
  readonly keyword: string;
  /** What the contract expects there, such as `an integer`. */
  readonly expected: string;
  /** Path and expectation in one sentence. */
  readonly message: string;
}
