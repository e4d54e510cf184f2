import { escapeAttribute } from "./escape.ts";
import type { Prefixes } from "./prefix-bytes.ts";
import type { RecordFormat } from "./record-format.ts";
import { localName, namespaceOf } from "./schema-model.ts";

const xsiNamespace = "http://www.w3.org/2001/XMLSchema-instance";
const xmlNamespace = "http://www.w3.org/XML/1998/namespace";

/**
 * The names of a kind of document as they are written. The namespace of the root is the default one where every element is in
 * it; otherwise it gets the prefix `tns`, and other namespaces `ns2` and so on.
 */
export class WrittenNames {
  /** The declarations that the root needs. */
  readonly declarations: string;
  /** The prefixes by namespace; empty for names without one. */
  get prefixes(): Prefixes {
    return this.#prefixes;
  }

  readonly #prefixes = new Map<string, string>([[xmlNamespace, "xml"]]);

  constructor({
    root,
    record,
    kinds,
    shapes,
    schema,
  }: Pick<RecordFormat<unknown>, "root" | "record" | "shapes" | "schema"> & {
    readonly kinds?: readonly { readonly record: string }[];
  }) {
    const records = kinds?.map((kind) => kind.record) ?? [record];
    const fields = [...shapes.values()]
      .flatMap((shape) => shape.fields)
      .filter(({ kind }) => kind === "element" || kind === "attribute");
    const own = namespaceOf(root);
    const types = [...shapes.keys()].flatMap((type) => schema.typeAt(type).name ?? []);
    // A name of a type in no namespace cannot be written where there is a default namespace.
    const hasPlainType = own !== "" && types.some((name) => namespaceOf(name) === "");
    const isDefault =
      !hasPlainType &&
      records.every((name) => namespaceOf(name) === own) &&
      fields.every(({ kind, name }) =>
        kind === "element" ? namespaceOf(name) === own : namespaceOf(name) !== own || own === "",
      );
    const others = new Set([...records, ...fields.map(({ name }) => name), ...types].map(namespaceOf));
    this.#prefixes.set("", "");
    if (own !== "") this.#prefixes.set(own, isDefault ? "" : "tns");
    for (const namespace of others)
      if (!this.#prefixes.has(namespace) && namespace !== "http://www.w3.org/2001/XMLSchema")
        this.#prefixes.set(namespace, `ns${this.#prefixes.size - 1}`);
    this.declarations = [...this.#prefixes]
      .filter(([namespace]) => namespace !== "" && namespace !== xmlNamespace)
      .map(([namespace, prefix]) => ` xmlns${prefix === "" ? "" : `:${prefix}`}="${escapeAttribute(namespace)}"`)
      .join("");
  }

  /** A name with its prefix. */
  tag(name: string): string {
    const prefix = this.#prefixes.get(namespaceOf(name)) ?? "";
    return prefix === "" ? localName(name) : `${prefix}:${localName(name)}`;
  }

  /** Attributes by their expanded names, with declarations of the namespaces that have no prefix of their own. */
  attributes(values: Readonly<Record<string, string>>): string {
    let text = "";
    let count = 0;
    for (const [name, value] of Object.entries(values)) {
      const namespace = namespaceOf(name);
      let tag = this.tag(name);
      const prefix = this.#prefixes.get(namespace);
      if (namespace !== "" && (prefix === undefined || prefix === "")) {
        count++;
        text += ` xmlns:a${count}="${escapeAttribute(namespace)}"`;
        tag = `a${count}:${localName(name)}`;
      }
      text += ` ${tag}="${escapeAttribute(value)}"`;
    }
    return text;
  }

  /** The attribute that names the type of an element. */
  typeAttribute(name: string): string {
    return ` xmlns:xsi="${xsiNamespace}" xsi:type="${escapeAttribute(this.tag(name))}"`;
  }

  /** The attribute that makes an element nil. */
  get nilAttribute(): string {
    return ` xmlns:xsi="${xsiNamespace}" xsi:nil="true"`;
  }
}
