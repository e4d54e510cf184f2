import type { Pattern } from "../../../codegen/xsd/compile/pattern/pattern.ts";
import type { CompiledSchema } from "../../../codegen/xsd/compile/schema.ts";
import { isEmptiableMixed } from "../../../src/xml/content-progress.ts";
import { escapeAttribute, escapeText } from "../../../src/xml/escape.ts";
import type { Schema } from "../../../src/xml/schema.ts";
import {
  type ContentState,
  type ElementIndex,
  localName,
  namespaceOf,
  type SimpleTypeDefinition,
  type TypeIndex,
} from "../../../src/xml/schema-model.ts";

/** Makes documents of a schema at random: most are valid, and those that are not are so in one value or another. */
export class RandomDocument {
  readonly #schema: Schema;
  readonly #random: () => number;
  readonly #patterns: CompiledSchema["patterns"] | undefined;
  readonly #heights = new Map<TypeIndex, number>();
  #id = 0;
  /** Elements that may still be written: documents stay small. */
  #left = 0;

  /** `patterns` are those of simple types, from which texts are made. */
  constructor(schema: Schema, random: () => number, patterns?: CompiledSchema["patterns"]) {
    this.#schema = schema;
    this.#random = random;
    this.#patterns = patterns;
  }

  /** The text of a document with a root. */
  document(root: ElementIndex, size = 200): string {
    this.#left = size;
    return `<?xml version="1.0"?>\n${this.#element(root, 0)}\n`;
  }

