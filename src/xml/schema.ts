import {
  type AttributeDeclaration,
  type AttributeUse,
  anyTypeIndex,
  type ContentModel,
  type ContentState,
  type Derivation,
  type ElementDeclaration,
  type ElementIndex,
  elementAt,
  failModel,
  type Plain,
  type SchemaModel,
  type TypeDefinition,
  type TypeIndex,
  typeAt,
  type Wildcard,
} from "./schema-model.ts";
import { SimpleType } from "./simple-type.ts";

/** A type, ready to validate its elements. */
export interface TypeUse {
  readonly index: TypeIndex;
  readonly definition: TypeDefinition;
  readonly abstract: boolean;
  /** Whether children without a declaration are accepted. */
  readonly lax: boolean;
  readonly attributes: readonly AttributeUse[];
  /** The attributes that it allows beside them. */
  readonly wildcard: Wildcard | undefined;
  /** The simple type of its text, if it has text. */
  readonly text: SimpleType | undefined;
  /** What may follow each state of its content model, by name; empty if the content is not an automaton. */
  readonly transitions: readonly Transition[];
  /** Whether an element may occur more than once. */
  readonly mayRepeat: boolean;
}

/** The edges that leave a state, by the name of their element. `first` saves a lookup. */
export interface Transition {
  readonly first: { readonly name: string; readonly edge: Edge } | undefined;
  readonly byName: ReadonlyMap<string, Edge>;
  readonly any: readonly (readonly [wildcard: Wildcard, state: number])[];
}

type Edge = readonly [element: ElementIndex, state: number];

/** A compiled schema, ready to validate: lookups by name, and simple types as functions. */
export class Schema {
  readonly model: SchemaModel;
  readonly roots: ReadonlyMap<string, ElementIndex>;
  readonly typeNames: ReadonlyMap<string, TypeIndex>;
  readonly attributes: ReadonlyMap<string, AttributeDeclaration>;
  readonly #simpleTypes: (SimpleType | undefined)[] = [];
  readonly #uses: (TypeUse | undefined)[] = [];
  #hasConstraints: boolean | undefined;

  constructor(plain: Plain<SchemaModel>) {
    // The compiler wrote the model, and with it every index: this is where they get their brand.
    const model = plain as SchemaModel;
    this.model = model;
    this.roots = new Map(model.roots);
    this.typeNames = new Map(model.typeNames);
    this.attributes = new Map(model.attributes);
  }

  /** Whether some element has an identity constraint. */
  get hasConstraints(): boolean {
    this.#hasConstraints ??= this.model.elements.some(({ constraints }) => constraints !== undefined);
    return this.#hasConstraints;
  }

  typeAt(index: TypeIndex): TypeDefinition {
    return typeAt(this.model, index);
  }

  elementAt(index: ElementIndex): ElementDeclaration {
    return elementAt(this.model, index);
  }

  simpleType(index: TypeIndex): SimpleType {
    const known = this.#simpleTypes[index];
    if (known !== undefined) return known;
    const definition = this.typeAt(index);
    if (definition.kind !== "simple") return failModel(`Type ${index} of the schema model is not simple`);
    const type = new SimpleType(definition, (part) => this.simpleType(part));
    this.#simpleTypes[index] = type;
    return type;
  }

  use(index: TypeIndex): TypeUse {
    const known = this.#uses[index];
    if (known !== undefined) return known;
    const definition = this.typeAt(index);
    const content = definition.kind === "complex" ? definition.content : undefined;
    const use: TypeUse = {
      index,
      definition,
      abstract: definition.kind === "complex" && definition.abstract === true,
      lax: content?.kind === "any",
      attributes: definition.kind === "complex" ? definition.attributes : [],
      wildcard: definition.kind === "complex" ? definition.anyAttribute : undefined,
      text:
        content === undefined
          ? this.simpleType(index)
          : content.kind === "simple"
            ? this.simpleType(content.type)
            : undefined,
      transitions: content?.kind === "elements" ? this.transitions(content.states) : [],
      mayRepeat: content !== undefined && mayRepeat(content),
    };
    this.#uses[index] = use;
    return use;
  }

  /**
   * Returns whether a type is the other one or derived from it, by no derivation that is blocked and in no way that a type
   * on the path blocks.
   */
  isDerived(type: TypeIndex, from: TypeIndex, blocked: readonly Derivation[] = []): boolean {
    if (type === from) return true;
    const target = this.typeAt(from);
    if (target.kind === "simple" && target.members?.some((member) => this.isDerived(type, member, blocked)) === true)
      return true;
    for (let at: TypeIndex | undefined = type; at !== undefined; ) {
      if (at === from) return true;
      const definition = this.typeAt(at);
      const method = definition.kind === "complex" ? (definition.derivation ?? "restriction") : "restriction";
      if (blocked.includes(method)) return false;
      at = definition.base;
    }
    // The ur-type is the ancestor of everything; the chain of simple types ends at anySimpleType.
    return from === anyTypeIndex;
  }

  /** What may follow each state of an automaton, by name. */
  transitions(states: readonly ContentState[]): readonly Transition[] {
    return states.map(({ next, any = [] }) => {
      const edges = next.map((edge) => ({ name: this.elementAt(edge[0]).name, edge }));
      return { first: edges[0], byName: new Map(edges.map(({ name, edge }) => [name, edge])), any };
    });
  }
}

/** Whether some element can occur again after it occurred. */
function mayRepeat(content: ContentModel): boolean {
  if (content.kind !== "elements") return content.kind === "any";
  const { states } = content;
  if (states.some(({ any }) => any !== undefined)) return true;
  return states.some(({ next }) =>
    next.some(([element, to]) => {
      const reached = new Set([to]);
      for (const state of reached) for (const [, further] of states[state]?.next ?? []) reached.add(further);
      return [...reached].some((state) => states[state]?.next.some(([other]) => other === element));
    }),
  );
}
