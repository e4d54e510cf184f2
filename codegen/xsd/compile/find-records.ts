import type { ShapeField, Shapes } from "../../../src/xml/object-shape.ts";
import {
  contentStates,
  type ElementIndex,
  elementAt,
  localName,
  type SchemaModel,
  type TypeIndex,
  typeAt,
} from "../../../src/xml/schema-model.ts";
import { childElements } from "./child-elements.ts";
import { keepsOrderAround, orderProblem } from "./record-order.ts";

/** Where the records of a document are. */
export interface RecordList {
  /** The element of a record; several when records of several kinds take turns. */
  readonly records: readonly ElementIndex[];
  /** The properties of these elements in the object around them. */
  readonly kinds: readonly string[];
  /** Expanded names of the elements from the root to the one that holds the records. */
  readonly path: readonly string[];
  /** The types of these elements. */
  readonly types: readonly TypeIndex[];
  /** The properties that lead from the root's object to the records, the last one to those of the first kind. */
  readonly properties: readonly string[];
  /** Whether there is nothing but records in the root. */
  readonly isBare: boolean;
}

const maxDepth = 4;

/** Why there are no records in a document. */
export interface NoRecords {
  readonly why: string;
  /** Whether there is nothing that could be a list of records. */
  readonly isEmpty?: boolean;
}

/**
 * Finds the records: the children of their parent that have a complex type and may come any number of times, of one name or of
 * several. Where the root has none, they are in the only child of it that has some, and so on.
 */
export function findRecords(
  model: SchemaModel,
  root: ElementIndex,
  shapes: Shapes,
  wanted?: string,
): RecordList | NoRecords {
  const steps = wanted?.split("/").filter((step) => step !== "");
  const search = new RecordSearch(model, root, shapes);
  return steps === undefined ? search.find([]) : search.follow([], steps);
}

/** An element on the way to the records, and the property that leads to it. */
interface Step {
  readonly element: ElementIndex;
  readonly property: string;
}

class RecordSearch {
  readonly #model: SchemaModel;
  readonly #root: ElementIndex;
  readonly #shapes: Shapes;

  constructor(model: SchemaModel, root: ElementIndex, shapes: Shapes) {
    this.#model = model;
    this.#root = root;
    this.#shapes = shapes;
  }

  /** Finds the records below the last step; the root is before the first one. */
  find(way: readonly Step[]): RecordList | NoRecords {
    const objects = this.#objects(way);
    if ("why" in objects) return objects;
    const repeated = objects.filter((field) => field.repeated === true);
    if (repeated.length > 0) return this.#list(way, repeated);
    const none = {
      why: `no child of <${this.#tag(way)}> has children and may come any number of times`,
      isEmpty: true,
    };
    if (way.length + 1 >= maxDepth) return none;
    const below = objects.flatMap((field) => {
      const inner = this.#below(way, field);
      const found = inner === undefined ? none : this.find(inner);
      return "why" in found && found.isEmpty === true ? [] : [{ field, found }];
    });
    const [only] = below;
    if (only === undefined) return none;
    if (below.length === 1) return only.found;
    return {
      why: `${below.map(({ field }) => `<${localName(field.name)}>`).join(" and ")} may each hold the records: choose with --record`,
    };
  }

  /** Follows a path of names to the records. */
  follow(way: readonly Step[], [step = "", ...steps]: readonly string[]): RecordList | NoRecords {
    const objects = this.#objects(way);
    if ("why" in objects) return objects;
    const names = step.split("|");
    const chosen = objects.filter((one) => names.includes(localName(one.name)));
    const [field] = chosen;
    if (field === undefined || chosen.length < names.length)
      return { why: `<${this.#tag(way)}> has no such children with a complex type` };
    if (steps.length === 0)
      return chosen.some(({ repeated }) => repeated === true)
        ? this.#list(way, chosen)
        : { why: `<${step}> comes only once` };
    // What stands around the records is one object for each element.
    const below = field.repeated === true || names.length > 1 ? undefined : this.#below(way, field);
    return below === undefined ? { why: `<${step}> may come several times` } : this.follow(below, steps);
  }

  /** The fields of the last element that are objects. */
  #objects(way: readonly Step[]): readonly ShapeField[] | NoRecords {
    const at = this.#elementOf(way);
    const shape = this.#shapes.get(elementAt(this.#model, at).type);
    if (shape === undefined || shape.mixed === true)
      return { why: `<${this.#tag(way)}> may hold text beside elements` };
    const problem = plainProblem(this.#model, at, way.length > 0);
    if (problem !== undefined) return { why: problem };
    return shape.fields.filter((field) => field.kind === "element" && field.value === "object");
  }

