import { escapeAttribute, escapeText } from "./escape.ts";
import { InstanceValidator } from "./instance-validator.ts";
import type { OpenElement } from "./open-element.ts";
import { parseDocument } from "./parse-document.ts";
import type { Schema } from "./schema.ts";
import { expandedName } from "./schema-model.ts";
import { XmlError } from "./xml-error.ts";
import type { XmlStartTag } from "./xml-handler.ts";

/** Writes an element down as text while it is read, with the declarations that it needs to stand alone. */
export class FragmentWriter {
  readonly #scope: ReadonlyMap<string, string>;
  readonly #names: string[] = [];
  #first = "";
  #rest = "";
  #isOpen = false;

  constructor(element: OpenElement) {
    const scope = new Map<string, string>();
    for (let at: OpenElement | undefined = element; at !== undefined; at = at.outer)
      for (const [prefix, namespace] of Object.entries(at.prefixes))
        if (!scope.has(prefix)) scope.set(prefix, namespace);
    this.#scope = scope;
  }

  start({ name, attributes, prefixes }: XmlStartTag): void {
    this.#closeTag();
    if (this.#names.length === 0) this.#first = `<${name}`;
    else {
      this.#rest += `<${name}`;
      for (const [prefix, namespace] of Object.entries(prefixes)) this.#rest += declaration(prefix, namespace);
    }
    for (const { prefix, local, value } of attributes)
      this.#rest += ` ${prefix === "" ? "" : `${prefix}:`}${local}="${escapeAttribute(value)}"`;
    this.#names.push(name);
    this.#isOpen = true;
  }

  text(text: string): void {
    if (text === "") return;
    this.#closeTag();
    this.#rest += escapeText(text);
  }

  /** Ends an element. Returns the text when it was the first one. */
  end(): string | undefined {
    const name = this.#names.pop() ?? "";
    this.#rest += this.#isOpen ? "/>" : `</${name}>`;
    this.#isOpen = false;
    return this.#names.length === 0 ? this.#first + this.#declarations() + this.#rest : undefined;
  }

  #closeTag(): void {
    if (this.#isOpen) this.#rest += ">";
    this.#isOpen = false;
  }

  #declarations(): string {
    const whole = this.#first + this.#rest;
    const isUsed = (prefix: string): boolean =>
      prefix === "" || new RegExp(`(?<![-.\\w])${prefix.replace(/[.]/g, "\\.")}:`).test(whole);
    const used = [...this.#scope].filter(([prefix]) => prefix !== "xml" && isUsed(prefix));
    if (!this.#scope.has("")) used.push(["", ""]);
    return used
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([prefix, namespace]) => declaration(prefix, namespace))
      .join("");
  }
}

function declaration(prefix: string, namespace: string): string {
  return ` xmlns${prefix === "" ? "" : `:${prefix}`}="${escapeAttribute(namespace)}"`;
}

/** The expanded name of the element that a text holds; `undefined` when it holds no element. */
export function fragmentName(text: string): string | undefined {
  const [tag, prefix = "", local] = /^<(?:([^\s:<>/="']+):)?([^\s:<>/="']+)[^>]*/.exec(text) ?? [];
  if (tag === undefined || local === undefined) return undefined;
  for (const [, declared = "", double, single] of tag.matchAll(/\sxmlns(?::([^\s=]+))?\s*=\s*(?:"([^"]*)"|'([^']*)')/g))
    if (declared === prefix) return expandedName(double ?? single ?? "", local);
  return prefix === "" ? local : undefined;
}

/**
 * Returns what is wrong with the text of an element that a wildcard allows or that may hold anything; `undefined` if nothing
 * is. `process` says how much of it a schema must declare.
 */
export function fragmentProblem(schema: Schema, text: string, process: "strict" | "lax" | "skip"): string | undefined {
  let problem: string | undefined;
  const validator = new InstanceValidator(schema, ({ message }) => {
    problem ??= message;
  });
  let isChecked = process === "strict";
  let isFirst = true;
  try {
    parseDocument(Buffer.from(text), {
      startElement(tag, start) {
        if (isFirst && process === "lax") isChecked = schema.roots.has(expandedName(tag.namespace, tag.local));
        isFirst = false;
        if (isChecked) validator.startElement(tag, start);
      },
      endElement() {
        if (isChecked) validator.endElement();
      },
      text(one, isSection) {
        if (isChecked) validator.text(one, isSection);
      },
    });
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    return error.message;
  }
  return text.startsWith("<") && !text.startsWith("<?") && !text.startsWith("<!") ? problem : "more than one element";
}
