// Reading and writing
export { readCardSeries, validateCardSeries } from "./file/read-card-series.ts";
export { CardSeriesRules } from "./file/rules.ts";
export { writeCardSeries } from "./file/write-card-series.ts";

// Errors and limits
export { defaultXmlLimits } from "../xml/xml-error.ts";
export { CardSeriesError } from "./file/card-series-error.ts";

// The schema of batch files, and the binding of another one
export { blockFields, builtInBatchContract, defineBatchContract } from "./contract/index.ts";

// Jobs: creating, checking, splitting and delivering batch files, and processing their results
export {
  checkBatch,
  collectResults,
  createBatch,
  createPreAuthenticatedRequest,
  deliverBatch,
  exportSeries,
  fileServicesResults,
  findFilesets,
  findProcessedFiles,
  folderResults,
  generateRegisteredSeries,
  listFailedCards,
  matchFailures,
  readPinFile,
  reportHtml,
  reportJob,
  splitBatch,
  uploadFile,
  writeResubmission,
} from "./jobs/index.ts";

// Types of reading and writing
export type {
  AlternateKey,
  CardSeries,
  Customer,
  RTPAmount,
  RTPTransaction,
} from "../../generated/card-series/types.gen.ts";
export type { CardSeriesBlock, CardSeriesIssue, InvalidCardSeriesBlock } from "./file/card-series-block.ts";
export type { MixedSeries } from "./file/mixed-series.ts";
export type { CardSeriesSource, CardSeriesValidation, ReadCardSeriesOptions } from "./file/read-card-series.ts";
export type { CardSeriesRuleOptions, CardSeriesRuleResult } from "./file/rules.ts";
export type { WriteCardSeriesOptions } from "./file/write-card-series.ts";

// Types of the schema and its binding
export type {
  BatchBinding,
  BatchContract,
  BlockField,
  CardRequest,
  FieldBinding,
  Incomplete,
  RequestField,
  RequestPart,
  ValuePath,
} from "./contract/index.ts";

// Types of errors and limits
export type { XmlErrorCode, XmlLimits } from "../xml/xml-error.ts";
export type { CardSeriesErrorCode } from "./file/card-series-error.ts";

// Types of jobs
export type {
  AmountSum,
  BatchIssue,
  BatchPart,
  BatchProgress,
  BatchReport,
  ByteSource,
  CheckBatchOptions,
  CheckBatchReport,
  CollectResultsOptions,
  CreateBatchOptions,
  DeliverBatchOptions,
  ExportSeriesOptions,
  FailedCard,
  FailureGroup,
  FailureReport,
  FileServicesAuthorization,
  FileServicesOptions,
  FileServicesResultsOptions,
  InputFormat,
  JobFile,
  JobFileReport,
  JobReport,
  ListFailedCardsOptions,
  MatchFailuresOptions,
  NumberSet,
  ProcessedFile,
  ProcessedFileset,
  ProgramRow,
  ProgramRows,
  RejectedRow,
  ReportJobOptions,
  ResultFile,
  ResultSource,
  RowIssue,
  RowMapping,
  RowSource,
  SeriesExport,
  SplitBatchOptions,
  TextNotation,
  UploadFileOptions,
  WriteResubmissionOptions,
} from "./jobs/index.ts";
