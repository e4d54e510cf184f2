import type { RequestField } from "./batch-contract.ts";
import type { Incomplete } from "./read-request.ts";

/**
 * Where the values of a request stand in the blocks of a schema. The only place that names a part of such a block.
 *
 * A value that is called as in ORCE's guide, such as `CardPrefix`, is found by its name and needs no entry.
 */
export interface BatchBinding<T, E = unknown> {
  readonly fields?: { readonly [field in RequestField]?: FieldBinding<T> };
  /** What stands around the blocks of a file that is created, where the schema requires something there. */
  readonly envelope?: E;
}

/**
 * The path of a value in a block, such as `/owner/number`; of several elements of one name, it is in the first. Where that
 * does not say it, a function reads the value, and the path says where issues are.
 *
 * `read` is also given blocks that the schema refuses, in which anything may be missing.
 */
export type FieldBinding<T> =
  | ValuePath<T>
  | { readonly path: ValuePath<T>; read(block: Incomplete<T>): string | undefined };

/** The paths of all values of a block, down to eight levels. */
export type ValuePath<T, Level extends readonly unknown[] = []> = Level["length"] extends 8
  ? never
  : T extends readonly (infer Item)[]
    ? ValuePath<Item, Level>
    : {
        [K in keyof T & string]-?: NonNullable<T[K]> extends object
          ? `/${K}${ItemPath<NonNullable<T[K]>, [...Level, unknown]>}`
          : `/${K}`;
      }[keyof T & string];

// A list of texts is a value itself.
type ItemPath<T, Level extends readonly unknown[]> = T extends readonly (infer Item)[]
  ? Item extends object
    ? ValuePath<Item, Level>
    : ""
  : ValuePath<T, Level>;
