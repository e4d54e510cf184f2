import type {
  AttributeDeclaration,
  AttributeUse,
  ContentModel,
  ContentState,
  ElementDeclaration,
  SchemaModel,
  TypeDefinition,
} from "./schema-model.ts";
import { SimpleType } from "./simple-type.ts";

/** A type made ready for validating elements of it. */
export interface TypeUse {
  /** Its index in the schema model. */
  readonly index: number;
  readonly definition: TypeDefinition;
  readonly abstract: boolean;
  /** Whether children without a declaration are let pass. */
  readonly lax: boolean;
  readonly attributes: readonly AttributeUse[];
  /** The simple type of its text, when it has one. */
  readonly text: SimpleType | undefined;
  /** What may follow each state of its content model, by name; empty unless the content is an automaton. */
  readonly transitions: readonly Transition[];
  /** Whether an element may come more than once. */
  readonly mayRepeat: boolean;
}

/** The edges that leave a state, by the name of their element. The first is at hand without a look-up. */
interface Transition {
  readonly first: { readonly name: string; readonly edge: Edge } | undefined;
  readonly byName: ReadonlyMap<string, Edge>;
}

type Edge = readonly [element: number, state: number];

/** A compiled schema made ready for validating: lookups by name, simple types as functions. */
export class Schema {
  readonly model: SchemaModel;
  readonly roots: ReadonlyMap<string, number>;
  readonly typeNames: ReadonlyMap<string, number>;
  readonly attributes: ReadonlyMap<string, AttributeDeclaration>;
  readonly #simpleTypes: (SimpleType | undefined)[] = [];
  readonly #uses: (TypeUse | undefined)[] = [];

  constructor(model: SchemaModel) {
    this.model = model;
    this.roots = new Map(model.roots);
    this.typeNames = new Map(model.typeNames);
    this.attributes = new Map(model.attributes);
  }

  type(index: number): TypeDefinition {
    const type = this.model.types[index];
    if (type === undefined) throw new RangeError(`the schema model has no type ${index}`);
    return type;
  }

  element(index: number): ElementDeclaration {
    const element = this.model.elements[index];
    if (element === undefined) throw new RangeError(`the schema model has no element ${index}`);
    return element;
  }

  simpleType(index: number): SimpleType {
    const known = this.#simpleTypes[index];
    if (known !== undefined) return known;
    const definition = this.type(index);
    if (definition.kind !== "simple") throw new TypeError(`type ${index} of the schema model is not simple`);
    const type = new SimpleType(definition);
    this.#simpleTypes[index] = type;
    return type;
  }

  use(index: number): TypeUse {
    const known = this.#uses[index];
    if (known !== undefined) return known;
    const definition = this.type(index);
    const content = definition.kind === "complex" ? definition.content : undefined;
    const use: TypeUse = {
      index,
      definition,
      abstract: definition.kind === "complex" && definition.abstract === true,
      lax: content?.kind === "any",
      attributes: definition.kind === "complex" ? definition.attributes : [],
      text:
        content === undefined
          ? this.simpleType(index)
          : content.kind === "simple"
            ? this.simpleType(content.type)
            : undefined,
      transitions: content?.kind === "elements" ? this.#transitions(content.states) : [],
      mayRepeat: content !== undefined && mayRepeat(content),
    };
    this.#uses[index] = use;
    return use;
  }

  /** Tells whether one type is another or is derived from it. */
  isDerived(type: number, from: number): boolean {
    for (let at: number | undefined = type; at !== undefined; at = this.type(at).base) if (at === from) return true;
    // The ur-type is the ancestor of everything; the chain of simple types ends at anySimpleType.
    return this.type(from).name === "{http://www.w3.org/2001/XMLSchema}anyType";
  }

  #transitions(states: readonly ContentState[]): Transition[] {
    return states.map(({ next }) => {
      const edges = next.map((edge) => ({ name: this.element(edge[0]).name, edge }));
      return { first: edges[0], byName: new Map(edges.map(({ name, edge }) => [name, edge])) };
    });
  }
}

/** Whether some element can be met again after it was met. */
function mayRepeat(content: ContentModel): boolean {
  if (content.kind !== "elements") return content.kind === "any";
  const { states } = content;
  return states.some(({ next }) =>
    next.some(([element, to]) => {
      const reached = new Set([to]);
      for (const state of reached) for (const [, further] of states[state]?.next ?? []) reached.add(further);
      return [...reached].some((state) => states[state]?.next.some(([other]) => other === element));
    }),
  );
}
