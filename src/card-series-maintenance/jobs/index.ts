// Making batch files of rows

export type { NumberSet } from "../file/number-set.ts";
export type { BatchIssue, CheckBatchOptions, CheckBatchReport } from "./check/check-batch.ts";
// Checking and splitting
export { checkBatch } from "./check/check-batch.ts";
export type { BatchProgress, BatchReport, CreateBatchOptions } from "./create/create-batch.ts";
export { createBatch } from "./create/create-batch.ts";
export type { JobFile } from "./create/job-journal.ts";
export type { RejectedRow } from "./create/rejected-rows.ts";
export type { DeliverBatchOptions } from "./delivery/deliver-batch.ts";
// Delivery
export { deliverBatch } from "./delivery/deliver-batch.ts";
export type { FileServicesAuthorization, FileServicesOptions } from "./delivery/file-services.ts";
export { createPreAuthenticatedRequest } from "./delivery/file-services.ts";
export type { UploadFileOptions } from "./delivery/upload-file.ts";
export { uploadFile } from "./delivery/upload-file.ts";
// After processing
export type { FailureGroup } from "./failures/failure-groups.ts";
export type { FailureReport, MatchFailuresOptions } from "./failures/match-failures.ts";
export { matchFailures } from "./failures/match-failures.ts";
export type { ProcessedFile, ProcessedFileset } from "./failures/processed-files.ts";
export { findProcessedFiles } from "./failures/processed-files.ts";
export type { WriteResubmissionOptions } from "./failures/write-resubmission.ts";
export { writeResubmission } from "./failures/write-resubmission.ts";
export type { ProgramRow, ProgramRows } from "./rows/row.ts";
export type { BlockField, RowMapping } from "./rows/row-mapping.ts";
export { blockFields } from "./rows/row-mapping.ts";
export type { ByteSource, RowSource } from "./rows/row-source.ts";
export type { BatchPart, SplitBatchOptions } from "./split/split-batch.ts";
export { splitBatch } from "./split/split-batch.ts";
