import { allKinds, kindOf, kindsOf, valuesOf } from "./kinds.ts";
import { mapParts } from "./parts.ts";
import { Certainties, type Certainty, partsOf } from "./provenance.ts";
import type { Kind, Schema, SchemaTree } from "./schema.ts";
import { isAnything } from "./shape.ts";

/**
 * Returns the tree as a receiver reads it, so that no message is lost because of a guess.
 *
 * Unknown properties and values that a list does not name (yet) are accepted. What the vendor has not said is not enforced: required
 * properties, limits, formats, value lists, exclusions. Where the kind of a value is a guess, the schema is marked `assumed`: the
 * type stays, and a value of another kind is left out on receipt. What `x-required-by-facts` names stays required.
 *
 * Whatever the tree accepts, the received tree accepts too. A property that a `discriminator` names stays closed, as does a `const`
 * that tells alternatives apart. Nothing is relaxed within `not` and `contains`.
 */
export function received(tree: SchemaTree): SchemaTree {
  return new Receiver(tree).tree();
}

/** What is known about the schemas around one. */
interface Context {
  readonly certainty: Certainty;
  /** Whether a property of the value is seen; undefined for one that is not declared. */
  readonly properties: ReadonlyMap<string, boolean>;
  /** The values tell alternatives apart. */
  readonly isTelling: boolean;
}

class Receiver {
  readonly #tree: SchemaTree;
  readonly #certainties: Certainties;
  /** Names of properties whose listed values stay closed, and of those whose constants do. */
  readonly #discriminators: ReadonlySet<string>;
  readonly #telling: ReadonlySet<string>;
  /** Definitions as they are sent, for what is not relaxed. */
  readonly #originals = new Map<string, Schema>();

  constructor(tree: SchemaTree) {
    const schemas = [...tree.definitions.values()];
    this.#tree = tree;
    this.#certainties = new Certainties(tree);
    this.#discriminators = new Set(schemas.flatMap(discriminatorsIn));
    this.#telling = new Set(schemas.flatMap((schema) => this.#tellingIn(schema)));
  }

