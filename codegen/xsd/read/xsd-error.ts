/** A place in a schema document, from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
  /** The document, where several are read. */
  readonly file?: string;
}

/** A document is not a valid XML schema: it violates a constraint at this place. */
export class XsdError extends Error {
  override readonly name: string = "XsdError";
  readonly line: number;
  readonly column: number;
  readonly reason: string;
  readonly file: string | undefined;

  constructor(reason: string, { line, column, file }: Place) {
    super(`Line ${line}, column ${column}: ${reason}`);
    this.reason = reason;
    this.file = file;
    this.line = line;
    this.column = column;
  }
}

/**
 * A schema uses a construct that this compiler does not implement.
 *
 * Refusing is deliberate: ignoring a construct would mean to accept or lose data without a word.
 */
export class XsdRefusal extends XsdError {
  override readonly name = "XsdRefusal";
  /** Short name of the construct, for counting. */
  readonly construct: string;

  constructor(construct: string, place: Place, reason: string = `Not implemented: ${construct}`) {
    super(reason, place);
    this.construct = construct;
  }
}
