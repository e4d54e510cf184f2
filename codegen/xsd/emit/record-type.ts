import type { TypeIndex } from "../../../src/xml/schema-model.ts";

/** The names and the type of a record, as the emitters need them. */
export interface RecordType {
  /** Expanded name of its element. */
  readonly name: string;
  /** Name of its element without a prefix, as it is usually written. */
  readonly tag: string;
  readonly type: TypeIndex;
  /** Which of several kinds it is: what a record says in `$kind`, and the place of the kind in the format. */
  readonly kind?: { readonly name: string; readonly place: number };
}
