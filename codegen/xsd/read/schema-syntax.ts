import { xsdNamespace } from "./builtin-types.ts";
import type { XmlElement } from "./xml-tree.ts";
import { XsdError, XsdRefusal } from "./xsd-error.ts";

/** The types of attributes in schema documents, as the schema for schemas defines them. */
export type AttributeKind =
  | "any"
  | "ncName"
  | "qName"
  | "id"
  | "boolean"
  | "count"
  | "countOrUnbounded"
  | "uri"
  | "form"
  | "use"
  | "language"
  | "blockSet"
  | "derivationSet"
  | "fullDerivationSet"
  | "simpleDerivationSet"
  | "namespaces"
  | "process"
  | "qNames";

const ncName =
  /^[A-Z_a-z\u{c0}-\u{d6}\u{d8}-\u{f6}\u{f8}-\u{2ff}\u{370}-\u{37d}\u{37f}-\u{1fff}\u{200c}-\u{200d}\u{2070}-\u{218f}\u{2c00}-\u{2fef}\u{3001}-\u{d7ff}\u{f900}-\u{fdcf}\u{fdf0}-\u{fffd}\u{10000}-\u{effff}][-.0-9A-Z_a-z\u{b7}\u{c0}-\u{d6}\u{d8}-\u{f6}\u{f8}-\u{37d}\u{37f}-\u{1fff}\u{200c}-\u{200d}\u{203f}-\u{2040}\u{2070}-\u{218f}\u{2c00}-\u{2fef}\u{3001}-\u{d7ff}\u{f900}-\u{fdcf}\u{fdf0}-\u{fffd}\u{10000}-\u{effff}]*$/u;

type Test = (value: string) => boolean;
const isNcName: Test = (value) => ncName.test(value);
const isOneOf = (words: string): Test => {
  const allowed = words.split(" ");
  return (value) => allowed.includes(value);
};
const isListOf = (words: string): Test => {
  const allowed = words.split(" ");
  return (value) => value === "#all" || value.split(" ").every((word) => word === "" || allowed.includes(word));
};

