import type { RecordFormat } from "../../xml/record-format.ts";
import type { BlockField } from "./block-fields.ts";
import type { CardRequest } from "./read-request.ts";

/** A value of a request that a block carries, by its name in ORCE's guide. */
export type RequestField = BlockField | "Action";

/** What an issue can be about. */
export type RequestPart = RequestField | "Customer";

/**
 * A schema of batch files as the jobs and the simulated ORCE use it: functions that know the blocks, so that nothing else
 * has to. Made by {@link defineBatchContract}.
 */
export interface BatchContract<Field extends string = string> {
  /** The documents, as `cardwright generate --xsd` writes it to `format.gen.ts`. */
  // Types of blocks are erased here: what knows them is the binding, which was checked against them.
  readonly schema: RecordFormat<object>;
  /** What stands around the blocks of a file that is created, where the schema has something there. */
  readonly envelope: object | undefined;
  /** The names of all values that rows can fill, in the order of the schema. */
  readonly fields: readonly Field[];
  /** Says what a block asks ORCE for. */
  requestOf(block: object): CardRequest;
  /** Reads the text of a block that the schema refuses, as far as it goes. */
  readRequest(text: string): CardRequest;
  /** Where a part of a request stands in a block, as a path from the block. */
  pathOf(part: RequestPart): string;
}
