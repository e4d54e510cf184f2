import { words } from "../../model/names.ts";
import type { Declaration, Member } from "../type-node.ts";
import type { Notes } from "./notes.ts";

/** How a language writes names, and which ones are not free. */
export interface NamingRules {
  /** The wanted name of a field, of its name in JSON. */
  field(name: string): string;
  /** The wanted name of an enumeration's constant, of its value. */
  constant(value: string): string;
  readonly reservedTypes: Reserved;
  readonly reservedFields: ReadonlySet<string>;
  readonly reservedConstants: ReadonlySet<string>;
  /** What tells two fields apart. Default: the name as it is. */
  distinct?(field: string): string;
  /** A field cannot be called like the class it is in. */
  readonly forbidsTypeName?: true;
  /** The models read and write the names that JSON has, whatever they call the fields themselves. */
  readonly mapsFields: boolean;
  /** The same for the values of enumerations. */
  readonly mapsConstants: boolean;
}

/** The names that nothing may have. */
export type Reserved = Pick<ReadonlySet<string>, "has">;

/** Hands out names, each once. */
export class Names {
  readonly #reserved: Reserved;
  readonly #distinct: (name: string) => string;
  readonly #taken = new Set<string>();

  /** Names are the same when `distinct` makes them so. Default: once case is folded, as files are on some systems. */
  constructor(reserved: Reserved, distinct: (name: string) => string = (name) => name.toLowerCase()) {
    this.#reserved = reserved;
    // Python takes names that differ in compatibility characters alone for one.
    this.#distinct = (name) => distinct(name).normalize("NFKC");
  }

  /** Returns the wanted name, or one like it that is free and legal. */
  take(name: string): string {
    const wanted = isIdentifier(name) ? name : identifier(name, (parts) => parts.map(upperFirst).join(""), "Type");
    const free = this.#reserved.has(wanted) ? `${wanted}_` : wanted;
    let found = free;
    const isTaken = () => this.#taken.has(this.#distinct(found)) || this.#reserved.has(found);
    for (let count = 2; isTaken(); count++) found = `${free}${count}`;
    this.#taken.add(this.#distinct(found));
    return found;
  }
}

/** The names of the fields and constants of classes and enumerations. */
export class MemberNames {
  readonly #names = new Map<string, string>();

  constructor(declarations: readonly Declaration[], rules: NamingRules, notes: Notes) {
    for (const { name, type } of declarations) {
      if (type.kind === "object") this.#fields(name, type.members, rules, notes);
      else if (type.kind === "union") this.#constants(name, type.of.flatMap(textOf), rules, notes);
    }
  }

  field(type: string, name: string): string {
    return this.#find(type, name);
  }

  constant(type: string, value: string): string {
    return this.#find(type, value);
  }

  /** The field that holds what the other fields do not name. */
  further(type: string): string {
    return this.#find(type, undefined);
  }

  #fields(type: string, members: readonly Member[], rules: NamingRules, notes: Notes): void {
    const reserved = rules.forbidsTypeName ? new Set([...rules.reservedFields, type]) : rules.reservedFields;
    const names = new Names(reserved, rules.distinct ?? ((name) => name));
    const isKept = (name: string) => rules.field(name) === name;
    for (const name of keptFirst(
      members.map((member) => member.name),
      isKept,
    )) {
      const wanted = rules.field(name);
      const field = names.take(wanted);
      if (field !== (rules.mapsFields ? wanted : name)) notes.add("names", `${type}.${name}`, `is \`${field}\``);
      this.#names.set(key(type, name), field);
    }
    this.#names.set(key(type, undefined), names.take(rules.field("additionalProperties")));
  }

  #constants(type: string, values: readonly string[], rules: NamingRules, notes: Notes): void {
    const names = new Names(rules.reservedConstants, (name) => name);
    for (const value of keptFirst(values, (each) => rules.constant(each) === each)) {
      const constant = names.take(rules.constant(value));
      if (!rules.mapsConstants && constant !== value) {
        notes.add("names", type, `the constant \`${constant}\` is ${JSON.stringify(value)} in JSON`);
      }
      this.#names.set(key(type, value), constant);
    }
  }

  #find(type: string, name: string | undefined): string {
    const found = this.#names.get(key(type, name));
    if (found === undefined) throw new Error(`No name for ${name} of ${type}`);
    return found;
  }
}

/** Whether the languages know a name as an identifier; keywords are another matter. */
export function isIdentifier(name: string): boolean {
  return /^[\p{XID_Start}_][\p{XID_Continue}]*$/u.test(name) && [...name].every(isPortable);
}

/** Joins the words of a name with what no identifier holds left out. */
export function identifier(name: string, join: (words: readonly string[]) => string, fallback: string): string {
  const portable = [...name.normalize("NFC")].map((character) => (isPortable(character) ? character : " ")).join("");
  const joined = join(words(portable));
  if (joined === "") return fallback;
  return isIdentifier(joined) ? joined : `${fallback}_${joined}`;
}

export function upperFirst(text: string): string {
  const [first = "", ...rest] = text;
  return first.toUpperCase() + rest.join("");
}

/** Not all languages know letters beyond the basic plane, and each has its own edition of Unicode: these all know. */
function isPortable(character: string): boolean {
  return /^[\p{L}\p{Nd}\p{Mn}\p{Mc}_]$/u.test(character) && character.length === 1;
}

/** Sorts the names that can stay as they are before the others, so that they do. */
function keptFirst(names: readonly string[], isKept: (name: string) => boolean): readonly string[] {
  return [...names.filter(isKept), ...names.filter((name) => !isKept(name))];
}

function key(type: string, name: string | undefined): string {
  return JSON.stringify(name === undefined ? [type] : [type, name]);
}

function textOf(type: Declaration["type"]): readonly string[] {
  return type.kind === "literal" && typeof type.value === "string" ? [type.value] : [];
}
