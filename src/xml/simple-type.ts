import {
  compareInstants,
  type Instant,
  isDate,
  isDateTime,
  isTime,
  parseDate,
  parseDateTime,
  parseTime,
} from "./calendar.ts";
import { compareDecimals, countDigits, type Decimal, parseDecimal } from "./decimal.ts";
import type { Primitive, SimpleTypeDefinition } from "./schema-model.ts";
import { codePointLength, normalizeWhiteSpace } from "./white-space.ts";

/** The rule of a simple type that a text violates. */
export interface BrokenFacet {
  readonly keyword: string;
  readonly expected: string;
}

type Value = string | boolean | Decimal | Instant;

/** A simple type, ready for use: its definition as functions of texts. */
export class SimpleType {
  readonly definition: SimpleTypeDefinition;
  // Copies of what nearly every check needs: definitions have many different shapes, which makes their properties slow
  // to read.
  readonly #primitive: Primitive;
  readonly #whiteSpace: SimpleTypeDefinition["whiteSpace"];
  readonly #hasLength: boolean;
  readonly #patterns: readonly (readonly RegExp[])[];
  readonly #bounds: readonly Bound[];
  readonly #enumeration: readonly Value[] | undefined;
  readonly #needsValue: boolean;

  constructor(definition: SimpleTypeDefinition) {
    const { primitive, whiteSpace, length, minLength, maxLength } = definition;
    this.definition = definition;
    this.#primitive = primitive;
    this.#whiteSpace = whiteSpace;
    this.#hasLength = length !== undefined || minLength !== undefined || maxLength !== undefined;
    this.#patterns = (definition.patterns ?? []).map((step) =>
      step.map((source) => new RegExp(`^(?:${source})$`, "v")),
    );
    this.#bounds = boundChecks.flatMap(({ keyword, holds }) => {
      const limit = definition[keyword];
      const value = limit === undefined ? undefined : parseValue(primitive, limit);
      return limit === undefined || value === undefined ? [] : [{ keyword, holds, limit, value }];
    });
    this.#enumeration = definition.enumeration?.map((text) => parseValue(primitive, text) ?? text);
    this.#needsValue =
      this.#bounds.length > 0 ||
      definition.enumeration !== undefined ||
      definition.totalDigits !== undefined ||
      definition.fractionDigits !== undefined;
  }

  /** Returns the text with its white space normalized as the type demands. */
  normalize(text: string): string {
    return normalizeWhiteSpace(text, this.#whiteSpace);
  }

  /** Returns the first rule that a normalized text violates; `undefined` for a valid text. */
  check(text: string): BrokenFacet | undefined {
    const primitive = this.#primitive;
    const value = this.#needsValue ? parseValue(primitive, text) : text;
    if (value === undefined || (!this.#needsValue && !isLexical(primitive, text)))
      return { keyword: "type", expected: expectedByPrimitive[primitive] };
    for (let i = 0; i < this.#patterns.length; i++) {
      if (!matchesOne(this.#patterns[i] ?? [], text))
        return { keyword: "pattern", expected: `text matching ${this.definition.patterns?.[i]?.join(" or ")}` };
    }
    return (
      this.#checkLength(text) ?? this.#checkDigits(value) ?? this.#checkBounds(value) ?? this.#checkEnumeration(value)
    );
  }

  /** Returns whether two valid, normalized texts have the same value. */
  equal(a: string, b: string): boolean {
    const left = parseValue(this.#primitive, a);
    const right = parseValue(this.#primitive, b);
    return left !== undefined && right !== undefined && compareValues(left, right) === 0;
  }

  /** Compares the values of two valid, normalized texts; `undefined` if they have no order. */
  compare(a: string, b: string): number | undefined {
    const left = parseValue(this.#primitive, a);
    const right = parseValue(this.#primitive, b);
    return left === undefined || right === undefined ? undefined : compareValues(left, right);
  }

  #checkLength(text: string): BrokenFacet | undefined {
    if (!this.#hasLength) return undefined;
    const { length, minLength, maxLength } = this.definition;
    const actual = codePointLength(text);
    if (length !== undefined && actual !== length)
      return { keyword: "length", expected: characters("exactly", length) };
    if (minLength !== undefined && actual < minLength)
      return { keyword: "minLength", expected: characters("at least", minLength) };
    if (maxLength !== undefined && actual > maxLength)
      return { keyword: "maxLength", expected: characters("at most", maxLength) };
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

/** A loop, because `some` would allocate a function for every text. */
function matchesOne(patterns: readonly RegExp[], text: string): boolean {
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

const expectedByPrimitive = {
  any: "text",
  string: "text",
  boolean: "true, false, 1 or 0",
  decimal: "a decimal number",
  date: "a date such as 2011-10-10",
  dateTime: "a date and time such as 2011-10-10T03:59:00",
  time: "a time such as 03:59:00",
} as const;

/** Returns whether a text is in the lexical form of its primitive type. */
function isLexical(primitive: Primitive, text: string): boolean {
  switch (primitive) {
    case "any":
    case "string":
      return true;
    case "boolean":
      return text === "true" || text === "false" || text === "1" || text === "0";
    case "decimal":
      return parseDecimal(text) !== undefined;
    case "date":
      return isDate(text);
    case "dateTime":
      return isDateTime(text);
    case "time":
      return isTime(text);
    default:
      return primitive satisfies never;
  }
}

function parseValue(primitive: Primitive, text: string): Value | undefined {
  switch (primitive) {
    case "any":
    case "string":
      return text;
    case "boolean":
      return /^(?:true|false|1|0)$/.test(text) ? text === "true" || text === "1" : undefined;
    case "decimal":
      return parseDecimal(text);
    case "date":
      return parseDate(text);
    case "dateTime":
      return parseDateTime(text);
    case "time":
      return parseTime(text);
    default:
      return primitive satisfies never;
  }
}

/** Both values have the same type, so they are of the same kind. */
function compareValues(a: Value, b: Value): number | undefined {
  if (typeof a === "string" || typeof b === "string") return a === b ? 0 : undefined;
  if (typeof a === "boolean" || typeof b === "boolean") return a === b ? 0 : undefined;
  if ("integer" in a) return "integer" in b ? compareDecimals(a, b) : undefined;
  return "integer" in b ? undefined : compareInstants(a, b);
}

function characters(how: string, count: number): string {
  return `${how} ${count} character${count === 1 ? "" : "s"}`;
}
