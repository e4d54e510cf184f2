import type { CharacterClass, ClassMember, Pattern } from "./pattern.ts";

/**
 * Writes a pattern as the source of a JavaScript expression for the `v` flag, without anchors.
 *
 * Every character that is not an ASCII letter or digit is written as `\u{...}`, so no character has a special meaning.
 */
export function emitPattern(pattern: Pattern): string {
  switch (pattern.kind) {
    case "choice":
      return `(?:${pattern.options.map(emitPattern).join("|")})`;
    case "sequence":
      return pattern.items.length === 0 ? "(?:)" : pattern.items.map(emitPattern).join("");
    case "repeat": {
      const item = emitPattern(pattern.item);
      const atom = pattern.item.kind === "class" || pattern.item.kind === "choice" ? item : `(?:${item})`;
      return atom + quantifier(pattern.min, pattern.max);
    }
    case "class":
      return emitClass(pattern.class);
    default:
      return pattern satisfies never;
  }
}

/** Writes a character class as the source of a JavaScript class for the `v` flag. */
export function emitClass({ negated, members, except }: CharacterClass): string {
  const [only] = members;
  const alone = members.length === 1 && !negated && except === undefined;
  if (alone && only?.kind === "range" && only.from === only.to) return character(only.from);
  if (alone && only !== undefined && only.kind !== "range") return emitMember(only);
  const plain = `[${negated ? "^" : ""}${members.map(emitMember).join("")}]`;
  return except === undefined ? plain : `[${plain}--${nested(except)}]`;
}

// A class of one character is emitted without brackets, which the right side of a subtraction needs.
function nested(set: CharacterClass): string {
  const source = emitClass(set);
  return source.startsWith("[") ? source : `[${source}]`;
}

function emitMember(member: ClassMember): string {
  switch (member.kind) {
    case "range":
      return member.from === member.to ? character(member.from) : `${character(member.from)}-${character(member.to)}`;
    case "escape":
      return negatable(escapes[member.letter], member.negated);
    case "category":
      return `\\${member.negated ? "P" : "p"}{${member.name}}`;
    case "block":
      return negatable(
        member.ranges.map(([from, to]) => `${character(from)}-${character(to)}`).join(""),
        member.negated,
      );
    default:
      return member satisfies never;
  }
}

const nameStart =
  ":A-Z_a-z\\u{c0}-\\u{d6}\\u{d8}-\\u{f6}\\u{f8}-\\u{2ff}\\u{370}-\\u{37d}\\u{37f}-\\u{1fff}\\u{200c}-\\u{200d}" +
  "\\u{2070}-\\u{218f}\\u{2c00}-\\u{2fef}\\u{3001}-\\u{d7ff}\\u{f900}-\\u{fdcf}\\u{fdf0}-\\u{fffd}\\u{10000}-\\u{effff}";

/** The multi-character escapes as class contents; `.` and `w` are defined by the characters they exclude. */
const escapes: Readonly<Record<"." | "s" | "i" | "c" | "d" | "w", string>> = {
  ".": "^\\n\\r",
  s: "\\t\\n\\r\\u{20}",
  i: nameStart,
  c: `${nameStart}\\u{2d}.0-9\\u{b7}\\u{300}-\\u{36f}\\u{203f}-\\u{2040}`,
  d: "\\p{Nd}",
  w: "^\\p{P}\\p{Z}\\p{C}",
};

function negatable(contents: string, negated: boolean): string {
  if (!negated) return `[${contents}]`;
  return contents.startsWith("^") ? `[${contents.slice(1)}]` : `[^${contents}]`;
}

function character(code: number): string {
  const text = String.fromCodePoint(code);
  return /^[A-Za-z0-9]$/.test(text) ? text : `\\u{${code.toString(16)}}`;
}

function quantifier(min: number, max: number): string {
  if (min === 0 && max === 1) return "?";
  if (max === Number.POSITIVE_INFINITY) return min === 0 ? "*" : min === 1 ? "+" : `{${min},}`;
  return min === max ? `{${min}}` : `{${min},${max}}`;
}
