import { type Problem, SpecError } from "../../problem.ts";
import { kindsOf, valuesOf } from "./kinds.ts";
import type { Schema, SchemaTree } from "./schema.ts";
import { declaredProperties, isAnything, isExclusive, isPrefixPattern } from "./shape.ts";

/** Refuses what types cannot say, so that types and validators never disagree about the structure of a value. */
export function refuseInexpressible(tree: SchemaTree): void {
  const problems: Problem[] = [];
  for (const schema of tree.definitions.values()) {
    new Inspector(tree, (at, message, remedy) => problems.push({ ...at.at, message, remedy })).whole(schema);
    if (!schema.never && kindsOf(schema, tree).length === 0) {
      problems.push({
        ...schema.at,
        message: "No value can be valid here.",
        remedy: "Make type, enum, const and the combined schemas agree.",
      });
    }
  }
  if (problems.length > 0) throw new SpecError(problems);
}

type Refuse = (schema: Schema, message: string, remedy: string) => void;

class Inspector {
  readonly #tree: SchemaTree;
  readonly #refuse: Refuse;

  constructor(tree: SchemaTree, refuse: Refuse) {
    this.#tree = tree;
    this.#refuse = refuse;
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
      this.#refuse(
        schema,
        `additionalProperties here also rules over ${foreign.join(", ")}, which a schema combined with this one declares.`,
        "Leave it out here and write unevaluatedProperties: false beside the combination.",
      );
    }
    if (unevaluatedProperties && !unevaluatedProperties.never && !isAnything(unevaluatedProperties)) {
      this.#refuse(
        schema,
        "A schema for unevaluated properties cannot be told in types.",
        "Use additionalProperties in one of the combined schemas.",
      );
    }
  }

  #signatures(schema: Schema, own: ReadonlySet<string>): void {
    const patterns = Object.keys(schema.patternProperties ?? {});
    const rest = schema.additionalProperties;
    const isMap = own.size === 0 && patterns.length === 1 && rest?.never;
    const odd = patterns.find((pattern) => !isPrefixPattern(pattern));
    if (odd !== undefined && !isMap) {
      this.#refuse(
        schema,
        `Which properties match ${odd} cannot be told in types.`,
        "Use a pattern of the form ^prefix-, or make the object a map: one pattern, no properties, additionalProperties: false.",
      );
    }
    if (rest && !isAnything(rest) && !rest.never) {
      for (const [name, property] of Object.entries(schema.properties ?? {})) {
        if (this.#isWithin(property, rest)) continue;
        this.#refuse(
          property,
          `The property ${name} differs in type from the further properties that additionalProperties allows; types cannot tell them apart.`,
          "Put the further properties into a property of their own.",
        );
      }
    }
    const impossible =
      rest?.never && patterns.length === 0 ? schema.required?.filter((name) => !own.has(name)) : undefined;
    if (impossible !== undefined && impossible.length > 0) {
      this.#refuse(
        schema,
        `${impossible.join(", ")} is required, but additionalProperties: false forbids it.`,
        "Declare it in properties.",
      );
    }
    if (patterns.length > 0 && rest && !rest.never && !isAnything(rest)) {
      this.#refuse(
        schema,
        "patternProperties and a schema for additionalProperties cannot both be told in types.",
        "Put one of the two groups into a property of its own.",
      );
    }
  }

  /** TypeScript takes what every object inherits for a property of it, so `{}` would not fit `{ constructor?: string }`. */
  #inherited(schema: Schema): void {
    const optional = Object.keys(schema.properties ?? {}).filter((name) => !schema.required?.includes(name));
    const absent = [...Object.keys(schema.dependentRequired ?? {}), ...(schema.not?.required ?? [])];
    const exclusive = isExclusive(schema.oneOf) ? schema.oneOf.flatMap((branch) => branch.required ?? []) : [];
    for (const name of [...optional, ...absent, ...exclusive].filter((each) => each in Object.prototype)) {
      this.#refuse(
        schema,
        `The property ${name} may be absent, but every JavaScript object inherits one.`,
        "Make it required, or give it another name.",
      );
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
      this.#refuse(schema, "No value can be valid here.", "Make type, enum and const agree.");
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
      this.#refuse(
        not,
        "What is excluded here cannot be told in types.",
        "Exclude values (enum, const, limits), a type, or required properties; else say what is allowed.",
      );
    }
  }
}
