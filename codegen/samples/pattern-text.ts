/**
 * Returns the shortest text that a regular expression matches as far as it is understood: character classes, groups,
 * alternatives, quantifiers, anchors. Undefined for others.
 */
export function textOfPattern(pattern: string): string | undefined {
  const reader = new PatternReader(pattern);
  const text = reader.alternatives();
  return text !== undefined && reader.isAtEnd && new RegExp(pattern, "u").test(text) ? text : undefined;
}

const classes: { readonly [letter: string]: string } = { d: "1", w: "A", s: " ", D: "A", W: "-", S: "A" };
const controls: { readonly [letter: string]: string } = { n: "\n", t: "\t", r: "\r", f: "\f", v: "\v", 0: "\0" };

class PatternReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get isAtEnd(): boolean {
    return this.#at === this.#text.length;
  }

  /** Reads `a|b|c` and returns a text for the first alternative that has one. */
  alternatives(): string | undefined {
    let found = this.#sequence();
    while (this.#take("|")) found = this.#sequence() ?? found;
    return found;
  }

  #take(token: string): boolean {
    if (!this.#text.startsWith(token, this.#at)) return false;
    this.#at += token.length;
    return true;
  }

  #sequence(): string | undefined {
    let text: string | undefined = "";
    while (!this.isAtEnd && this.#text[this.#at] !== "|" && this.#text[this.#at] !== ")") {
      const part = this.#quantified();
      text = text === undefined || part === undefined ? undefined : text + part;
    }
    return text;
  }

  #quantified(): string | undefined {
    const atom = this.#atom();
    const [quantifier = "", least] = /^(?:[*+?]|\{(\d+)(?:,\d*)?\})\??/.exec(this.#text.slice(this.#at)) ?? [];
    this.#at += quantifier.length;
    if (quantifier === "" || atom === undefined) return atom;
    // Once where nothing would do: a text that says something is the better example.
    const times = least === undefined ? 1 : Number(least);
    return atom.repeat(times);
  }

  #atom(): string | undefined {
    const character = this.#text[this.#at++] ?? "";
    if (character === "^" || character === "$") return "";
    if (character === ".") return "A";
    if (character === "[") return this.#class();
    if (character === "\\") return this.#escape();
    if (character !== "(") return character;
    const [group = ""] = /^\?(?::|<\w+>)/.exec(this.#text.slice(this.#at)) ?? [];
    this.#at += group.length;
    // Looking ahead or behind restricts what stands elsewhere.
    const isAssertion = this.#text[this.#at] === "?";
    const text = this.alternatives();
    return this.#take(")") && !isAssertion ? text : undefined;
  }

  #escape(): string | undefined {
    const character = this.#text[this.#at++] ?? "";
    if (character === "b" || character === "B") return "";
    if (character === "u" || character === "x" || character === "p" || character === "P") return undefined;
    if (/[1-9]/.test(character)) return undefined;
    return classes[character] ?? controls[character] ?? character;
  }

  #class(): string | undefined {
    const from = this.#at;
    const isNegated = this.#take("^");
    let first: string | undefined;
    while (!this.isAtEnd && this.#text[this.#at] !== "]") {
      const character = this.#text[this.#at++] ?? "";
      const member = character === "\\" ? this.#escape() : character;
      first ??= member;
    }
    if (!this.#take("]")) return undefined;
    if (!isNegated) return first;
    const expression = new RegExp(`^[${this.#text.slice(from, this.#at)}$`, "u");
    return ["A", "a", "1", "-", " "].find((candidate) => expression.test(candidate));
  }
}
