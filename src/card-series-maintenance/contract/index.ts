// What a contract is, and how a binding makes one of a generated schema
export { defineBatchContract } from "./define-batch-contract.ts";

// The contract that is used unless another is given
export { builtInBatchContract } from "./built-in.ts";

// What a block asks ORCE for
export { blockFields } from "./block-fields.ts";

export type { BatchContract, RequestField, RequestPart } from "./batch-contract.ts";
export type { BatchBinding, FieldBinding, ValuePath } from "./binding.ts";
export type { BlockField } from "./block-fields.ts";
export type { CardRequest, Incomplete } from "./read-request.ts";
