import {
  type CharacterClass,
  type ClassMember,
  type Pattern,
  PatternError,
  PatternTooLarge,
  UndefinedEscape,
} from "./pattern.ts";
import { blockRanges } from "./unicode-blocks.ts";

/**
 * Parses an XSD 1.0 regular expression by the grammar of XML Schema part 2, appendix F.
 *
 * The grammar differs from that of JavaScript: it has no anchors, lazy quantifiers, look-around or back references, `^`
 * and `$` are ordinary characters outside a class, and classes can be subtracted.
 *
 * @throws PatternError if the text does not follow the grammar.
 * @throws UndefinedEscape where validators differ.
 */
export function parsePattern(text: string): Pattern {
  const parser = new PatternParser(text);
  const pattern = parser.choice();
  if (!parser.atEnd) parser.fail(`unexpected "${parser.peek}"`);
  return pattern;
}

const metacharacters = ".\\?*+{}()|[]";
const escapable = "\\|.?*+(){}-[]^";
const categories = new Set(
  "L Lu Ll Lt Lm Lo M Mn Mc Me N Nd Nl No P Pc Pd Ps Pe Pi Pf Po Z Zs Zl Zp S Sm Sc Sk So C Cc Cf Co Cn".split(" "),
);
const controlEscapes: Readonly<Record<string, number>> = { n: 0x0a, r: 0x0d, t: 0x09 };

/** Groups inside each other. */
const maxDepth = 200;

class PatternParser {
  #depth = 0;
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get atEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  /** The next character, as a whole code point; empty at the end. */
  get peek(): string {
    const code = this.#text.codePointAt(this.#at);
    return code === undefined ? "" : String.fromCodePoint(code);
  }

