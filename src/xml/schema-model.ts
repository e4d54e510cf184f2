import { CardwrightError } from "../errors/cardwright-error.ts";
import type { PatternAutomaton } from "./linear-pattern.ts";

declare const brand: unique symbol;

/** The place of a type in {@link SchemaModel.types}. The brand keeps it apart from other numbers and costs nothing. */
export type TypeIndex = number & { readonly [brand]: "type" };

/** The place of an element declaration in {@link SchemaModel.elements}. */
export type ElementIndex = number & { readonly [brand]: "element" };

/** `xs:anyType`, the type of an element that names none. The compiler makes it the first type of every model. */
export const anyTypeIndex: TypeIndex = 0 as TypeIndex;

/**
 * A value as generated code writes it down, with plain numbers for indexes: {@link Schema} and `shapesOf` turn it into
 * the branded form.
 */
export type Plain<T> = T extends number
  ? number
  : T extends string | boolean | undefined
    ? T
    : { readonly [K in keyof T]: Plain<T[K]> };

/**
 * A compiled XML schema as plain data. The compiler has resolved, flattened and checked everything, so a validator only
 * follows it.
 *
 * Names are expanded: `{namespace}local`, or just `local` in no namespace. Types and elements refer to each other by
 * index; {@link typeAt} and {@link elementAt} look an index up.
 */
export interface SchemaModel {
  readonly targetNamespace: string;
  /** Global elements by name: the possible roots. */
  readonly roots: readonly (readonly [name: string, element: ElementIndex])[];
  readonly attributes: readonly (readonly [name: string, attribute: AttributeDeclaration])[];
  /** Named types, including the built-in ones: the values that `xsi:type` may have. */
  readonly typeNames: readonly (readonly [name: string, type: TypeIndex])[];
  readonly elements: readonly ElementDeclaration[];
  readonly types: readonly TypeDefinition[];
}

export interface ElementDeclaration {
  readonly name: string;
  readonly type: TypeIndex;
  readonly nillable?: true;
  readonly abstract?: true;
  readonly default?: string;
  readonly fixed?: string;
  /** The derivations that `xsi:type` may not use here. */
  readonly block?: readonly Derivation[];
  readonly constraints?: readonly IdentityConstraint[];
}

/** How a complex type is made from its base. */
export type Derivation = "extension" | "restriction";

/** `xs:unique`, `xs:key` or `xs:keyref`: which elements have a key, and the parts of the key. */
export interface IdentityConstraint {
  readonly kind: "unique" | "key" | "keyref";
  /** Expanded name. */
  readonly name: string;
  /** Of a `keyref`: the expanded name of the key that it refers to. */
  readonly refer?: string;
  readonly selector: readonly KeyPath[];
  readonly fields: readonly (readonly KeyPath[])[];
}

/** A path of the small part of XPath that identity constraints use. */
export interface KeyPath {
  /** Whether it starts with `.//`. */
  readonly deep?: true;
  readonly steps: readonly KeyStep[];
}

export interface KeyStep {
  readonly axis: "child" | "attribute";
  /** An expanded name, `*`, or `{namespace}*`. */
  readonly name: string;
}

/** Which namespaces a wildcard allows: all; all but one, and not the absent one; or those listed, "" being the absent one. */
export type NamespaceConstraint = "any" | { readonly not: string } | readonly string[];

/** `xs:any` or `xs:anyAttribute`. */
export interface Wildcard {
  readonly namespaces: NamespaceConstraint;
  /** Whether what it allows must be declared, is validated where it is declared, or is not validated. */
  readonly process: "strict" | "lax" | "skip";
}

export interface AttributeDeclaration {
  readonly name: string;
  readonly type: TypeIndex;
  readonly default?: string;
  readonly fixed?: string;
}

export interface AttributeUse extends AttributeDeclaration {
  readonly required?: true;
}

export type TypeDefinition = SimpleTypeDefinition | ComplexTypeDefinition;

/** The primitive type whose values a simple type has. `any` is `xs:anySimpleType`: every string, no value. */
export type Primitive =
  | "any"
  | "string"
  | "boolean"
  | "decimal"
  | "date"
  | "dateTime"
  | "time"
  | "float"
  | "double"
  | "duration"
  | "gYearMonth"
  | "gYear"
  | "gMonthDay"
  | "gDay"
  | "gMonth"
  | "hexBinary"
  | "base64Binary"
  | "anyURI"
  | "QName";