// A relative reference has no colon before its first slash. Other invalid characters are escaped, except "%" itself.
const uriForm = /^(?:[A-Za-z][-+.0-9A-Za-z]*:|(?![^/?#]*:))(?:[^#%]|%[0-9A-Fa-f]{2})*(?:#(?:[^#%]|%[0-9A-Fa-f]{2})*)?$/;

const tests: Readonly<Record<AttributeKind, Test>> = {
  any: () => true,
  ncName: isNcName,
  qName: (value) => value.split(":").length <= 2 && value.split(":").every(isNcName),
  id: isNcName,
  boolean: isOneOf("true false 1 0"),
  count: (value) => /^(?:\+?[0-9]+|-0+)$/.test(value),
  countOrUnbounded: (value) => value === "unbounded" || /^(?:\+?[0-9]+|-0+)$/.test(value),
  uri: (value) => uriForm.test(value),
  form: isOneOf("qualified unqualified"),
  use: isOneOf("optional prohibited required"),
  language: (value) => /^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$/.test(value),
  blockSet: isListOf("extension restriction substitution"),
  derivationSet: isListOf("extension restriction"),
  fullDerivationSet: isListOf("extension restriction list union"),
  simpleDerivationSet: isListOf("list union restriction"),
  namespaces: (value) =>
    value === "##any" ||
    value === "##other" ||
    value
      .split(" ")
      .every((one) => one === "##targetNamespace" || one === "##local" || (!one.startsWith("##") && uriForm.test(one))),
  process: isOneOf("strict lax skip"),
  qNames: (value) => value.split(" ").every((one) => one === "" || tests.qName(one)),
};

/** The checked attributes of a schema element: `undefined` if absent, with white space collapsed except in `any`. */
export type CheckedAttributes<T extends Readonly<Record<string, AttributeKind>>> = {
  readonly [K in keyof T]: string | undefined;
};

/**
 * Checks the attributes of a schema element against the schema for schemas. `id` is allowed everywhere.
 *
 * Attributes of foreign namespaces are allowed and ignored; those of the schema namespace, and unknown ones, are
 * errors.
 */
export function checkAttributes<const T extends Readonly<Record<string, AttributeKind>>>(
  element: XmlElement,
  kinds: T,
): CheckedAttributes<T> {
  const found: Record<string, string> = {};
  const known: Readonly<Record<string, AttributeKind | undefined>> = { id: "id", ...kinds };
  for (const { namespace, local, value } of element.attributes) {
    if (namespace === xsdNamespace)
      throw new XsdError(`Attribute xs:${local} is not allowed; write it without the prefix`, element);
    if (namespace !== "") continue;
    const kind = Object.hasOwn(known, local) ? known[local] : undefined;
    if (kind === undefined && laterAttributes.has(local))
      throw new XsdRefusal("XSD 1.1", element, `The attribute "${local}" belongs to XSD 1.1`);
    if (kind === undefined) throw new XsdError(`<${element.local}> cannot have the attribute "${local}"`, element);
    const text = kind === "any" ? value : value.replace(/[ \t\n\r]+/g, " ").replace(/^ | $/g, "");
    if (!tests[kind](text)) throw new XsdError(`"${value}" is not allowed for the attribute "${local}"`, element);
    found[local] = text;
  }
  return found as CheckedAttributes<T>;
}

/** Elements of XSD 1.0 that this compiler refuses, wherever they are. */
const refusedElements = new Set(["redefine"]);

/** What XSD 1.1 added: a schema that uses it is no wrong XSD 1.0. */
const laterElements = new Set([
  "assert",
  "assertion",
  "alternative",
  "openContent",
  "defaultOpenContent",
  "override",
  "explicitTimezone",
]);
const laterAttributes = new Set([
  "xpathDefaultNamespace",
  "defaultAttributes",
  "defaultAttributesApply",
  "notNamespace",
  "notQName",
  "inheritable",
  "appliesToEmpty",
]);

/**
 * Returns the children of a schema element, after checking that they are schema elements in an allowed order.
 *
 * `order` is an expression over the children's names, each followed by a space, such as `(annotation )?(element )*`.
 */
export function checkChildren(element: XmlElement, order: RegExp): readonly XmlElement[] {
  if (!/^[ \t\n\r]*$/.test(element.text)) throw new XsdError(`<${element.local}> cannot contain text`, element);
  for (const child of element.children) {
    if (child.namespace !== xsdNamespace) throw new XsdError(`<${child.local}> is not in the schema namespace`, child);
    if (refusedElements.has(child.local)) throw new XsdRefusal(`xs:${child.local}`, child);
    if (laterElements.has(child.local)) throw new XsdRefusal("XSD 1.1", child, `<${child.local}> belongs to XSD 1.1`);
  }
  const names = element.children.map(({ local }) => `${local} `).join("");
  if (!order.test(names)) {
    throw new XsdError(`Invalid children of <${element.local}>: ${names.trim() || "none"}`, element);
  }
  for (const child of element.children) if (child.local === "annotation") checkAnnotation(child);
  return element.children.filter(({ local }) => local !== "annotation");
}

function checkAnnotation(annotation: XmlElement): void {
  checkAttributes(annotation, {});
  checkChildren(annotation, /^(?:appinfo |documentation )*$/);
  for (const child of annotation.children) {
    const { local, attributes } = child;
    if (local === "documentation") checkLanguage(child);
    for (const { namespace, local: name, value } of attributes) {
      if (namespace === "" && name !== "source")
        throw new XsdError(`<${local}> cannot have the attribute "${name}"`, child);
      if (namespace === "" && !uriForm.test(value)) throw new XsdError(`source="${value}" is not a URI`, child);
      if (namespace === xsdNamespace) throw new XsdError(`Attribute xs:${name} is not allowed`, child);
    }
  }
}

/** Checks that `xml:lang` is a language, on the elements where the schema for schemas defines it. */
export function checkLanguage(element: XmlElement): void {
  const language = element.attributes.find(
    ({ namespace, local }) => namespace === "http://www.w3.org/XML/1998/namespace" && local === "lang",
  );
  if (language !== undefined && !tests.language(language.value))
    throw new XsdError(`xml:lang="${language.value}" is not a language`, element);
}

/** Returns the text of an element's documentation with white space collapsed; empty if it has none. */
export function documentation(element: XmlElement): string {
  return element.children
    .filter(({ local }) => local === "annotation")
    .flatMap(({ children }) => children.filter(({ local }) => local === "documentation"))
    .map(({ text }) => text.replace(/\s+/g, " ").trim())
    .join(" ");
}

/** Checks that no two elements of a document have the same `id`. */
export function checkIds(root: XmlElement): void {
  const seen = new Set<string>();
  const visit = (element: XmlElement): void => {
    if (element.namespace === xsdNamespace) {
      const id = element.attributes.find(({ namespace, local }) => namespace === "" && local === "id")?.value.trim();
      if (id !== undefined && seen.has(id)) throw new XsdError(`The id "${id}" is used twice`, element);
      if (id !== undefined) seen.add(id);
    }
    if (element.local !== "appinfo" && element.local !== "documentation") element.children.forEach(visit);
  };
  visit(root);
}

export function isTrue(value: string | undefined): boolean {
  return value === "true" || value === "1";
}

/** Returns how often a particle may occur. */
export function occurrence(
  node: XmlElement,
  kinds: Parameters<typeof checkAttributes>[1],
): { readonly min: number; readonly max: number } {
  const { minOccurs, maxOccurs } = checkAttributes(node, kinds) as { minOccurs?: string; maxOccurs?: string };
  const min = Math.abs(Number(minOccurs ?? 1));
  const max = maxOccurs === "unbounded" ? Number.POSITIVE_INFINITY : Math.abs(Number(maxOccurs ?? 1));
  if (min > max) throw new XsdError("minOccurs is above maxOccurs", node);
  return { min, max };
}
