import { kindsOf, valuesOf } from "./kinds.ts";
import type { Place, Schema, SchemaTree } from "./schema.ts";
import { declaredProperties, isAnything, isExclusive, isPrefixPattern } from "./shape.ts";

/** What types cannot say, and what can be left out to go on. */
export interface Inexpressible {
  readonly at: Place;
  /** The schema whose words are the reason. */
  readonly of: Place;
  readonly message: string;
  readonly remedy: string;
  readonly omit?: { readonly pointer: string; readonly what: "keyword" | "member" | "schema" };
}

const noValue = "No value can be valid here";

/** Finds what types cannot say, so that types and validators never disagree about the structure of a value. */
export function findInexpressible(tree: SchemaTree): readonly Inexpressible[] {
  const found: Inexpressible[] = [];
  for (const schema of tree.definitions.values()) {
    const before = found.length;
    new Inspector(tree, (each) => found.push(each)).whole(schema);
    const isTold = found.slice(before).some(({ at, message }) => at === schema.at && message === noValue);
    if (!schema.never && kindsOf(schema, tree).length === 0 && !isTold) {
      found.push({
        at: schema.at,
        of: schema.at,
        message: noValue,
        remedy: "Make type, enum, const and the combined schemas agree.",
        omit: { pointer: schema.at.pointer, what: "schema" },
      });
    }
  }
  return found;
}

class Inspector {
  readonly #tree: SchemaTree;
  readonly #found: (found: Inexpressible) => void;

  constructor(tree: SchemaTree, found: (found: Inexpressible) => void) {
    this.#tree = tree;
    this.#found = found;
  }

