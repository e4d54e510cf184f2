/** One error in a value. It contains no part of the value, so it may be logged. */
export interface ValidationIssue {
  /** JSON pointer to the invalid or missing value; empty for the whole value. */
  readonly path: string;
  /** JSON Schema keyword of the violated rule, such as `required` or `minLength`. */
  readonly keyword: string;
  /** What the contract expects there, such as `an integer`. */
  readonly expected: string;
  /** Path and expectation in one sentence. */
  readonly message: string;
}
