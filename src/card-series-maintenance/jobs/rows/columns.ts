/** The columns of rows. Rows with the same columns share one object, so that what is known about it is found out once. */
export class Columns {
  readonly names: readonly string[];
  readonly #index: ReadonlyMap<string, number>;

  constructor(names: readonly string[]) {
    this.names = names;
    this.#index = new Map(names.map((name, index) => [name, index]));
  }

  /** Returns the place of a column from 0, or `undefined` when there is no such column. */
  indexOf(name: string): number | undefined {
    return this.#index.get(name);
  }

  /** Whether these are the columns, in this order. */
  areNamed(names: readonly string[]): boolean {
    return names.length === this.names.length && names.every((name, index) => name === this.names[index]);
  }
}

/** Finds the columns of rows that each name their own: mostly those of the row before. */
export class ColumnsOfRows {
  #last = new Columns([]);

  /** Returns the columns with these names. */
  find(names: readonly string[]): Columns {
    if (!this.#last.areNamed(names)) this.#last = new Columns(names);
    return this.#last;
  }
}
