import { countDigits } from "./decimal.ts";
import { LinearPattern } from "./linear-pattern.ts";
import type { Primitive, SimpleTypeDefinition, TypeIndex } from "./schema-model.ts";
import {
  compareValues,
  expectedByPrimitive,
  isLexical,
  parseValue,
  type Resolve,
  type Value,
  valueKey,
  valueLength,
} from "./simple-value.ts";
import { normalizeWhiteSpace } from "./white-space.ts";

/** The rule of a simple type that a text violates. */
export interface BrokenFacet {
  readonly keyword: string;
  readonly expected: string;
}

/** Receives the parts of a text that name elements or refer to them. */
export type IdentityVisitor = (kind: "ID" | "IDREF" | "ENTITY", text: string) => void;

/** A simple type, ready for use: its definition as functions of texts. */
export class SimpleType {
  readonly definition: SimpleTypeDefinition;
  /** Whether a text's meaning depends on the prefixes that are declared where it stands. */
  readonly usesPrefixes: boolean;
  /** Whether texts name elements or refer to them. */
  readonly hasIdentity: boolean;
  // Copies of what nearly every check needs: definitions have many different shapes, which makes their properties slow
  // to read.
  readonly #primitive: Primitive;
  readonly #whiteSpace: SimpleTypeDefinition["whiteSpace"];
  readonly #hasLength: boolean;
  readonly #patterns: readonly (readonly TextTest[])[];
  readonly #bounds: readonly Bound[];
  readonly #enumeration: readonly Value[] | undefined;
  readonly #needsValue: boolean;
  /** The type of a list's items. */
  readonly #item: SimpleType | undefined;
  /** The types of a union. */
  readonly #members: readonly SimpleType[] | undefined;
  /** The keys of the values that a list or a union may have. */
  readonly #keys: ReadonlySet<string> | undefined;

