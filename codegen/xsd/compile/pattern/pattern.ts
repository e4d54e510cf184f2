/** An XSD regular expression as a tree. */
export type Pattern =
  | { readonly kind: "choice"; readonly options: readonly Pattern[] }
  | { readonly kind: "sequence"; readonly items: readonly Pattern[] }
  | { readonly kind: "repeat"; readonly item: Pattern; readonly min: number; readonly max: number }
  | { readonly kind: "class"; readonly class: CharacterClass };

/** A set of characters: the union of its members, possibly negated, without another set. */
export interface CharacterClass {
  readonly negated: boolean;
  readonly members: readonly ClassMember[];
  readonly except?: CharacterClass;
}

export type ClassMember =
  | { readonly kind: "range"; readonly from: number; readonly to: number }
  /** `.` `\s` `\i` `\c` `\d` `\w` (upper case: negated) by their lower-case letter. */
  | { readonly kind: "escape"; readonly letter: "." | "s" | "i" | "c" | "d" | "w"; readonly negated: boolean }
  | { readonly kind: "category"; readonly name: string; readonly negated: boolean }
  | { readonly kind: "block"; readonly ranges: readonly (readonly [number, number])[]; readonly negated: boolean };

/** A text is not an XSD regular expression; the message says why. */
export class PatternError extends Error {
  override readonly name = "PatternError";
  /** Position in the pattern, in UTF-16 code units from 0. */
  readonly position: number;

  constructor(reason: string, position: number) {
    super(reason);
    this.position = position;
  }
}

/** A pattern is nested too deeply, or needs an automaton that would be too large. */
export class PatternTooLarge extends Error {}

/** A backslash stands before a character that needs none: invalid by the recommendation, but taken by some validators. */
export class UndefinedEscape extends Error {
  readonly character: string;

  constructor(character: string) {
    super(`"\\${character}" is no escape`);
    this.character = character;
  }
}
