/** Where in a schema document something stands, from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Says that a document is no valid XML schema: which constraint it breaks and where. */
export class XsdError extends Error {
  override readonly name: string = "XsdError";
  readonly line: number;
  readonly column: number;
  readonly reason: string;

  constructor(reason: string, { line, column }: Place) {
    super(`line ${line}, column ${column}: ${reason}`);
    this.reason = reason;
    this.line = line;
    this.column = column;
  }
}

/**
 * Says that a schema uses something this compiler does not implement: which construct and where.
 *
 * Refusing is deliberate: a construct that is skipped in silence ends as data that is accepted or lost in silence.
 */
export class XsdRefusal extends XsdError {
  override readonly name = "XsdRefusal";
  /** Short name of the construct, for counting. */
  readonly construct: string;

  constructor(construct: string, place: Place, reason: string = `${construct} is not implemented`) {
    super(reason, place);
    this.construct = construct;
  }
}
