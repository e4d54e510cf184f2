import { cardSeriesFormat } from "../../../generated/card-series/format.gen.ts";
import type { RecordFormat } from "../../xml/record-format.ts";
import type { BatchContract } from "./batch-contract.ts";
import { type BlockField, blockFields, findBlockValues } from "./block-fields.ts";
import { readRequest } from "./read-request.ts";

const paths = new Map<string, string>([
  ["Customer", "/Customer"],
  ...findBlockValues(cardSeriesFormat).map(
    ({ name, path }) => [name, path.map(({ property }) => `/${property}`).join("")] as const,
  ),
]);

/** The contract that is used unless another is given: that of ORCE's guide. Its blocks are requests as they are. */
export const builtInBatchContract: BatchContract<BlockField> = {
  // Only blocks that this format read come back to it.
  schema: cardSeriesFormat as RecordFormat<object>,
  envelope: undefined,
  fields: blockFields,
  requestOf: (block) => block,
  readRequest,
  pathOf: (part) => paths.get(part) ?? "",
};