  #pick<T>(all: readonly T[]): T | undefined {
    return all[Math.floor(this.#random() * all.length)];
  }

  #element(index: ElementIndex, depth: number): string {
    this.#left--;
    const { name, type: declared, nillable } = this.#schema.elementAt(index);
    const concrete = this.#schema.use(declared).abstract ? this.#derived(declared) : declared;
    const prefix = namespaceOf(name) === "" ? "" : "p:";
    const open = `<${prefix}${localName(name)}${prefix === "" ? "" : ` xmlns:p="${escapeAttribute(namespaceOf(name))}"`}`;
    const close = `</${prefix}${localName(name)}>`;
    const xsi = ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
    const typed =
      concrete === declared
        ? ""
        : `${xsi} xmlns:t="${namespaceOf(this.#schema.typeAt(concrete).name ?? "")}" xsi:type="t:${localName(this.#schema.typeAt(concrete).name ?? "")}"`;
    if (nillable === true && this.#random() < 0.2)
      return `${open}${xsi}${typed.replace(xsi, "")} xsi:nil="true"${this.#attributes(concrete)}/>`;
    const { fixed } = this.#schema.elementAt(index);
    const type = this.#schema.typeAt(concrete);
    if (type.kind === "simple" || type.content.kind === "simple") {
      const text =
        fixed ??
        this.#text(type.kind === "simple" ? concrete : type.content.kind === "simple" ? type.content.type : concrete);
      return `${open}${typed}${this.#attributes(concrete)}>${escapeText(text)}${close}`;
    }
    const { content } = type;
    let inner = "";
    const word = (): string => ("mixed" in content && content.mixed && this.#random() < 0.3 ? " some text " : "");
    if (content.kind === "elements")
      for (const child of this.#walk(content.states, depth))
        inner += word() + (typeof child === "string" ? child : this.#element(child, depth + 1));
    if (content.kind === "all")
      for (const { element, required } of [...content.members].sort(() => this.#random() - 0.5))
        if (required === true || (this.#left > 0 && this.#random() < 0.5)) inner += this.#element(element, depth + 1);
    if (fixed !== undefined && isEmptiableMixed(type)) inner = escapeText(fixed);
    return `${open}${typed}${this.#attributes(concrete)}>${inner}${word()}${close}`;
  }

  #derived(type: TypeIndex): TypeIndex {
    const found = this.#schema.model.types.flatMap((one, index) =>
      one.name !== undefined &&
      !(one.kind === "complex" && one.abstract === true) &&
      this.#schema.isDerived(index as TypeIndex, type)
        ? [index as TypeIndex]
        : [],
    );
    return this.#pick(found) ?? type;
  }

  #attributes(index: TypeIndex): string {
    const { attributes } = this.#schema.use(index);
    let text = "";
    for (const { name, type, required, fixed } of attributes) {
      if (required !== true && this.#random() < 0.5) continue;
      const namespace = namespaceOf(name);
      const isXml = namespace === "http://www.w3.org/XML/1998/namespace";
      const tag = namespace === "" ? name : isXml ? `xml:${localName(name)}` : `q${text.length}:${localName(name)}`;
      if (namespace !== "" && !isXml)
        text += ` xmlns:q${text.length}="${escapeAttribute(namespace)}"`.replace(/q\d+/, tag.split(":")[0] ?? "");
      text += ` ${tag}="${escapeAttribute(fixed ?? this.#text(type))}"`;
    }
    return text;
  }

  /** A way through an automaton: at random while there is room, then the shortest. */
  #walk(states: readonly ContentState[], depth: number): (ElementIndex | string)[] {
    const cost = this.#costs(states);
    const path: (ElementIndex | string)[] = [];
    let at = 0;
    for (;;) {
      const state = states[at];
      if (state === undefined) return path;
      const isShort = depth > 6 || this.#left <= 0 || path.length > 40;
      const edges: (readonly [ElementIndex | string, number])[] = [
        ...state.next.filter(([element]) => this.#schema.elementAt(element).abstract !== true),
        ...(state.any ?? []).flatMap(([{ namespaces, process }, to]) => {
          const namespace = namespaces === "any" || "not" in namespaces ? "urn:other" : (namespaces[0] ?? "");
          return process === "strict" ? [] : [[`<w xmlns="${namespace}" k="1">any <i/>text</w>`, to] as const];
        }),
      ];
      if (state.accepts === true && (isShort || edges.length === 0 || this.#random() < 0.25)) return path;
      const cheapest = [...edges].sort((a, b) => this.#edgeCost(a, cost) - this.#edgeCost(b, cost));
      const edge = isShort ? cheapest[0] : this.#pick(edges.filter((one) => (cost[one[1]] ?? Infinity) < Infinity));
      if (edge === undefined) return path;
      path.push(edge[0]);
      at = edge[1];
    }
  }

  #edgeCost([what, to]: readonly [ElementIndex | string, number], cost: readonly number[]): number {
    return (cost[to] ?? 0) + (typeof what === "string" ? 1 : this.#height(this.#schema.elementAt(what).type));
  }

  /** About how many elements an element of a type needs. */
  #height(type: TypeIndex): number {
    const known = this.#heights.get(type);
    if (known !== undefined) return known;
    this.#heights.set(type, 1000);
    const definition = this.#schema.typeAt(type);
    const states =
      definition.kind === "complex" && definition.content.kind === "elements" ? definition.content.states : [];
    const height = 1 + (states.length === 0 ? 0 : Math.min(this.#costs(states)[0] ?? 0, 1000));
    this.#heights.set(type, height);
    return height;
  }

  #costs(states: readonly ContentState[]): number[] {
    const cost = states.map(({ accepts }) => (accepts === true ? 0 : Number.POSITIVE_INFINITY));
    for (let changed = true; changed; ) {
      changed = false;
      for (const [i, { next, any = [] }] of states.entries())
        for (const [weight, to] of [
          ...next.map(([element, target]) => [this.#height(this.#schema.elementAt(element).type), target] as const),
          ...any.map(([, target]) => [1, target] as const),
        ]) {
          const total = weight + (cost[to] ?? Number.POSITIVE_INFINITY);
          if (total < (cost[i] ?? 0)) {
            cost[i] = total;
            changed = true;
          }
        }
    }
    return cost;
  }

  #text(index: TypeIndex): string {
    const type = this.#schema.simpleType(index);
    const { definition } = type;
    if (definition.enumeration !== undefined) return this.#pick(definition.enumeration) ?? "";
    if (definition.members !== undefined) return this.#text(this.#pick(definition.members) ?? index);
    if (definition.item !== undefined) {
      const count = definition.length ?? definition.minLength ?? 1;
      return Array.from({ length: count }, () => this.#text(definition.item ?? index)).join(" ");
    }
    const pattern = this.#pick(this.#patterns?.get(index)?.[0] ?? []);
    const made = pattern === undefined ? [] : [randomText(pattern, this.#random), randomText(pattern, this.#random)];
    const candidates = [...made, ...[...this.#candidates(definition)].sort(() => this.#random() - 0.5)];
    return candidates.find((text) => type.check(type.normalize(text)) === undefined) ?? candidates[0] ?? "";
  }

  #candidates(definition: SimpleTypeDefinition): string[] {
    const {
      primitive,
      minLength = 0,
      maxLength = 20,
      length,
      minInclusive,
      maxInclusive,
      minExclusive,
      identity,
    } = definition;
    if (identity === "ID") return [`id${this.#id++}`];
    if (identity === "IDREF") return [`id${Math.max(this.#id - 1, 0)}`];
    const size = length ?? Math.max(minLength, Math.min(maxLength, 8));
    const digit = String(Math.floor(this.#random() * 10));
    const letters = "A".repeat(size);
    switch (primitive) {
      case "boolean":
        return ["true", "false", "1", "0"];
      case "decimal":
        return [
          minInclusive,
          maxInclusive,
          minExclusive === undefined ? undefined : `${Number(minExclusive) + 1}`,
          digit,
          "0",
          "1",
          "12.50",
          "2000",
          "-3",
          "100",
        ].filter((one) => one !== undefined);
      case "float":
      case "double":
        return [minInclusive ?? "0", "1", "1.5E3", digit, "-0.25"];
      case "date":
        return ["2011-10-10", "2024-02-29Z"];
      case "dateTime":
        return ["2011-10-10T03:59:00", "2011-10-10T03:59:00.5+02:00", "2011-10-10T03:59:00Z"];
      case "time":
        return ["03:59:00", "23:00:00Z"];
      case "duration":
        return ["P1D", "PT1.5S"];
      case "gYear":
        return ["2011"];
      case "gYearMonth":
        return ["2011-10"];
      case "gMonth":
        return ["--10"];
      case "gDay":
        return ["---10"];
      case "gMonthDay":
        return ["--10-10"];
      case "hexBinary":
        return ["0A".repeat(length ?? Math.max(minLength, 2))];
      case "base64Binary":
        return ["AQID", "AQ=="];
      case "anyURI":
        return ["http://example.com/a?b=c", "urn:x"];
      case "QName":
        return ["xml:lang"];
      default:
        return [
          letters,
          "1".repeat(size),
          digit,
          "ab-1",
          "a < b & c",
          "é€😀",
          "en",
          "a@b.example",
          "EUR",
          "1.0",
          "AB12CDEF",
          "#FF00FF",
          "00:00",
          "DE89370400440532013000",
          "ff00ff00",
        ];
    }
  }
}

/** A text that matches a pattern, mostly. */
function randomText(pattern: Pattern, random: () => number): string {
  switch (pattern.kind) {
    case "choice": {
      const option = pattern.options[Math.floor(random() * pattern.options.length)];
      return option === undefined ? "" : randomText(option, random);
    }
    case "sequence":
      return pattern.items.map((item) => randomText(item, random)).join("");
    case "repeat": {
      const most = Math.min(pattern.max, pattern.min + 12);
      const count = pattern.min + Math.floor(random() * (most - pattern.min + 1));
      return Array.from({ length: count }, () => randomText(pattern.item, random)).join("");
    }
    case "class": {
      const { members, negated } = pattern.class;
      const member = members[Math.floor(random() * members.length)];
      if (negated || member === undefined) return "~";
      if (member.kind === "range")
        return String.fromCodePoint(member.from + Math.floor(random() * (Math.min(member.to, 0x7e) - member.from + 1)));
      if (member.kind === "escape" && member.letter === "d") return String(Math.floor(random() * 10));
      return member.kind === "escape" && member.letter === "s" ? " " : "x";
    }
    default:
      return pattern satisfies never;
  }
}

/** Random numbers that are the same in every run. */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