  /** `typeAt` gives the types that a list or a union is made of. */
  constructor(definition: SimpleTypeDefinition, typeAt: (index: TypeIndex) => SimpleType = failWithoutTypes) {
    const { primitive, whiteSpace, length, minLength, maxLength } = definition;
    this.definition = definition;
    this.#primitive = primitive;
    this.#whiteSpace = whiteSpace;
    this.#hasLength = length !== undefined || minLength !== undefined || maxLength !== undefined;
    this.#patterns = (definition.patterns ?? []).map((options, step) =>
      options.map((source, option) => {
        const slow = definition.automata?.find((one) => one.step === step && one.option === option);
        return slow === undefined ? new RegExp(`^(?:${source})$`, "v") : new LinearPattern(slow.automaton);
      }),
    );
    this.#bounds = boundChecks.flatMap(({ keyword, holds }) => {
      const limit = definition[keyword];
      const value = limit === undefined ? undefined : parseValue(primitive, limit);
      return limit === undefined || value === undefined ? [] : [{ keyword, holds, limit, value }];
    });
    this.#item = definition.item === undefined ? undefined : typeAt(definition.item);
    this.#members = definition.members?.map(typeAt);
    const parts = [...(this.#item === undefined ? [] : [this.#item]), ...(this.#members ?? [])];
    this.usesPrefixes = primitive === "QName" || parts.some((part) => part.usesPrefixes);
    this.hasIdentity = definition.identity !== undefined || parts.some((part) => part.hasIdentity);
    const isAtomic = this.#item === undefined && this.#members === undefined;
    this.#enumeration = isAtomic
      ? definition.enumeration?.map((text) => (primitive === "QName" ? text : (parseValue(primitive, text) ?? text)))
      : undefined;
    this.#keys =
      isAtomic || definition.enumeration === undefined
        ? undefined
        : new Set(definition.enumeration.map((text) => this.#structureKey(text, undefined)));
    this.#needsValue =
      (this.#hasLength && (primitive === "hexBinary" || primitive === "base64Binary")) ||
      this.#bounds.length > 0 ||
      definition.enumeration !== undefined ||
      definition.totalDigits !== undefined ||
      definition.fractionDigits !== undefined;
  }

  /** Returns the text with its white space normalized as the type demands. */
  normalize(text: string): string {
    if (this.#members !== undefined) return this.#member(text)?.normalize(text) ?? text;
    return normalizeWhiteSpace(text, this.#whiteSpace);
  }

  /** Visits the parts of a valid, normalized text that name elements or refer to them. */
  visitIdentities(text: string, visit: IdentityVisitor): void {
    const { identity } = this.definition;
    if (this.#item !== undefined) for (const item of listItems(text)) this.#item.visitIdentities(item, visit);
    else if (this.#members !== undefined) this.#member(text)?.visitIdentities(text, visit);
    else if (identity !== undefined) visit(identity, text);
  }

  /**
   * Returns the first rule that a normalized text violates; `undefined` for a valid text. `resolve` knows the prefixes
   * where the text stands.
   */
  check(text: string, resolve?: Resolve): BrokenFacet | undefined {
    if (this.#item !== undefined) return this.#checkList(text, this.#item, resolve);
    if (this.#members !== undefined) return this.#checkUnion(text, resolve);
    const primitive = this.#primitive;
    const value = this.#needsValue ? parseValue(primitive, text, resolve) : text;
    if (value === undefined || (!this.#needsValue && !isLexical(primitive, text, resolve)))
      return { keyword: "type", expected: expectedByPrimitive[primitive] };
    const pattern = this.#checkPatterns(text);
    if (pattern !== undefined) return pattern;
    return (
      this.#checkLength(text, value) ??
      this.#checkDigits(value) ??
      this.#checkBounds(value) ??
      this.#checkEnumeration(value)
    );
  }

  /** Returns whether two valid, normalized texts have the same value. */
  equal(a: string, b: string, resolve?: Resolve): boolean {
    return this.key(a, resolve) === this.key(b, resolve);
  }

  /** Compares the values of two valid, normalized texts; `undefined` if they have no order. */
  compare(a: string, b: string): number | undefined {
    const left = parseValue(this.#primitive, a);
    const right = parseValue(this.#primitive, b);
    return left === undefined || right === undefined ? undefined : compareValues(left, right);
  }

  /** Returns a text that two valid, normalized texts share exactly if they have the same value. */
  key(text: string, resolve?: Resolve): string {
    if (this.#item !== undefined || this.#members !== undefined) return this.#structureKey(text, resolve);
    const value = parseValue(this.#primitive, text, resolve);
    return valueKey(this.#primitive, value ?? text);
  }

  /** Returns a valid, normalized text with its qualified names expanded, as enumerations keep them. */
  expand(text: string, resolve: Resolve): string {
    const item = this.#item;
    if (item !== undefined)
      return listItems(text)
        .map((one) => item.expand(one, resolve))
        .join(" ");
    if (this.#members !== undefined) return this.#member(text, resolve)?.expand(text, resolve) ?? text;
    return this.#primitive === "QName" ? String(parseValue("QName", text, resolve) ?? text) : text;
  }

  #structureKey(text: string, resolve: Resolve | undefined): string {
    const item = this.#item;
    if (item !== undefined)
      return `list ${listItems(text)
        .map((one) => item.key(item.normalize(one), resolve))
        .join("\n")}`;
    const member = this.#member(text, resolve);
    return member === undefined ? `text ${text}` : member.key(member.normalize(text), resolve);
  }

  /** The first type of a union that a text is valid for. */
  #member(text: string, resolve?: Resolve): SimpleType | undefined {
    return this.#members?.find((member) => member.check(member.normalize(text), resolve) === undefined);
  }

  #checkList(text: string, item: SimpleType, resolve: Resolve | undefined): BrokenFacet | undefined {
    const items = listItems(text);
    for (const one of items) {
      const broken = item.check(item.normalize(one), resolve);
      if (broken !== undefined) return { keyword: broken.keyword, expected: `a list, each item ${broken.expected}` };
    }
    return this.#checkPatterns(text) ?? this.#checkCount(items.length, "item") ?? this.#checkKeys(text, resolve);
  }

  #checkUnion(text: string, resolve: Resolve | undefined): BrokenFacet | undefined {
    if (this.#member(text, resolve) === undefined) {
      const each = (this.#members ?? []).map((member) => member.check(member.normalize(text), resolve)?.expected ?? "");
      return { keyword: "union", expected: [...new Set(each)].join(", or ") || "nothing" };
    }
    return this.#checkPatterns(text) ?? this.#checkKeys(text, resolve);
  }

  #checkKeys(text: string, resolve: Resolve | undefined): BrokenFacet | undefined {
    if (this.#keys === undefined || this.#keys.has(this.#structureKey(text, resolve))) return undefined;
    return { keyword: "enumeration", expected: `one of ${(this.definition.enumeration ?? []).join(", ")}` };
  }

  #checkPatterns(text: string): BrokenFacet | undefined {
    for (let i = 0; i < this.#patterns.length; i++) {
      if (!matchesOne(this.#patterns[i] ?? [], text))
        return { keyword: "pattern", expected: `text matching ${this.definition.patterns?.[i]?.join(" or ")}` };
    }
    return undefined;
  }

  #checkLength(text: string, value: Value): BrokenFacet | undefined {
    // The length of a qualified name means nothing: the namespace decides, and not the prefix.
    if (!this.#hasLength || this.#primitive === "QName") return undefined;
    return this.#checkCount(
      valueLength(this.#primitive, value, text),
      this.#primitive.endsWith("Binary") ? "octet" : "character",
    );
  }

  #checkCount(actual: number, unit: string): BrokenFacet | undefined {
    const { length, minLength, maxLength } = this.definition;
    if (length !== undefined && actual !== length)
      return { keyword: "length", expected: counted("exactly", length, unit) };
    if (minLength !== undefined && actual < minLength)
      return { keyword: "minLength", expected: counted("at least", minLength, unit) };
    if (maxLength !== undefined && actual > maxLength)
      return { keyword: "maxLength", expected: counted("at most", maxLength, unit) };
    return undefined;
  }

  #checkDigits(value: Value): BrokenFacet | undefined {
    if (typeof value !== "object" || !("integer" in value)) return undefined;
    const { totalDigits, fractionDigits } = this.definition;
    if (totalDigits !== undefined && countDigits(value) > totalDigits)
      return { keyword: "totalDigits", expected: `at most ${totalDigits} digits` };
    if (fractionDigits !== undefined && value.fraction.length > fractionDigits)
      return { keyword: "fractionDigits", expected: `at most ${fractionDigits} digits after the point` };
    return undefined;
  }

  #checkBounds(value: Value): BrokenFacet | undefined {
    for (const { keyword, holds, limit, value: bound } of this.#bounds) {
      const order = compareValues(value, bound);
      // A value that has no order with the bound does not satisfy it.
      if (order === undefined || !holds(order)) return { keyword, expected: `${boundWords[keyword]} ${limit}` };
    }
    return undefined;
  }

  #checkEnumeration(value: Value): BrokenFacet | undefined {
    if (this.#enumeration === undefined || this.#enumeration.some((one) => compareValues(one, value) === 0))
      return undefined;
    return { keyword: "enumeration", expected: `one of ${(this.definition.enumeration ?? []).join(", ")}` };
  }
}

/** A pattern: JavaScript's own expression, or an automaton. */
type TextTest = Pick<RegExp, "test">;

/** A loop, because `some` would allocate a function for every text. */
function matchesOne(patterns: readonly TextTest[], text: string): boolean {
  for (const pattern of patterns) if (pattern.test(text)) return true;
  return false;
}

interface Bound {
  readonly keyword: BoundName;
  readonly holds: (order: number) => boolean;
  readonly limit: string;
  readonly value: Value;
}

type BoundName = "minInclusive" | "minExclusive" | "maxInclusive" | "maxExclusive";

const boundChecks: readonly { readonly keyword: BoundName; readonly holds: (order: number) => boolean }[] = [
  { keyword: "minInclusive", holds: (order) => order >= 0 },
  { keyword: "minExclusive", holds: (order) => order > 0 },
  { keyword: "maxInclusive", holds: (order) => order <= 0 },
  { keyword: "maxExclusive", holds: (order) => order < 0 },
];

const boundWords = {
  minInclusive: "at least",
  minExclusive: "greater than",
  maxInclusive: "at most",
  maxExclusive: "less than",
} as const;

function counted(how: string, count: number, unit: string): string {
  return `${how} ${count} ${unit}${count === 1 ? "" : "s"}`;
}

function listItems(text: string): string[] {
  return text === "" ? [] : text.split(" ");
}

function failWithoutTypes(): never {
  throw new Error("a list or a union needs the types it is made of");
}
