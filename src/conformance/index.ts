// Running the kit
export { defaultProfile, readProfile } from "./profile.ts";
export { runConformance } from "./run.ts";
export { scenarios } from "./scenarios/index.ts";

// The same for generators of batch files
export { batchScenarios } from "./batch/batch-scenarios.ts";
export { runBatchConformance } from "./batch/run-batch.ts";

// Reports
export { compareReports, comparisonText } from "./report/compare.ts";
export { htmlReport } from "./report/html.ts";
export { junitReport } from "./report/junit.ts";
export { assertKnown, notPassed, readReport } from "./report/read-report.ts";
export { caseLine, summaryText } from "./report/terminal.ts";
