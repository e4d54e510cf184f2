import type { TypeIndex } from "../../../src/xml/schema-model.ts";

/** The names and types of a record, as the emitters need them. */
export interface RecordType {
  /** Expanded name of its element. */
  readonly name: string;
  /** Name of its element without a prefix, as it is usually written. */
  readonly tag: string;
  readonly type: TypeIndex;
  /** Name of its TypeScript type. */
  readonly typeName: string;
}
