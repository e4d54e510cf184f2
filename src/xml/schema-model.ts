import { CardwrightError } from "../errors/cardwright-error.ts";

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
export type Primitive = "any" | "string" | "boolean" | "decimal" | "date" | "dateTime" | "time";

/** A simple type with the facets of all its ancestors folded in. Facet values are strings, as written. */
export interface SimpleTypeDefinition {
  readonly kind: "simple";
  readonly name?: string;
  /** The type that it restricts; absent for `xs:anySimpleType`. */
  readonly base?: TypeIndex;
  readonly primitive: Primitive;
  readonly whiteSpace: "preserve" | "replace" | "collapse";
  /** Sources of JavaScript expressions for the `v` flag: of every inner list, at least one must match. */
  readonly patterns?: readonly (readonly string[])[];
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
  readonly attributes: readonly AttributeUse[];
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
}

interface AllMember {
  readonly element: ElementIndex;
  readonly required?: true;
}

/**
 * Returns the type at an index.
 *
 * @throws CardwrightError `XML_SCHEMA_MODEL` when the model has no such type.
 */
export function typeAt({ types }: SchemaModel, index: TypeIndex): TypeDefinition {
  return types[index] ?? failModel(`The schema model has no type ${index}`);
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

/** The local part of an expanded name, for messages and for property names. */
export function localName(expanded: string): string {
  return expanded.slice(expanded.lastIndexOf("}") + 1);
}
