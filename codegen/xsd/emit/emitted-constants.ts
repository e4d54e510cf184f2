/** The constants of emitted code. Each is written once and named after its kind and a number. */
export class EmittedConstants {
  readonly #names = new Map<string, string>();
  readonly #lines: string[] = [];

  /** Returns the name of the constant with a value, and adds it if it is new. */
  name(kind: string, value: string, comment?: string): string {
    const known = this.#names.get(value);
    if (known !== undefined) return known;
    const name = `${kind}${this.#names.size + 1}`;
    this.#names.set(value, name);
    this.#lines.push(`${comment === undefined ? "" : `/** ${comment} */\n`}const ${name} = ${value};`);
    return name;
  }

  toString(): string {
    return this.#lines.join("\n");
  }
}
