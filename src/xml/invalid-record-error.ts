import { CardwrightError } from "../errors/cardwright-error.ts";
import type { ValidationIssue } from "../errors/validation-issue.ts";

/** A record cannot be written, or was read, that the schema does not allow. */
export class InvalidRecordError extends CardwrightError {
  override readonly name = "InvalidRecordError";
  /** From 1; 0 for what stands around the records. */
  readonly number: number;
  readonly issues: readonly ValidationIssue[];
  /** The place of a record that was read, from 1; `undefined` when writing. */
  readonly line: number | undefined;
  readonly column: number | undefined;

  constructor(
    number: number,
    issues: readonly ValidationIssue[],
    place?: { readonly line: number; readonly column: number },
  ) {
    const what = number === 0 ? "What stands around the records" : `Record ${number}`;
    const why = issues[0]?.message ?? "it is not valid";
    const message =
      place === undefined
        ? `${what} cannot be written: ${why}`
        : `Line ${place.line}, column ${place.column}: ${what} is invalid: ${why}`;
    super(message, {
      code: "XML_INVALID_RECORD",
      help: "Correct the record as its issues say; the schema allows nothing else.",
      details: {
        number,
        ...(place !== undefined && { line: place.line, column: place.column }),
        issues: issues.map((issue) => ({ ...issue })),
      },
    });
    this.number = number;
    this.issues = issues;
    this.line = place?.line;
    this.column = place?.column;
  }
}
