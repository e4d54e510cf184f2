/**
 * A compiled XML schema as plain data: everything is resolved, flattened and checked, so a validator only follows it.
 *
 * Names are expanded: `{namespace}local`, or just `local` in no namespace. Types and elements are referred to by their index.
 */
export interface SchemaModel {
  readonly targetNamespace: string;
  /** Global elements by name: the possible roots. */
  readonly roots: readonly (readonly [name: string, element: number])[];
  readonly attributes: readonly (readonly [name: string, attribute: AttributeDeclaration])[];
  /** Named types, the built-in ones among them: what `xsi:type` may say. */
  readonly typeNames: readonly (readonly [name: string, type: number])[];
  readonly elements: readonly ElementDeclaration[];
  readonly types: readonly TypeDefinition[];
}

export interface ElementDeclaration {
  readonly name: string;
  readonly type: number;
  readonly nillable?: true;
  readonly abstract?: true;
  readonly default?: string;
  readonly fixed?: string;
}

export interface AttributeDeclaration {
  readonly name: string;
  readonly type: number;
  readonly default?: string;
  readonly fixed?: string;
}

export interface AttributeUse extends AttributeDeclaration {
  readonly required?: true;
}

export type TypeDefinition = SimpleTypeDefinition | ComplexTypeDefinition;

/** Which value space a simple type draws from. `any` is `xs:anySimpleType`: every string, no value. */
export type Primitive = "any" | "string" | "boolean" | "decimal" | "date" | "dateTime" | "time";

/** A simple type with the facets of all its ancestors folded in. Facet values are strings, as written. */
export interface SimpleTypeDefinition {
  readonly kind: "simple";
  readonly name?: string;
  /** Index of the type it restricts; absent for the ur-type. */
  readonly base?: number;
  readonly primitive: Primitive;
  readonly whiteSpace: "preserve" | "replace" | "collapse";
  /** Sources of JavaScript expressions for the `v` flag: one of each inner list must match, for every inner list. */
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
  readonly base?: number;
  readonly abstract?: true;
  readonly attributes: readonly AttributeUse[];
  readonly content: ContentModel;
}

export type ContentModel =
  /** Nothing, not even white space. */
  | { readonly kind: "empty" }
  /** Text of a simple type. */
  | { readonly kind: "simple"; readonly type: number }
  /** Child elements as a deterministic automaton accepts them; state 0 is the start. */
  | { readonly kind: "elements"; readonly mixed?: true; readonly states: readonly ContentState[] }
  /** Child elements in any order, each at most once. */
  | { readonly kind: "all"; readonly mixed?: true; readonly optional?: true; readonly members: readonly AllMember[] }
  /** `xs:anyType`: anything, validated where a declaration is found. */
  | { readonly kind: "any"; readonly mixed: true };

export interface ContentState {
  readonly accepts?: true;
  readonly next: readonly (readonly [element: number, state: number])[];
}

interface AllMember {
  readonly element: number;
  readonly required?: true;
}

/** Joins a namespace and a local name into the form the model uses. */
export function expandedName(namespace: string, local: string): string {
  return namespace === "" ? local : `{${namespace}}${local}`;
}

/** The local part of an expanded name, for messages and for property names. */
export function localName(expanded: string): string {
  return expanded.slice(expanded.lastIndexOf("}") + 1);
}