  tree(): SchemaTree {
    const relaxed = [...this.#tree.definitions].map(([name, schema]): [string, Schema] => {
      return [name, this.#whole(schema, this.#certainties.ofDefinition(name))];
    });
    return { ...this.#tree, definitions: new Map([...relaxed, ...this.#originals]) };
  }

  /** Relaxes a schema where a whole value stands. */
  #whole(schema: Schema, certainty: Certainty, isTelling = false): Schema {
    return this.#relax(schema, {
      certainty,
      properties: this.#certainties.propertiesOf(schema, certainty),
      isTelling,
    });
  }

  #relax(schema: Schema, context: Context): Schema {
    if (schema.ref !== undefined) return schema;
    const { certainty } = context;
    const child = (each: Schema) => this.#whole(each, this.#certainties.ofChild(each, certainty));
    const part = (each: Schema) =>
      this.#relax(each, { ...context, certainty: this.#certainties.ofPart(each, certainty) });
    const list = (parts: readonly Schema[] | undefined, relax: (part: Schema) => Schema) => parts?.map(relax);
    const map = (
      parts: { readonly [name: string]: Schema } | undefined,
      relax: (part: Schema, name: string) => Schema,
    ) => parts && Object.fromEntries(Object.entries(parts).map(([name, each]) => [name, relax(each, name)]));
    const required = this.#required(schema, context);
    const { oneOf, ...rest } = schema;
    const both = oneOf && schema.anyOf;
    // A value that fits two alternatives once unknown properties are let in must not be refused for that.
    const anyOf = both ? list(schema.anyOf, part) : list(oneOf ?? schema.anyOf, part);
    const allOf = both
      ? [...(list(schema.allOf, part) ?? []), plain(schema, { anyOf: list(oneOf, part) ?? [] })]
      : list(schema.allOf, part);
    const relaxed = defined({
      ...rest,
      ...this.#values(schema, context),
      ...this.#limits(schema, certainty),
      properties: map(schema.properties, (each, name) => this.#property(each, name, schema, certainty)),
      patternProperties: map(schema.patternProperties, child),
      additionalProperties: this.#further(schema, certainty, child),
      unevaluatedProperties: schema.unevaluatedProperties?.never
        ? undefined
        : schema.unevaluatedProperties && child(schema.unevaluatedProperties),
      propertyNames: certainty.areLimitsSeen && schema.propertyNames ? child(schema.propertyNames) : undefined,
      required: required.length > 0 ? required : undefined,
      dependentRequired: this.#dependent(schema, context),
      prefixItems: list(schema.prefixItems, child),
      items: schema.items?.never && !certainty.isSeen ? undefined : schema.items && child(schema.items),
      contains: this.#contains(schema, certainty),
      not: certainty.isSeen ? schema.not : undefined,
      allOf,
      anyOf: anyOf?.some(isAnything) ? undefined : anyOf,
    });
    return !certainty.isSeen && saysKind(relaxed) ? { ...relaxed, assumed: true } : relaxed;
  }

  #property(schema: Schema, name: string, { notes }: Schema, around: Certainty): Schema {
    const isTelling = this.#discriminators.has(name) || (schema.const !== undefined && this.#telling.has(name));
    const property = this.#whole(schema, this.#certainties.ofChild(schema, around), isTelling);
    return notes.requiredByFacts?.includes(name) ? this.#fact(schema, property) : property;
  }

  /** A property that a fact needs: its kind is enforced, and that it is not empty. */
  #fact(schema: Schema, { assumed, ...property }: Schema): Schema {
    let target = schema;
    for (let name = schema.ref; name !== undefined; name = target.ref)
      target = this.#tree.definitions.get(name) ?? plain(schema);
    const certainty = schema.ref === undefined ? undefined : this.#certainties.ofDefinition(schema.ref);
    const { minLength } = target.limits;
    const { minLength: _, ...limits } = property.notes.whenSent?.limits ?? {};
    const kinds = kindsOf(target, this.#tree);
    const type: readonly Kind[] | undefined = target.type ?? (kinds.length < allKinds.length ? kinds : undefined);
    return {
      ...property,
      notes: {
        ...property.notes,
        ...(property.notes.whenSent && { whenSent: { ...property.notes.whenSent, limits } }),
      },
      ...(type !== undefined && certainty?.isSeen !== true && { type }),
      limits: {
        ...property.limits,
        ...(minLength !== undefined && certainty?.areLimitsSeen !== true && { minLength }),
      },
    };
  }

  /** The lists of values: open, unless they tell alternatives apart. */
  #values(schema: Schema, { certainty, isTelling }: Context): Partial<Schema> {
    const isOpen = schema.const === undefined ? schema.enum !== undefined : !certainty.isSeen;
    if (isTelling || !isOpen) return {};
    const values = valuesOf(schema) ?? [];
    const kinds = new Set<Kind>(values.map(kindOf));
    const type = schema.type?.filter((kind) => kinds.has(kind === "integer" ? "number" : kind));
    return { enum: values, openEnum: true, ...(type !== undefined && { type }), ...openConst };
  }

  #limits(schema: Schema, certainty: Certainty): Partial<Schema> {
    const { format, limits } = schema;
    const isDropped = (keyword: string) => !certainty.areLimitsSeen || this.#canLose(keyword, schema, certainty);
    const entries = Object.entries(limits);
    const dropped = Object.fromEntries(entries.filter(([keyword]) => isDropped(keyword)));
    const isFormatDropped = format !== undefined && !certainty.areLimitsSeen;
    if (!isFormatDropped && Object.keys(dropped).length === 0) return {};
    const whenSent = { ...(isFormatDropped && { format }), limits: dropped };
    return {
      limits: Object.fromEntries(entries.filter(([keyword]) => !isDropped(keyword))),
      notes: { ...schema.notes, whenSent },
      ...(isFormatDropped && noFormat),
    };
  }

  /** Whether a number of items or properties may be missed because some of them are left out. */
  #canLose(keyword: string, schema: Schema, certainty: Certainty): boolean {
    const isGuess = (part: Schema | undefined) =>
      part !== undefined && !this.#certainties.ofChild(part, certainty).isSeen;
    if (keyword === "minItems") return schema.prefixItems === undefined && isGuess(schema.items);
    const { properties, patternProperties, additionalProperties } = schema;
    const members = [
      ...Object.values(properties ?? {}),
      ...Object.values(patternProperties ?? {}),
      additionalProperties,
    ];
    return keyword === "minProperties" && members.some(isGuess);
  }

  #required(schema: Schema, { certainty, properties }: Context): readonly string[] {
    const facts = schema.notes.requiredByFacts ?? [];
    const seen = certainty.isRequiredSeen ? (schema.required ?? []) : [];
    const isKept = (name: string) =>
      facts.includes(name) ||
      // Every JavaScript object inherits one, so that types could not tell that it may be absent.
      name in Object.prototype ||
      (seen.includes(name) && properties.get(name) !== false);
    // In the order of the document, then what a combined schema requires.
    const kept = [...(schema.required ?? []), ...facts].filter(isKept);
    return [...new Set(kept)];
  }

  #dependent({ dependentRequired }: Schema, { certainty, properties }: Context): Schema["dependentRequired"] {
    if (dependentRequired === undefined || !certainty.isRequiredSeen) return undefined;
    const kept = Object.entries(dependentRequired).map(([name, needed]) => {
      return [name, needed.filter((each) => properties.get(each) !== false)] as const;
    });
    const entries = kept.filter(([, needed]) => needed.length > 0);
    return entries.length === 0 ? undefined : Object.fromEntries(entries);
  }

  #further(schema: Schema, { isSeen }: Certainty, child: (schema: Schema) => Schema): Schema | undefined {
    const { additionalProperties, patternProperties } = schema;
    if (additionalProperties === undefined || !additionalProperties.never)
      return additionalProperties && child(additionalProperties);
    // A map's key rule is no closed list of properties: it stays. Where it is a guess, any key may have a value of the map.
    if (!isMap(schema)) return undefined;
    if (isSeen) return additionalProperties;
    const [value, ...others] = Object.values(patternProperties ?? {});
    return value === undefined || others.length > 0 ? undefined : child(value);
  }

  #contains({ contains }: Schema, certainty: Certainty): Schema | undefined {
    if (contains === undefined || !certainty.isSeen || !this.#certainties.ofChild(contains, certainty).isSeen)
      return undefined;
    return this.#original(contains);
  }

  /** A schema as it is sent, with what it refers to. */
  #original(schema: Schema): Schema {
    return mapParts(
      schema,
      (part) => this.#original(part),
      (name) => {
        const original = `${name} as sent`;
        const target = this.#tree.definitions.get(name);
        if (target !== undefined && !this.#originals.has(original)) {
          this.#originals.set(original, target);
          this.#originals.set(original, this.#original(target));
        }
        return original;
      },
    );
  }

  /** The properties whose constants tell the alternatives within a schema apart. */
  #tellingIn(schema: Schema): readonly string[] {
    const found: string[] = [];
    for (const branches of [schema.anyOf, schema.oneOf]) {
      const named = (branches ?? []).flatMap((branch) => [...this.#constantsOf(branch)]);
      found.push(...named.filter((name, index) => named.indexOf(name) !== index));
    }
    mapParts(schema, (part) => {
      found.push(...this.#tellingIn(part));
      return part;
    });
    return found;
  }

  /** The properties for which a schema and those combined with it have a constant; a definition counts once. */
  #constantsOf(schema: Schema, entered: Set<string> = new Set()): ReadonlySet<string> {
    const { ref } = schema;
    if (ref !== undefined) {
      const target = entered.has(ref) ? undefined : this.#tree.definitions.get(ref);
      entered.add(ref);
      return target === undefined ? new Set() : this.#constantsOf(target, entered);
    }
    const own = Object.entries(schema.properties ?? {}).filter(([, property]) => property.const !== undefined);
    return new Set([
      ...own.map(([name]) => name),
      ...partsOf(schema).flatMap((part) => [...this.#constantsOf(part, entered)]),
    ]);
  }
}

// The words of a schema that is relaxed are spread over those it had: these take one away.
const openConst: Partial<Schema> = { const: undefined } as unknown as Partial<Schema>;
const noFormat: Partial<Schema> = { format: undefined } as unknown as Partial<Schema>;

/** Whether a schema says by itself what kind of value it is. */
function saysKind({ type, enum: listed, const: constant, never, anyOf }: Schema): boolean {
  return [type, listed, constant, never, anyOf].some((word) => word !== undefined);
}

function isMap({ properties, patternProperties }: Schema): boolean {
  return properties === undefined && patternProperties !== undefined;
}

function discriminatorsIn(schema: Schema): readonly string[] {
  const parts = [...partsOf(schema), ...Object.values(schema.properties ?? {})];
  return [...(schema.discriminator === undefined ? [] : [schema.discriminator]), ...parts.flatMap(discriminatorsIn)];
}

function plain({ at }: Schema, words: Partial<Schema> = {}): Schema {
  return { at, notes: {}, limits: {}, ...words };
}

function defined(schema: { readonly [K in keyof Schema]: Schema[K] | undefined }): Schema {
  // Only absent members are dropped, so what is left has the type of a schema.
  return Object.fromEntries(Object.entries(schema).filter(([, value]) => value !== undefined)) as unknown as Schema;
}
