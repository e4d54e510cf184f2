import type { Json } from "./json.ts";

/** Where something stands in a specification; line and column are 1-based. */
export interface Place {
  readonly file: string;
  readonly pointer: string;
  readonly line: number;
  readonly column: number;
}

export type Kind = "null" | "boolean" | "integer" | "number" | "string" | "array" | "object";

/** How sure a part of a contract is: the vendor says so, it follows from what the vendor says, or nobody says it. */
export type Provenance = "seen" | "inferred" | "assumed";

/** What is known about a schema beside what it allows. */
export interface Annotations {
  readonly title?: string;
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly default?: Json;
  readonly examples?: readonly Json[];
  readonly provenance?: string;
  readonly provenanceNote?: string;
  /** The provenance of `required` alone. Default: that of the schema. */
  readonly provenanceRequired?: Provenance;
  /** The provenance of the format and the limits alone. Default: that of the schema. */
  readonly provenanceLimits?: Provenance;
  /** Required properties without which the message is of no use to the partner, whoever said that they are required. */
  readonly requiredByFacts?: readonly string[];
  /** The values are the error codes of the contract. */
  readonly errorCodes?: true;
  /** Rules that are checked before sending only. */
  readonly whenSent?: Pick<Schema, "format" | "limits">;
}

/**
 * A JSON Schema as the emitters see it: normalized to the 2020-12 words, every keyword known, references by definition name.
 *
 * One model for types, validators, docs and comparison, so that they cannot disagree.
 */
export interface Schema {
  readonly at: Place;
  readonly notes: Annotations;
  /** Name of a definition of the same message. */
  readonly ref?: string;
  /** Nothing is valid. */
  readonly never?: true;
  readonly type?: readonly Kind[];
  readonly enum?: readonly Json[];
  /** Other values of the same kinds are accepted beside those that `enum` lists. */
  readonly openEnum?: true;
  /** The kind of value is a guess: a received value of another kind is left out. */
  readonly assumed?: true;
  readonly const?: { readonly value: Json };
  readonly properties?: { readonly [name: string]: Schema };
  readonly patternProperties?: { readonly [pattern: string]: Schema };
  readonly additionalProperties?: Schema;
  readonly unevaluatedProperties?: Schema;
  readonly propertyNames?: Schema;
  readonly required?: readonly string[];
  readonly dependentRequired?: { readonly [name: string]: readonly string[] };
  readonly prefixItems?: readonly Schema[];
  readonly items?: Schema;
  readonly contains?: Schema;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly not?: Schema;
  readonly discriminator?: string;
  readonly format?: string;
  /** Limits on values, which types cannot say: minLength, maximum, pattern, uniqueItems and their like. */
  readonly limits: { readonly [keyword: string]: number | string | boolean };
}

/** A schema with everything it refers to. */
export interface SchemaTree {
  /** Name of the definition that is the whole. */
  readonly root: string;
  readonly definitions: ReadonlyMap<string, Schema>;
  /** The provenance of what the document says nothing about. Default `seen`. */
  readonly assume?: Provenance;
}
