import type { SaxesTagNS } from "saxes";
import { expandedName } from "./schema-model.ts";
import type { XmlAttribute, XmlStartTag } from "./xml-handler.ts";

/** More names than these are not remembered: only hostile documents have so many. */
const maxNames = 1_000;

/** An element that saxes has read the start of. */
interface OpenTag {
  /** Its end tag in the usual form. */
  readonly close: string;
  /** Whether it declares prefixes, so that with its end names mean what they meant before. */
  readonly declares: boolean;
}

/** The name of an element as it is written, and what it means. */
export interface KnownTag extends OpenTag {
  /** `<` and the name. */
  readonly open: string;
  /** The tag without attributes. */
  readonly tag: XmlStartTag;
  /** What saxes keeps of the tag. */
  readonly saxes: SaxesTagNS;
  /** The attributes that came last, by their place. */
  readonly attributes: KnownAttribute[];
  /** The tag that came next, last time. */
  follower: KnownTag | undefined;
}

/** The name of an attribute as it is written, and what it means. */
export interface KnownAttribute extends Omit<XmlAttribute, "value"> {
  /** What stands before its value: a space, the name, `=` and a quotation mark. */
  readonly before: string;
}

/** The names that saxes has found right while the same prefixes were declared. */
interface Scope {
  readonly tags: Map<string, KnownTag>;
  readonly attributes: Map<string, KnownAttribute>;
  /** The scopes of elements that declare prefixes in this one, by what they declare. */
  readonly inner: Map<string, Scope>;
  readonly outer: Scope | undefined;
}

/** Remembers what the names in tags mean, once saxes has found them right. */
export class KnownNames {
  readonly #resolve: XmlStartTag["resolve"];
  readonly #open: OpenTag[] = [];
  #scope: Scope = newScope(undefined);

  constructor(resolve: XmlStartTag["resolve"]) {
    this.#resolve = resolve;
  }

  /** The innermost open element. */
  get innermost(): OpenTag {
    return this.#open.at(-1) ?? nothingOpen;
  }

  tag(name: string): KnownTag | undefined {
    return this.#scope.tags.get(name);
  }

  attribute(name: string): KnownAttribute | undefined {
    return this.#scope.attributes.get(name);
  }

  /** Opens an element with a tag that saxes has read, which came after another tag. Returns it unless it declares prefixes. */
  open(tag: SaxesTagNS, before: KnownTag | undefined): KnownTag | undefined {
    const declared = Object.keys(tag.ns);
    if (declared.length > 0) {
      this.#scope = this.#innerScope(JSON.stringify(declared.map((prefix) => [prefix, tag.ns[prefix]])));
      this.#open.push({ close: endTagOf(tag.name), declares: true });
      return undefined;
    }
    const known = this.#scope.tags.get(tag.name) ?? this.#learn(tag);
    if (before !== undefined && known.close !== noEndTag) before.follower = known;
    this.#open.push(known);
    for (const name in tag.attributes) {
      const attribute = tag.attributes[name];
      if (attribute !== undefined) this.#learnAttribute(name, attribute);
    }
    return known;
  }

  /** Opens an element without declarations. */
  enter(tag: KnownTag): void {
    this.#open.push(tag);
  }

  /** Closes the innermost element. Returns whether names mean something else from now on. */
  close(): boolean {
    if (this.#open.pop()?.declares !== true) return false;
    this.#scope = this.#scope.outer ?? this.#scope;
    return true;
  }

  #innerScope(declarations: string): Scope {
    const outer = this.#scope;
    const known = outer.inner.get(declarations);
    if (known !== undefined) return known;
    const scope = newScope(outer);
    if (outer.inner.size < maxInner) outer.inner.set(declarations, scope);
    return scope;
  }

  #learn(tag: SaxesTagNS): KnownTag {
    const name = copy(tag.name);
    const { prefix, uri: namespace } = tag;
    const local = copy(tag.local);
    const known: KnownTag = {
      close: endTagOf(name),
      declares: false,
      open: `<${name}`,
      tag: startTag({ name, local, uri: namespace, ns: tag.ns }, [], this.#resolve),
      saxes: { name, prefix: copy(prefix), local, uri: namespace, ns: tag.ns, attributes: {}, isSelfClosing: false },
      attributes: [],
      follower: undefined,
    };
    if (this.#scope.tags.size < maxNames && isPlain(name)) this.#scope.tags.set(name, known);
    return known;
  }

  #learnAttribute(written: string, { uri: namespace, local, prefix }: SaxesTagNS["attributes"][string]): void {
    const { attributes } = this.#scope;
    if (attributes.size >= maxNames || attributes.has(written) || !isPlain(written)) return;
    const name = copy(written);
    attributes.set(name, { before: ` ${name}="`, namespace, local: copy(local), prefix: copy(prefix) });
  }
}

const maxInner = 100;
/** Stands for an end tag that is not looked for. */
const noEndTag = "\0";
const nothingOpen: OpenTag = { close: noEndTag, declares: false };

/** Makes the start tag that a handler is given from what saxes has read. */
export function startTag(
  { name, local, uri: namespace, ns: prefixes }: Pick<SaxesTagNS, "name" | "local" | "uri" | "ns">,
  attributes: readonly XmlAttribute[],
  resolve: XmlStartTag["resolve"],
): XmlStartTag {
  return { namespace, local, expanded: expandedName(namespace, local), attributes, resolve, name, prefixes };
}

function newScope(outer: Scope | undefined): Scope {
  return { tags: new Map(), attributes: new Map(), inner: new Map(), outer };
}

function endTagOf(name: string): string {
  return isPlain(name) ? `</${name}>` : noEndTag;
}

/** Whether each character of a name is one code unit, so that columns count as many. */
function isPlain(name: string): boolean {
  return !/[\ud800-\udfff]/.test(name);
}

/** A part of a text keeps the whole text in memory; a copy does not. */
function copy(text: string): string {
  return Buffer.from(text, "utf16le").toString("utf16le");
}
