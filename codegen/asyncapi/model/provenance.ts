import type { Annotations, Place, Provenance, Schema, SchemaTree } from "./schema.ts";

export const provenances: readonly Provenance[] = ["seen", "inferred", "assumed"];

/** Which words of a schema the vendor has said. */
export interface Certainty {
  /** What kind of value it is, and which values. */
  readonly isSeen: boolean;
  readonly isRequiredSeen: boolean;
  readonly areLimitsSeen: boolean;
}

/**
 * Says how sure each schema of a tree is, where it stands.
 *
 * A schema has its own provenance, else that of the schema around it. One that is referred to has its own, else that which the tree
 * assumes, as several places may refer to it.
 */
export class Certainties {
  readonly #tree: SchemaTree;
  readonly #isAssumedSeen: boolean;
  readonly #definitions = new Map<string, Certainty>();

  constructor(tree: SchemaTree) {
    this.#tree = tree;
    this.#isAssumedSeen = (tree.assume ?? "seen") === "seen";
    this.#enter(tree.root, (definition) => ofValue(definition, this.#isAssumedSeen));
  }

  ofDefinition(name: string): Certainty {
    return this.#definitions.get(name) ?? ofValue({ notes: {} }, this.#isAssumedSeen);
  }

  /** The certainty of a schema for a value within another, as an item or a property is. */
  ofChild(schema: Schema, around: Certainty): Certainty {
    return schema.ref === undefined ? ofValue(schema, around.isSeen) : this.ofDefinition(schema.ref);
  }

  /** The certainty of a schema that is combined with another for the same value. */
  ofPart(schema: Schema, around: Certainty): Certainty {
    return schema.ref === undefined ? ofPart(schema, around) : this.ofDefinition(schema.ref);
  }

  /** The properties that a schema and those combined with it declare, with whether each is seen wherever it is declared. */
  propertiesOf(schema: Schema, certainty: Certainty): ReadonlyMap<string, boolean> {
    const found = new Map<string, boolean>();
    const entered = new Set<string>();
    const collect = (part: Schema, own: Certainty): void => {
      if (part.ref !== undefined) {
        const target = this.#tree.definitions.get(part.ref);
        if (target === undefined || entered.has(part.ref)) return;
        entered.add(part.ref);
        collect(target, own);
        return;
      }
      for (const [name, property] of Object.entries(part.properties ?? {}))
        found.set(name, (found.get(name) ?? true) && this.ofChild(property, own).isSeen);
      for (const each of partsOf(part)) collect(each, this.ofPart(each, own));
    };
    collect(schema, certainty);
    return found;
  }

  #enter(name: string, certaintyOf: (definition: Schema) => Certainty): void {
    const definition = this.#tree.definitions.get(name);
    if (definition === undefined) return;
    const certainty = certaintyOf(definition);
    const known = this.#definitions.get(name);
    if (known !== undefined && isSame(known, certainty)) return;
    this.#definitions.set(name, certainty);
    this.#walk(definition, certainty);
  }

  #walk(schema: Schema, own: Certainty): void {
    for (const part of partsOf(schema)) this.#step(part, (each) => ofPart(each, own));
    for (const child of childrenOf(schema)) this.#step(child, (each) => ofValue(each, own.isSeen));
  }

  #step(schema: Schema, certaintyOf: (schema: Schema) => Certainty): void {
    if (schema.ref === undefined) {
      this.#walk(schema, certaintyOf(schema));
      return;
    }
    const target = this.#tree.definitions.get(schema.ref);
    // A schema that is written where it is used became a definition for the sake of its name alone.
    if (target !== undefined && isSamePlace(schema.at, target.at)) this.#enter(schema.ref, certaintyOf);
    else if (!this.#definitions.has(schema.ref)) {
      this.#enter(schema.ref, (definition) => ofValue(definition, this.#isAssumedSeen));
    }
  }
}

/** What `x-required-by-facts` names although the schema does not require it, with its place. */
export function optionalFacts(tree: SchemaTree): readonly { readonly at: Place; readonly name: string }[] {
  const found: { at: Place; name: string }[] = [];
  const visit = (schema: Schema): void => {
    const facts = schema.ref === undefined ? (schema.notes.requiredByFacts ?? []) : [];
    const required = facts.length === 0 ? new Set() : requiredOf(schema, tree);
    for (const name of facts) if (!required.has(name)) found.push({ at: schema.at, name });
    for (const each of [...partsOf(schema), ...childrenOf(schema)]) visit(each);
  };
  for (const schema of tree.definitions.values()) visit(schema);
  return found;
}

/** The properties that a schema and the parts of its `allOf` require; a definition counts once. */
/** What a schema and those combined with it require; a definition counts once. */
function requiredOf(schema: Schema, tree: SchemaTree, entered: Set<string> = new Set()): ReadonlySet<string> {
  const { ref } = schema;
  const target = ref === undefined || entered.has(ref) ? undefined : tree.definitions.get(ref);
  if (ref !== undefined) entered.add(ref);
  const parts = [...(target === undefined ? [] : [target]), ...(schema.allOf ?? [])];
  return new Set([...(schema.required ?? []), ...parts.flatMap((part) => [...requiredOf(part, tree, entered)])]);
}

function ofValue({ notes }: Pick<Schema, "notes">, isAroundSeen: boolean): Certainty {
  const isSeen = isWord(notes.provenance) ? notes.provenance === "seen" : isAroundSeen;
  return ofPart({ notes }, { isSeen, isRequiredSeen: isSeen, areLimitsSeen: isSeen });
}

function ofPart({ notes }: Pick<Schema, "notes">, around: Certainty): Certainty {
  const said = (words: readonly (keyof Annotations)[], otherwise: boolean) => {
    const word = words.map((each) => notes[each]).find(isWord);
    return word === undefined ? otherwise : word === "seen";
  };
  return {
    isSeen: said(["provenance"], around.isSeen),
    isRequiredSeen: said(["provenanceRequired", "provenance"], around.isRequiredSeen),
    areLimitsSeen: said(["provenanceLimits", "provenance"], around.areLimitsSeen),
  };
}

function isWord(value: unknown): value is Provenance {
  return provenances.some((word) => word === value);
}

function isSame(one: Certainty, other: Certainty): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function isSamePlace(one: Place, other: Place): boolean {
  return one.file === other.file && one.pointer === other.pointer;
}

/** The schemas that are combined with a schema for the same value. */
export function partsOf({ allOf, anyOf, oneOf }: Schema): readonly Schema[] {
  return [...(allOf ?? []), ...(anyOf ?? []), ...(oneOf ?? [])];
}

/** The schemas of the values within a value, and of the names of its properties. */
function childrenOf(schema: Schema): readonly Schema[] {
  const { additionalProperties, unevaluatedProperties, propertyNames, items, contains } = schema;
  const single = [additionalProperties, unevaluatedProperties, propertyNames, items, contains];
  return [
    ...Object.values(schema.properties ?? {}),
    ...Object.values(schema.patternProperties ?? {}),
    ...single.filter((part) => part !== undefined),
    ...(schema.prefixItems ?? []),
  ];
}