/** A simple type with the facets of all its ancestors folded in. Facet values are strings, as written. */
export interface SimpleTypeDefinition {
  readonly kind: "simple";
  readonly name?: string;
  /** The type that it restricts; absent for `xs:anySimpleType`. */
  readonly base?: TypeIndex;
  /** Of a list or a union: `any`. */
  readonly primitive: Primitive;
  /** The type of the items, for a list. */
  readonly item?: TypeIndex;
  /** The types that a value may have, for a union. */
  readonly members?: readonly TypeIndex[];
  /** What its values do in a document: name an element, refer to such a name, or name an entity. */
  readonly identity?: "ID" | "IDREF" | "ENTITY";
  readonly whiteSpace: "preserve" | "replace" | "collapse";
  /** Sources of JavaScript expressions for the `v` flag: of every inner list, at least one must match. */
  readonly patterns?: readonly (readonly string[])[];
  /** Automata for those of the patterns on which a backtracking engine could take very long, by their two places. */
  readonly automata?: readonly {
    readonly step: number;
    readonly option: number;
    readonly automaton: PatternAutomaton;
  }[];
  readonly enumeration?: readonly string[];
  readonly length?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minInclusive?: string;
  readonly minExclusive?: string;
  readonly maxInclusive?: string;
  readonly maxExclusive?: string;
  readonly totalDigits?: number;
  readonly fractionDigits?: number;
}

export interface ComplexTypeDefinition {
  readonly kind: "complex";
  readonly name?: string;
  readonly base?: TypeIndex;
  readonly abstract?: true;
  /** Absent means restriction. */
  readonly derivation?: "extension";
  /** The derivations that `xsi:type` may not use in place of this type. */
  readonly block?: readonly Derivation[];
  readonly attributes: readonly AttributeUse[];
  readonly anyAttribute?: Wildcard;
  readonly content: ContentModel;
}

export type ContentModel =
  /** No content, not even white space. */
  | { readonly kind: "empty" }
  /** Text of a simple type. */
  | { readonly kind: "simple"; readonly type: TypeIndex }
  /** Child elements that a deterministic automaton accepts; state 0 is the start. */
  | { readonly kind: "elements"; readonly mixed?: true; readonly states: readonly ContentState[] }
  /** Child elements in any order, each at most once. */
  | { readonly kind: "all"; readonly mixed?: true; readonly optional?: true; readonly members: readonly AllMember[] }
  /** `xs:anyType`: any content, validated where there is a declaration. */
  | { readonly kind: "any"; readonly mixed: true };

export interface ContentState {
  readonly accepts?: true;
  readonly next: readonly (readonly [element: ElementIndex, state: number])[];
  readonly any?: readonly (readonly [wildcard: Wildcard, state: number])[];
}

interface AllMember {
  readonly element: ElementIndex;
  readonly required?: true;
  /** The elements of its substitution group. */
  readonly substitutes?: readonly ElementIndex[];
}

/**
 * Returns the type at an index.
 *
 * @throws CardwrightError `XML_SCHEMA_MODEL` when the model has no such type.
 */
export function typeAt({ types }: SchemaModel, index: TypeIndex): TypeDefinition {
  return types[index] ?? failModel(`The schema model has no type ${index}`);
}

/** The automaton of a type's children; no states where it has no children, or any. */
export function contentStates(definition: TypeDefinition): readonly ContentState[] {
  return definition.kind === "complex" && definition.content.kind === "elements" ? definition.content.states : [];
}

/**
 * Returns the element declaration at an index.
 *
 * @throws CardwrightError `XML_SCHEMA_MODEL` when the model has no such element.
 */
export function elementAt({ elements }: SchemaModel, index: ElementIndex): ElementDeclaration {
  return elements[index] ?? failModel(`The schema model has no element ${index}`);
}

/** Throws for a model that contradicts itself, which no compiled schema does. */
export function failModel(message: string): never {
  throw new CardwrightError(message, {
    code: "XML_SCHEMA_MODEL",
    help: "Generate the code for the schema again, with the version of cardwright that runs it.",
  });
}

/** Joins a namespace and a local name into the form the model uses. */
export function expandedName(namespace: string, local: string): string {
  return namespace === "" ? local : `{${namespace}}${local}`;
}

/** The namespace of an expanded name; empty for the absent one. */
export function namespaceOf(expanded: string): string {
  return expanded.startsWith("{") ? expanded.slice(1, expanded.lastIndexOf("}")) : "";
}

/** Returns whether a wildcard's constraint allows a namespace. */
export function allowsNamespace(constraint: NamespaceConstraint, namespace: string): boolean {
  if (constraint === "any") return true;
  if ("not" in constraint) return namespace !== "" && namespace !== constraint.not;
  return constraint.includes(namespace);
}

/** The local part of an expanded name, for messages and for property names. */
export function localName(expanded: string): string {
  return expanded.slice(expanded.lastIndexOf("}") + 1);
}