  #refuse(of: Schema, found: Omit<Inexpressible, "at" | "of"> & { readonly at?: Place }): void {
    this.#found({ at: of.at, of: of.at, ...found });
  }

  /** Inspects a schema where a whole value stands. */
  whole(schema: Schema): void {
    this.#part(schema, new Set());
  }

  /** Inspects one of the schemas that describe the same value; `others` are the properties that the schemas around it declare. */
  #part(schema: Schema, others: ReadonlySet<string>): void {
    if (schema.ref !== undefined) return;
    const own = new Set(Object.keys(schema.properties ?? {}));
    const parts = (schema.allOf ?? []).map((part) => declaredProperties(part, this.#tree));
    const branches = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
    this.#closing(
      schema,
      own,
      new Set([...others, ...parts.flat(), ...branches.flatMap((branch) => declaredProperties(branch, this.#tree))]),
    );
    this.#signatures(schema, own);
    this.#inherited(schema);
    this.#values(schema);
    this.#exclusion(schema);

    for (const [index, part] of (schema.allOf ?? []).entries()) {
      const beside = parts.filter((_, at) => at !== index).flat();
      this.#partOrReference(part, new Set([...others, ...own, ...beside]));
    }
    for (const branch of branches) this.#partOrReference(branch, new Set([...others, ...own, ...parts.flat()]));
    for (const child of Object.values(schema.properties ?? {})) this.whole(child);
    for (const child of Object.values(schema.patternProperties ?? {})) this.whole(child);
    for (const child of [schema.additionalProperties, schema.items, schema.contains, ...(schema.prefixItems ?? [])]) {
      if (child) this.whole(child);
    }
  }

  #partOrReference(part: Schema, others: ReadonlySet<string>): void {
    const target = part.ref === undefined ? undefined : this.#tree.definitions.get(part.ref);
    if (part.ref === undefined) this.#part(part, others);
    // The definition is inspected by itself; here only whether it is open to the properties around it.
    else if (target) this.#closing(target, new Set(Object.keys(target.properties ?? {})), others);
  }

  #closing(schema: Schema, own: ReadonlySet<string>, others: ReadonlySet<string>): void {
    const { additionalProperties: rest, unevaluatedProperties } = schema;
    const foreign = [...others].filter((name) => !own.has(name));
    if (rest && !isAnything(rest) && foreign.length > 0) {
      this.#refuse(schema, {
        message: `additionalProperties here also rules over ${foreign.join(", ")}, which a schema combined with this one declares`,
        remedy: "Leave it out here and write unevaluatedProperties: false beside the combination.",
        omit: keywordOf(schema, "additionalProperties"),
      });
    }
    if (unevaluatedProperties && !unevaluatedProperties.never && !isAnything(unevaluatedProperties)) {
      this.#refuse(schema, {
        message: "A schema for unevaluated properties cannot be told in types",
        remedy: "Use additionalProperties in one of the combined schemas.",
        omit: keywordOf(schema, "unevaluatedProperties"),
      });
    }
  }

  #signatures(schema: Schema, own: ReadonlySet<string>): void {
    const patterns = Object.keys(schema.patternProperties ?? {});
    const rest = schema.additionalProperties;
    const isMap = own.size === 0 && patterns.length === 1 && rest?.never;
    const odd = patterns.find((pattern) => !isPrefixPattern(pattern));
    if (odd !== undefined && !isMap) {
      this.#refuse(schema, {
        message: `Which properties match ${odd} cannot be told in types`,
        remedy:
          "Use a pattern of the form ^prefix-, or make the object a map: one pattern, no properties, additionalProperties: false.",
        omit: keywordOf(schema, "patternProperties"),
      });
    }
    if (rest && !isAnything(rest) && !rest.never) {
      for (const [name, property] of Object.entries(schema.properties ?? {})) {
        if (this.#isWithin(property, rest)) continue;
        this.#refuse(schema, {
          at: property.at,
          message: `The property ${name} differs in type from the further properties that additionalProperties allows; types cannot tell them apart`,
          remedy: "Put the further properties into a property of their own.",
          omit: keywordOf(schema, "additionalProperties"),
        });
      }
    }
    const impossible =
      rest?.never && patterns.length === 0 ? schema.required?.filter((name) => !own.has(name)) : undefined;
    if (impossible !== undefined && impossible.length > 0) {
      this.#refuse(schema, {
        message: `${impossible.join(", ")} is required, but additionalProperties: false forbids it`,
        remedy: "Declare it in properties.",
        omit: keywordOf(schema, "additionalProperties"),
      });
    }
    if (patterns.length > 0 && rest && !rest.never && !isAnything(rest)) {
      this.#refuse(schema, {
        message: "patternProperties and a schema for additionalProperties cannot both be told in types",
        remedy: "Put one of the two groups into a property of its own.",
        omit: keywordOf(schema, "additionalProperties"),
      });
    }
  }

  /** TypeScript takes what every object inherits for a property of it, so `{}` would not fit `{ constructor?: string }`. */
  #inherited(schema: Schema): void {
    const optional = Object.keys(schema.properties ?? {}).filter((name) => !schema.required?.includes(name));
    const exclusive = isExclusive(schema.oneOf) ? schema.oneOf.flatMap((branch) => branch.required ?? []) : [];
    const absent: readonly (readonly [keyword: string, names: readonly string[]])[] = [
      ["properties", optional],
      ["dependentRequired", Object.keys(schema.dependentRequired ?? {})],
      ["not", schema.not?.required ?? []],
      ["oneOf", exclusive],
    ];
    for (const [keyword, names] of absent) {
      for (const name of names.filter((each) => each in Object.prototype)) {
        const property = keyword === "properties" ? schema.properties?.[name] : undefined;
        this.#refuse(schema, {
          message: `The property ${name} may be absent, but every JavaScript object inherits one`,
          remedy: "Make it required, or give it another name.",
          omit: property ? { pointer: property.at.pointer, what: "member" } : keywordOf(schema, keyword),
        });
      }
    }
  }

  /** Whether every value of one schema plainly has a type of the other. */
  #isWithin(schema: Schema, other: Schema): boolean {
    if (schema.ref !== undefined && schema.ref === other.ref) return true;
    const scalars = ["null", "boolean", "number", "string"];
    const saysOnlyType = Object.keys(other).every((word) => ["at", "notes", "limits", "type", "format"].includes(word));
    const allowed = kindsOf(other, this.#tree);
    return (
      saysOnlyType && kindsOf(schema, this.#tree).every((kind) => scalars.includes(kind) && allowed.includes(kind))
    );
  }

  #values(schema: Schema): void {
    if (valuesOf(schema)?.length === 0) {
      const omit = keywordOf(schema, schema.enum === undefined ? "const" : "enum");
      this.#refuse(schema, { message: noValue, remedy: "Make type, enum and const agree.", omit });
    }
  }

  #exclusion({ not }: Schema): void {
    if (not === undefined || isAnything(not)) return;
    const said = Object.keys(not).filter((word) => !["at", "notes", "limits"].includes(word));
    const onlyValues =
      said.every((word) => word === "enum" || word === "const" || word === "format") || said.length === 0;
    const onlyOne =
      said.length === 1 && (said[0] === "required" || said[0] === "type") && Object.keys(not.limits).length === 0;
    if (!onlyValues && !onlyOne) {
      this.#refuse(not, {
        message: "What is excluded here cannot be told in types",
        remedy: "Exclude values (enum, const, limits), a type, or required properties; else say what is allowed.",
        omit: { pointer: not.at.pointer, what: "keyword" },
      });
    }
  }
}

function keywordOf({ at }: Schema, keyword: string): NonNullable<Inexpressible["omit"]> {
  return { pointer: `${at.pointer}/${keyword}`, what: "keyword" };
}
