// Creating batch files from rows
export { createBatch } from "./create/create-batch.ts";

// Checking and splitting
export { checkBatch } from "./check/check-batch.ts";
export { splitBatch } from "./split/split-batch.ts";

// Delivery
export { deliverBatch } from "./delivery/deliver-batch.ts";
export { createPreAuthenticatedRequest } from "./delivery/file-services.ts";
export { uploadFile } from "./delivery/upload-file.ts";

// Processing results
export { listFailedCards } from "./failures/failed-cards.ts";
export { matchFailures } from "./failures/match-failures.ts";
export { findFilesets, findProcessedFiles } from "./failures/processed-files.ts";
export { writeResubmission } from "./failures/write-resubmission.ts";
export { collectResults } from "./results/collect-results.ts";
export { fileServicesResults } from "./results/file-services-results.ts";
export { folderResults } from "./results/folder-results.ts";

// A report of a job
export { reportHtml } from "./report/report-html.ts";
export { reportJob } from "./report/report-job.ts";

// Series of the register
export { exportSeries, generateRegisteredSeries } from "./series/export-series.ts";
export { readPinFile } from "./series/pin-file.ts";

// Types of creating
export type { BatchReport } from "./create/create-batch.ts";
export type { BatchProgress, CreateBatchOptions } from "./create/create-options.ts";
export type { JobFile } from "./create/job-journal.ts";
export type { RejectedRow } from "./create/rejected-rows.ts";
export type { ProgramRow, ProgramRows } from "./rows/row.ts";
export type { InputFormat } from "./rows/csv.ts";
export type { TextNotation } from "./rows/field-text.ts";
export type { RowIssue, RowMapping } from "./rows/row-mapping.ts";
export type { ByteSource, RowSource } from "./rows/row-source.ts";

// Types of checking and splitting
export type { BatchIssue, CheckBatchOptions, CheckBatchReport } from "./check/check-batch.ts";
export type { BatchPart } from "./split/publishing.ts";
export type { SplitBatchOptions } from "./split/split-batch.ts";

// Types of delivery
export type { DeliverBatchOptions } from "./delivery/deliver-batch.ts";
export type { FileServicesAuthorization, FileServicesOptions } from "./delivery/file-services.ts";
export type { UploadFileOptions } from "./delivery/upload-file.ts";

// Types of processing results
export type { NumberSet } from "../file/number-set.ts";
export type { FailedCard, ListFailedCardsOptions } from "./failures/failed-cards.ts";
export type { FailureGroup } from "./failures/failure-groups.ts";
export type { FailureReport, MatchFailuresOptions } from "./failures/match-failures.ts";
export type { ProcessedFile, ProcessedFileset } from "./failures/processed-files.ts";
export type { WriteResubmissionOptions } from "./failures/write-resubmission.ts";
export type { CollectResultsOptions } from "./results/collect-results.ts";
export type { FileServicesResultsOptions } from "./results/file-services-results.ts";
export type { ResultFile, ResultSource } from "./results/result-source.ts";
export type { ExportSeriesOptions, SeriesExport } from "./series/export-series.ts";
export type { AmountSum } from "./report/amounts.ts";
export type { JobFileReport, JobReport, ReportJobOptions } from "./report/report-job.ts";