  fail(reason: string): never {
    throw new PatternError(reason, this.#at);
  }

  choice(): Pattern {
    const options = [this.#sequence()];
    while (this.#accept("|")) options.push(this.#sequence());
    const [only] = options;
    return options.length === 1 && only !== undefined ? only : { kind: "choice", options };
  }

  #sequence(): Pattern {
    const items: Pattern[] = [];
    while (!this.atEnd && this.peek !== "|" && this.peek !== ")") items.push(this.#piece());
    const [only] = items;
    return items.length === 1 && only !== undefined ? only : { kind: "sequence", items };
  }

  #piece(): Pattern {
    const item = this.#atom();
    if (this.#accept("?")) return { kind: "repeat", item, min: 0, max: 1 };
    if (this.#accept("*")) return { kind: "repeat", item, min: 0, max: Number.POSITIVE_INFINITY };
    if (this.#accept("+")) return { kind: "repeat", item, min: 1, max: Number.POSITIVE_INFINITY };
    if (this.#accept("{")) return { kind: "repeat", item, ...this.#quantity() };
    return item;
  }

  #quantity(): { min: number; max: number } {
    const min = this.#count();
    let max = min;
    if (this.#accept(",")) max = this.peek === "}" ? Number.POSITIVE_INFINITY : this.#count();
    if (!this.#accept("}")) this.fail('a quantifier must end with "}"');
    if (max < min) this.fail("a quantifier's second number is below its first");
    return { min, max };
  }

  #count(): number {
    const digits = /^[0-9]+/.exec(this.#text.slice(this.#at))?.[0] ?? this.fail("a quantifier needs a number");
    this.#at += digits.length;
    return Number(digits);
  }

  #atom(): Pattern {
    if (this.#accept("(")) {
      if (++this.#depth > maxDepth) throw new PatternTooLarge();
      const inner = this.choice();
      this.#depth--;
      if (!this.#accept(")")) this.fail('missing ")"');
      return inner;
    }
    if (this.#accept("[")) return { kind: "class", class: this.#classBody() };
    if (this.#accept(".")) return single({ kind: "escape", letter: ".", negated: false });
    if (this.#accept("\\")) return single(this.#escape());
    const character = this.peek;
    if (metacharacters.includes(character)) this.fail(`"${character}" must be escaped here`);
    this.#at += character.length;
    return single(literal(character));
  }

  /** Parses the text between `[` and `]`; the opening bracket has been read. */
  #classBody(): CharacterClass {
    const negated = this.#accept("^");
    const members: ClassMember[] = [];
    let except: CharacterClass | undefined;
    while (!this.#accept("]")) {
      if (this.atEnd) this.fail('missing "]"');
      if (members.length > 0 && this.#text.startsWith("-[", this.#at)) {
        this.#at += 2;
        if (++this.#depth > maxDepth) throw new PatternTooLarge();
        except = this.#classBody();
        if (!this.#accept("]")) this.fail("a subtraction must be the last thing in a class");
        break;
      }
      members.push(this.#classMember(members.length === 0));
    }
    if (members.length === 0) this.fail("a class needs a character");
    return { negated, members, ...(except && { except }) };
  }

  #classMember(first: boolean): ClassMember {
    if (this.peek === "-") {
      this.#at++;
      // A bare hyphen means itself where it cannot be part of a range: first, last, before a subtraction, and behind a range or
      // an escape, as in `[a-z-_]`. The recommendation does not allow the last one; many schemas have it, and validators take it.
      const last = /^(?:\]|-\[)/.test(this.#text.slice(this.#at));
      if (!first && !last && this.peek === "-") this.fail('a "-" before another one inside a class must be escaped');
      return literal("-");
    }
    const start = this.#classCharacter();
    if (start.kind !== "range" || this.peek !== "-" || /^-(?:\]|-?\[)/.test(this.#text.slice(this.#at))) return start;
    this.#at++;
    if (this.peek === "-") this.fail('a "-" ending a range must be escaped');
    const end = this.#classCharacter();
    if (end.kind !== "range") this.fail("a range must end with a single character");
    if (end.from < start.from) this.fail("a range's end is before its start");
    return { kind: "range", from: start.from, to: end.from };
  }

  #classCharacter(): ClassMember {
    if (this.#accept("\\")) return this.#escape();
    const character = this.peek;
    if (character === "" || character === "[" || character === "]")
      this.fail(`"${character}" must be escaped in a class`);
    this.#at += character.length;
    return literal(character);
  }

  /** Parses the text after a backslash. */
  #escape(): ClassMember {
    const letter = this.peek;
    this.#at += letter.length;
    if (letter !== "" && escapable.includes(letter)) return literal(letter);
    if (/[!-/:-@_`~ ]/.test(letter)) throw new UndefinedEscape(letter);
    const control = controlEscapes[letter];
    if (control !== undefined) return { kind: "range", from: control, to: control };
    switch (letter) {
      case "s":
      case "i":
      case "c":
      case "d":
      case "w":
        return { kind: "escape", letter, negated: false };
      case "S":
        return { kind: "escape", letter: "s", negated: true };
      case "I":
        return { kind: "escape", letter: "i", negated: true };
      case "C":
        return { kind: "escape", letter: "c", negated: true };
      case "D":
        return { kind: "escape", letter: "d", negated: true };
      case "W":
        return { kind: "escape", letter: "w", negated: true };
      case "p":
      case "P":
        return this.#property(letter === "P");
      default:
        return this.fail(`"\\${letter}" is not an escape of XML Schema`);
    }
  }

  #property(negated: boolean): ClassMember {
    const name = /^\{([a-zA-Z0-9-]+)\}/.exec(this.#text.slice(this.#at))?.[1] ?? this.fail("\\p needs a {property}");
    this.#at += name.length + 2;
    if (categories.has(name)) return { kind: "category", name, negated };
    const ranges = name.startsWith("Is") ? blockRanges(name.slice(2)) : undefined;
    return ranges === undefined
      ? this.fail(`"${name}" is not a category or block of XML Schema 1.0`)
      : { kind: "block", ranges, negated };
  }

  #accept(character: string): boolean {
    if (!this.#text.startsWith(character, this.#at)) return false;
    this.#at += character.length;
    return true;
  }
}

function literal(character: string): ClassMember & { readonly kind: "range" } {
  const code = character.codePointAt(0) ?? 0;
  return { kind: "range", from: code, to: code };
}

function single(member: ClassMember): Pattern {
  return { kind: "class", class: { negated: false, members: [member] } };
}
