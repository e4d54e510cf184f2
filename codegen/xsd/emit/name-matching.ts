import type { PrefixBytes } from "../../../src/xml/prefix-bytes.ts";
import { localName, namespaceOf } from "../../../src/xml/schema-model.ts";
import { matchLiteral } from "./match-literal.ts";

const xmlNamespace = "http://www.w3.org/XML/1998/namespace";

/** How something of a namespace begins: a start tag, an end tag, an attribute. */
type Beginning = keyof PrefixBytes;
const beginnings: readonly Beginning[] = ["open", "close", "attribute"];

/** A test whether certain bytes are at a place, and their length, both as expressions. */
export interface NameTest {
  readonly test: string;
  readonly length: string;
}

/**
 * Writes the comparisons of names. Where all elements are in one namespace, they are compared with their usual form without a prefix.
 * Otherwise each namespace has the prefix that the document gives it, which is looked for first.
 */
export class NameMatching {
  readonly #namespaces: readonly string[];
  /** The variables in the comparisons written so far. */
  readonly #used = new Set<string>();
  /** Whether prefixes are those of the document. */
  readonly isDynamic: boolean;

  constructor(namespaces: readonly string[], isDynamic: boolean) {
    this.#namespaces = namespaces;
    this.isDynamic = isDynamic;
  }

  /** The variables of the prefixes that the comparisons so far use: strict compilers refuse others. */
  get declarations(): string {
    if (!this.isDynamic) return "";
    return [
      ...this.#usedByNamespace().flatMap((used, i) => used.map((one) => `let ${one}${i}: Uint8Array = noBytes;`)),
      `/** The namespaces of names in records. */\nconst namespaces = ${JSON.stringify(this.#namespaces)};`,
    ].join("\n");
  }

  /** The statements that put the prefixes of a document into these variables. */
  get setUp(): readonly string[] {
    if (!this.isDynamic) return [];
    return this.#usedByNamespace().flatMap((used, i) => {
      const targets = used.map((one) => `${one}: ${one}${i}`).join(", ");
      return used.length === 0 ? [] : [`({ ${targets} } = prefixBytes[${i}] as PrefixBytes);`];
    });
  }

  /** The statements before the start tags at `at` are compared: where the names of each namespace begin. */
  starts(names: readonly string[]): readonly string[] {
    if (!this.isDynamic) return [];
    const used = new Set(names.map((name) => this.#index(name)));
    return [...used].map((i) => `const name${i} = afterPrefix(bytes, at, ${this.#variable("open", i)}) | 0;`);
  }

  /** Where the name of an element begins, in the code after `starts`; and the text to compare there. */
  start(name: string): { readonly at: string; readonly text: string } {
    return this.isDynamic
      ? { at: `name${this.#index(name)}`, text: localName(name) }
      : { at: "at", text: `<${localName(name)}` };
  }

  /** Whether a start tag with what follows its name is at `at`; to be used after `starts`. */
  open(name: string, rest: string): NameTest {
    const { at, text } = this.start(name);
    const literal = matchLiteral(text + rest, at);
    return {
      test: this.isDynamic ? `${at} >= 0 && ${literal}` : literal,
      length: this.isDynamic ? `${at} + ${Buffer.byteLength(text + rest)}` : `at + ${Buffer.byteLength(text + rest)}`,
    };
  }

  /** Whether an end tag is at `at`. */
  close(name: string): NameTest {
    const local = localName(name);
    if (!this.isDynamic)
      return { test: matchLiteral(`</${local}>`, "at"), length: `at + ${Buffer.byteLength(`</${local}>`)}` };
    const close = this.#variable("close", this.#index(name));
    const after = `at + ${close}.length`;
    return {
      test: `afterPrefix(bytes, at, ${close}) >= 0 && ${matchLiteral(`${local}>`, after)}`,
      length: `${after} + ${Buffer.byteLength(`${local}>`)}`,
    };
  }

  /** Whether an attribute up to its value is at `at`. */
  attribute(name: string): NameTest {
    const namespace = namespaceOf(name);
    const local = localName(name);
    if (namespace === "" || namespace === xmlNamespace || !this.isDynamic) {
      const text = ` ${namespace === xmlNamespace ? "xml:" : ""}${local}="`;
      return { test: matchLiteral(text, "at"), length: `at + ${Buffer.byteLength(text)}` };
    }
    const start = this.#variable("attribute", this.#index(name));
    const after = `at + ${start}.length`;
    return {
      test: `afterPrefix(bytes, at, ${start}) >= 0 && ${matchLiteral(`${local}="`, after)}`,
      length: `${after} + ${Buffer.byteLength(`${local}="`)}`,
    };
  }

  #usedByNamespace(): readonly (readonly Beginning[])[] {
    return this.#namespaces.map((_, i) => beginnings.filter((one) => this.#used.has(one + i)));
  }

  #variable(beginning: Beginning, namespace: number): string {
    const variable = beginning + namespace;
    this.#used.add(variable);
    return variable;
  }

  #index(name: string): number {
    return this.#namespaces.indexOf(namespaceOf(name));
  }
}