  #list(way: readonly Step[], chosen: readonly ShapeField[]): RecordList | NoRecords {
    const model = this.#model;
    const elements = [this.#root, ...way.map(({ element }) => element)];
    const types = elements.map((element) => elementAt(model, element).type);
    const type = types.at(-1) as TypeIndex;
    const shared = elements.find((_, i) => !isUsedOnce(this.#shapes, types[i] as TypeIndex, this.#root, model));
    if (shared !== undefined)
      return { why: `the type of <${localName(elementAt(model, shared).name)}> is used elsewhere` };
    const records = chosen.flatMap((field) => childOf(model, type, field) ?? []);
    if (records.length < chosen.length)
      return { why: `<${localName(chosen[0]?.name ?? "")}> is declared differently in different places` };
    for (const record of records) {
      const problem = plainProblem(model, record, true);
      if (problem !== undefined) return { why: problem };
      if (types.includes(elementAt(model, record).type)) return { why: `${tagOf(model, record)} may contain itself` };
    }
    const problem = orderProblem(
      model,
      contentStates(typeAt(model, type)),
      chosen.map(({ name }) => name),
    );
    if (problem !== undefined) return { why: problem };
    const isBare =
      way.length === 0 && this.#shapes.get(type)?.fields.length === chosen.length && hasNoWildcard(model, type);
    return {
      records,
      kinds: chosen.map(({ property }) => property),
      path: elements.map((element) => elementAt(model, element).name),
      types,
      properties: [...way.map(({ property }) => property), chosen[0]?.property ?? ""],
      isBare,
    };
  }

  #below(way: readonly Step[], field: ShapeField): readonly Step[] | undefined {
    const element = childOf(this.#model, elementAt(this.#model, this.#elementOf(way)).type, field);
    return element === undefined ? undefined : [...way, { element, property: field.property }];
  }

  #elementOf(way: readonly Step[]): ElementIndex {
    return way.at(-1)?.element ?? this.#root;
  }

  #tag(way: readonly Step[]): string {
    return localName(elementAt(this.#model, this.#elementOf(way)).name);
  }
}

function tagOf(model: SchemaModel, element: ElementIndex): string {
  return `<${localName(elementAt(model, element).name)}>`;
}

function childOf(model: SchemaModel, type: TypeIndex, field: ShapeField): ElementIndex | undefined {
  const children = new Set(
    childElements(typeAt(model, type)).filter((child) => elementAt(model, child).name === field.name),
  );
  return children.size === 1 ? [...children][0] : undefined;
}

/** Why an element cannot be read apart from its parent; `undefined` if it is always there with its own type and content. */
function plainProblem(model: SchemaModel, index: ElementIndex, isInner: boolean): string | undefined {
  const { type, nillable, abstract, default: given, fixed, constraints } = elementAt(model, index);
  const definition = typeAt(model, type);
  const tag = tagOf(model, index);
  if (nillable === true) return `${tag} may be nil`;
  if (given !== undefined || fixed !== undefined) return `${tag} has a default value`;
  if (definition.kind !== "complex" || definition.content.kind === "any") return `${tag} may hold anything`;
  if (abstract === true || definition.abstract === true || model.types.some(({ base }) => base === type))
    return `${tag} may have another type`;
  return isInner && constraints !== undefined ? `${tag} has keys` : undefined;
}

function hasNoWildcard(model: SchemaModel, type: TypeIndex): boolean {
  const definition = typeAt(model, type);
  return definition.kind === "complex" && definition.anyAttribute === undefined;
}

/** Whether a type is only that of one element on the way to the records, so that its object may lack them. */
function isUsedOnce(shapes: Shapes, type: TypeIndex, root: ElementIndex, model: SchemaModel): boolean {
  const uses = [...shapes.values()]
    .flatMap(({ fields }) => fields)
    .filter((field) => field.value === "object" && field.type === type);
  return uses.length === (elementAt(model, root).type === type ? 0 : 1);
}

/** Takes the records out of the object that would hold them. */
export function withoutRecords(model: SchemaModel, shapes: Shapes, { types, kinds, records }: RecordList): Shapes {
  const owner = types.at(-1);
  return new Map(
    [...shapes].map(([type, shape]) => {
      if (type !== owner) return [type, shape];
      const fields = shape.fields.map((field) => {
        if (!kinds.includes(field.property)) return field;
        const { required: _, ...rest } = field;
        return { ...rest, records: true as const };
      });
      const { ordered: _, ...others } = shape;
      const names = records.map((record) => elementAt(model, record).name);
      const isOrdered = keepsOrderAround(model, contentStates(typeAt(model, type)), names);
      return [type, { ...others, fields, ...(isOrdered && { ordered: true as const }) }];
    }),
  );
}
