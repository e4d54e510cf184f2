import { cardSeriesFormat } from "../../../generated/card-series/format.gen.ts";
import type { CardSeries } from "../../../generated/card-series/types.gen.ts";
import type { ShapeField } from "../../xml/object-shape.ts";
import type { RecordFormat } from "../../xml/record-format.ts";

/** The part of a record format that says which fields a block has. */
export type BlockFormat = Pick<RecordFormat<unknown>, "schema" | "shapes" | "recordType">;

/** A single value of a block: an attribute, an element with text, or the text of an element with attributes. */
export interface BlockValue {
  /**
   * Its XML name; where two values share that name, the path of each, as in a validation issue. So a name never changes
   * its meaning when the schema gets another element.
   */
  readonly name: string;
  /** The steps from the block to the value. */
  readonly path: readonly [ShapeField, ...ShapeField[]];
  /** The last step. */
  readonly field: ShapeField;
  /** The only value it can have, when it must be there: rows never supply it. */
  readonly constant: string | undefined;
}

/**
 * Finds the values of a block in the order of the schema. A type that contains itself is followed once: a row cannot
 * fill an unlimited number of levels.
 */
export function findBlockValues(format: BlockFormat): readonly BlockValue[] {
  const paths = findPaths(format, format.recordType, []);
  const names = paths.map(ownName);
  const isShared = (name: string) => names.indexOf(name) !== names.lastIndexOf(name);
  return paths.flatMap((path) => {
    const [first, ...rest] = path;
    const field = path.at(-1);
    if (first === undefined || field === undefined) return [];
    const own = ownName(path);
    const name = isShared(own) ? path.map(({ property }) => `/${property}`).join("") : own;
    return [{ name, path: [first, ...rest], field, constant: constantOf(field, format) }];
  });
}

/** The name of a value for itself: the text of an element that has attributes, too, is called like the element. */
function ownName(path: readonly ShapeField[]): string {
  const field = path.at(-1);
  return (field?.kind === "text" ? path.at(-2) : undefined)?.property ?? field?.property ?? "";
}

function findPaths(
  { schema, shapes }: Pick<BlockFormat, "schema" | "shapes">,
  type: ShapeField["type"],
  outer: readonly ShapeField["type"][],
): readonly (readonly ShapeField[])[] {
  return (shapes.get(type)?.fields ?? []).flatMap((field) => {
    // What a wildcard allows, and whole elements as text, have no form in a row.
    if (field.value === "xml" || field.value === "attributes") return [];
    if (field.value !== "object") return [[field]];
    if (field.type === type || outer.includes(field.type)) return [];
    return findPaths({ schema, shapes }, field.type, [...outer, type]).map((path) => [field, ...path]);
  });
}

function constantOf({ required, fixed, type }: ShapeField, { schema }: BlockFormat): string | undefined {
  if (required !== true) return undefined;
  const [only, ...others] = schema.simpleType(type).definition.enumeration ?? [];
  return fixed ?? (others.length === 0 ? only : undefined);
}

/**
 * The name of a field that a row can fill: the XML name of an element or attribute of a CardSeries block, such as
 * `CustomerID`, or its path, such as `/Customer/CustomerID`, if two fields had the same name.
 */
export type BlockField = NameOf<Exclude<ValuePath<CardSeries>, ConstantPath<CardSeries>>>;

// The same rules as findBlockValues, as types: a misspelt field in a mapping is an error of the compiler.
type ValuePath<T> = T extends readonly (infer Item)[]
  ? ValuePath<Item>
  : {
      [K in keyof T & string]-?: NonNullable<T[K]> extends object ? `${K}/${ValuePath<NonNullable<T[K]>>}` : K;
    }[keyof T & string];
type ConstantPath<T> = {
  [K in keyof T & string]-?: NonNullable<T[K]> extends object
    ? `${K}/${ConstantPath<NonNullable<T[K]>>}`
    : undefined extends T[K]
      ? never
      : IsOneValue<T[K]> extends true
        ? K
        : never;
}[keyof T & string];
type IsOneValue<T, Each = T> = string extends T
  ? false
  : T extends unknown
    ? [Each] extends [T]
      ? true
      : false
    : never;
type LastStep<Path extends string> = Path extends `${string}/${infer Rest}` ? LastStep<Rest> : Path;
type NameOf<Path extends string, All extends string = Path> = Path extends unknown
  ? LastStep<Path> extends LastStep<Exclude<All, Path>>
    ? `/${Path}`
    : LastStep<Path>
  : never;

/**
 * The names of all fields that a row can fill, in the order of the schema. `TypeCode` is the attribute of AlternateKey.
 */
export const blockFields: readonly BlockField[] = findBlockValues(cardSeriesFormat)
  .filter(({ constant }) => constant === undefined)
  // The types of the same generated schema name the same fields.
  .map(({ name }) => name as BlockField);
